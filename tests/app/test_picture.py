"""The picture: fast because static artists are drawn once, and still what Matplotlib draws."""

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle

from lessons_lib.app.picture import SHARPNESS, Picture
from lessons_lib.app.rendering.letters import LetterRenderer
from lessons_lib.draw.style import ACTS

from .dot import BLUE, RED, SIZE, START, Dot, decoded, pixels_of, redrawn

STATES = [
    START,
    START | {"x": 10, "y": 7.5, "colour": RED},
    START | {"x": 3, "part": "tilt", "tilt": 20.0, "size": 20.0},
    START,
]


def test_the_dot_is_where_it_should_be():
    picture = Picture(Dot(), SIZE)
    for x, y, colour in [(2, 6, RED), (9, 2, BLUE), (6, 1, RED)]:
        picture.update(**START | {"x": x, "y": y, "colour": colour})
        seen = decoded(picture.png())
        assert seen.shape == (160, 240, 4)
        rgb = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        rows, columns = np.nonzero((seen[..., :3] == rgb).all(axis=-1))
        assert columns.mean() * 12 / 240 == pytest.approx(x, abs=0.1)
        assert 8 - rows.mean() * 8 / 160 == pytest.approx(y, abs=0.1)


def test_the_same_pixels_as_a_full_drawing():
    picture = Picture(Dot(), SIZE)
    for state in STATES:
        picture.update(**state)
        seen = decoded(picture.png())
        np.testing.assert_array_equal(seen, pixels_of(state))
        np.testing.assert_array_equal(decoded(picture.png()), seen)  # drawn again: no trace


def overlapping(fig):
    """Squares over each other: two that change places, one on the figure itself, one that hides."""
    ax = fig.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 12), ylim=(0, 8))
    ax.set_axis_off()
    ax.add_patch(Rectangle((1, 1), 9, 3, color="#cccccc"))
    ax.add_patch(Rectangle((2, 2), 4, 4, color=RED, animated=True, zorder=3))
    second = ax.add_patch(Circle((6, 4), 2, color=BLUE, animated=True, zorder=2))
    third = fig.add_artist(Rectangle((0.5, 0.1), 0.1, 0.8, color="#00cc00", animated=True))

    def update(above, visible):
        second.set_zorder(above)
        third.set_visible(visible)

    return update


@pytest.mark.parametrize("above", [2, 4, 3])
@pytest.mark.parametrize("visible", [True, False])
def test_what_lies_above_may_change(above, visible):
    picture = Picture(overlapping, SIZE)
    picture.update(above=above, visible=visible)
    expected = redrawn(overlapping, {"above": above, "visible": visible})
    np.testing.assert_array_equal(decoded(picture.png()), expected)


def test_static_artists_are_drawn_once():
    drawn = []

    class Counted(Line2D):
        def draw(self, renderer):
            drawn.append(self.get_label())
            super().draw(renderer)

    def scene(fig):
        ax = fig.add_axes((0.1, 0.1, 0.8, 0.8))
        ax.add_line(Counted([0, 1], [0, 1], label="static"))
        moving = ax.add_line(Counted([0, 1], [1, 0], label="moving", animated=True))
        return lambda y: moving.set_ydata([y, 0])

    picture = Picture(scene, SIZE)
    for y in range(10):
        picture.update(y=y / 10)
        picture.png()
    assert drawn.count("static") == 1
    assert drawn.count("moving") == 10


def test_size_in_css_pixels():
    picture = Picture(Dot(), (3.21, 1.5))
    assert (picture.width, picture.height) == (321, 150)
    picture.update(**START)
    assert decoded(picture.png()).shape == (300, 642, 4)


@pytest.mark.parametrize("sharpness", [0.75, 1, 1.3, 2])
def test_as_sharp_as_it_is_asked_for(sharpness):
    picture = Picture(Dot(), SIZE)
    picture.update(**STATES[1])
    still = picture.still()
    picture.sharpen(sharpness)
    for state in STATES:
        picture.update(**state)
        expected = redrawn(Dot(), state, dpi=100 * sharpness)
        np.testing.assert_array_equal(decoded(picture.png()), expected)
    picture.update(**STATES[1])
    assert picture.still() == still
    np.testing.assert_array_equal(
        decoded(picture.png()), redrawn(Dot(), STATES[1], dpi=100 * sharpness)
    )


@pytest.mark.parametrize(("asked", "drawn"), [(0, 0.5), (-1, 0.5), (3, 2), (1e9, 2)])
def test_no_screen_makes_it_coarse_or_slow(asked, drawn):
    picture = Picture(Dot(), SIZE)
    picture.sharpen(asked)
    picture.update(**START)
    assert decoded(picture.png()).shape == (80 * drawn, 120 * drawn, 4)


@pytest.mark.parametrize("work", [Picture.still, lambda picture: picture.sharpen(SHARPNESS)])
def test_interrupted_while_it_is_made_sharper(work, monkeypatch):
    picture = Picture(overlapping, SIZE)
    picture.sharpen(1)
    picture.update(above=2, visible=True)
    expected = picture.png()

    def interrupt(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(LetterRenderer, "draw_path", interrupt)
        work(picture)
    assert picture.png() == expected


def test_what_stands_side_by_side_is_a_panel_each():
    def scene(fig):
        fig.add_axes((0.1, 0.1, 0.35, 0.8)).set_ylabel("L")
        fig.add_axes((0.6, 0.55, 0.3, 0.4))
        fig.add_axes((0.65, 0.1, 0.3, 0.3))  # below the second one
        return lambda: None

    (left, cut), (same, right) = Picture(scene, (8, 4)).panels
    assert (left, right) == (0, 1)
    assert 0.45 < cut == same < 0.6
    assert Picture(Dot(), SIZE).panels == [(0, 1)]


def test_the_focus_is_where_something_acts():
    def scene(fig):
        acting = fig.add_artist(Circle((0.5, 0.5), 0.1, animated=True))

        def update(x, gid):
            acting.set(center=(x, 0.5), gid=gid)

        return update

    picture = Picture(scene, (4, 4))
    for x, gid, focus in [(0.8, ACTS, 0.8), (0.3, ACTS, 0.3), (0.3, None, 0)]:
        picture.update(x=x, gid=gid)
        assert picture.focus == pytest.approx(focus, abs=0.01)


def test_no_pixel_is_lost_by_rounding():
    picture = Picture(Dot(), (9.6, 5))
    picture.sharpen(1.0875)
    picture.update(**START)
    assert picture.pixels().shape[:2] == (543, 1044)
