"""The start of a race, dragged over its landscape with a pointer in a real JupyterLab."""

import time

import pytest
from lesson import PATIENCE
from playwright.sync_api import expect

from lessons_lib.app.frames import Frame
from lessons_lib.lessons import optimizers
from lessons_lib.lessons.optimizers.typed_start import EDGES, point

NOTEBOOK = "09_optimizers.ipynb"


@pytest.fixture(params=["momentum", "race"])
def dragged(lesson, request):
    """An interactive, and at(θ): where this point of its landscape is on the screen."""
    shown = lesson.interactive(f"optimizers.{request.param}()")
    shown.picture.scroll_into_view_if_needed()
    drawn = getattr(optimizers, request.param)()
    parts = Frame.drawn(drawn._picture, drawn.values).parts
    left, top, right, bottom = next(part.places[0] for part in parts if part.across)
    width, height = drawn._picture.width, drawn._picture.height
    drawn.close()

    def at(theta):
        across, up = ((value / edge + 1) / 2 for value, edge in zip(theta, EDGES, strict=True))
        x, y = left + across * (right - left), bottom + up * (top - bottom)  # in thousandths
        box = shown.picture.bounding_box()
        scale = min(box["width"] / width, box["height"] / height) / 1000  # as large as fits
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        return middle[0] + (x - 500) * width * scale, middle[1] + (y - 500) * height * scale

    return shown, at


def test_the_start_follows_the_pointer_and_one_undo_takes_it_back(lesson, dragged):
    shown, at = dragged
    mouse, start = lesson.page.mouse, shown.app.get_by_role("textbox", name="start θ⁰")
    pictures = []

    def arrives(theta):
        """Wait until the race starts there, but for a pixel or two."""
        deadline = time.monotonic() + PATIENCE / 1000
        while point(start.input_value()) != pytest.approx(theta, abs=0.1):
            assert time.monotonic() < deadline, (start.input_value(), theta)
            lesson.page.wait_for_timeout(50)
        pictures.append(shown.shown().picture)

    expect(start).to_have_value("")
    before = shown.shown()
    mouse.move(*at((4, 2)))
    mouse.down()
    arrives((4, 2))
    for theta in ((1, 2), (-2, 3)):  # while it is held
        mouse.move(*at(theta), steps=8)
        arrives(theta)
    mouse.up()
    assert len(set(pictures)) == len(pictures)
    mouse.move(*at((3, -3)))  # it only hovers
    arrives((-2, 3))
    shown.press("Undo")
    expect(start).to_have_value("")
    expect(shown.status).to_have_text(before.status.strip())
