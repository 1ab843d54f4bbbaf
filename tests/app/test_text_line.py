"""A text that is typed, or drawn with a finger in the picture."""

import ipywidgets as w
import pytest

from lessons_lib.app import App, Slider, TextLine, Words

from .dot import error, find, press, status

pytestmark = pytest.mark.usefixtures("pictures_closed_after_each_test")


def read(text):
    letters = text.replace(" ", "").upper()
    if not all("A" <= letter <= "Z" for letter in letters):
        raise ValueError(f"Letters, not\n{text}\n↑")
    return letters


def touched(values, place, before):
    """A letter for each place, small steps count from the one before."""
    letter = chr(ord("A") + int(place[0]))
    return values["word"] + (
        letter if before is None else f"{chr(ord('A') + int(before[0]))}{letter}"
    )


def made(draws=touched):
    def scene(fig):
        ax = fig.add_axes((0, 0, 1, 1), xlim=(0, 26), ylim=(0, 1))
        ax.xaxis.set_url("word")
        ax.yaxis.set_url("word")
        return lambda word, x: Words(f"The word is {word}.", word)

    return App(
        made, scene, [TextLine("word", "word", "a b", read, draws), Slider("x", "x", 0, 0, 9, 1)]
    )


def line(app):
    return find(app, w.Text, "word")


def draws(app, *xs, goes_on=False):
    """What the page tells when a finger was at these x; what it gets back."""
    sent = []
    app._page.send = lambda message, buffers=(): sent.append(message)
    app._hear_page(app._page, {"drawn": 0, "at": [[x, 0.5] for x in xs], "goes_on": goes_on}, [])
    assert {"drawn": True} in sent


def test_what_is_typed_is_shown_in_its_own_form():
    app = made()
    assert app.values["word"] == line(app).value == "AB"
    line(app).value = "x y"
    assert app.values["word"] == line(app).value == "XY"
    assert app.code.endswith(".set(word='XY')")
    press(app, "Reset")
    assert line(app).value == "AB"


def test_what_cannot_be_read_stays_and_is_answered_with_its_place():
    app = made()
    line(app).value = "<7>"
    assert app.values["word"] == "AB" and line(app).value == "<7>"
    assert error(app).startswith("Letters, not")
    (note,) = [one.value for one in app._notes.values() if one.value]
    assert "<pre>&lt;7&gt;\n↑</pre>" in note
    app.set(x=3)
    assert line(app).value == "AB" and error(app) is None
    with pytest.raises(ValueError, match="word must be text, not 7"):
        app.set(word=7)


def test_a_finger_draws_and_one_stroke_is_undone_at_once():
    app = made()
    draws(app, 2)
    assert app.values["word"] == line(app).value == "ABC"
    draws(app, 3, 4, goes_on=True)
    assert app.values["word"] == "ABCCDDE"
    draws(app, 25)
    assert app.values["word"].endswith("EZ")
    press(app, "Undo")
    assert app.values["word"] == "ABCCDDE"
    press(app, "Undo")
    assert app.values["word"] == "AB"
    press(app, "Undo")
    assert app.values["word"] == "AB" and "nothing to undo" in status(app)[-1]


def test_clear_is_undone_too_and_so_is_typing():
    app = made()
    line(app).value = "Q"
    press(app, "Clear")
    assert app.values["word"] == ""
    for before in ("Q", "AB"):
        press(app, "Undo")
        assert app.values["word"] == before


def test_a_stroke_that_cannot_be_read_begins_again():
    app = made(
        lambda values, place, before: values["word"] + "ab7"[int(place[0])] * (1 + bool(before))
    )
    draws(app, 2)
    assert app.values["word"] == "AB" and error(app)
    draws(app, 0, goes_on=True)
    assert app.values["word"] == "ABA"  # and not AA, as from a place before
    press(app, "Undo")
    assert app.values["word"] == "AB"


def test_without_touch_there_is_nothing_to_draw_or_to_undo():
    app = made(None)
    assert find(app, w.Button, "Reset")
    assert not [one for one in app.controls[0].widgets if isinstance(one, w.Button)]
    assert [one for one in app._page.touched if isinstance(one, w.Text)] == []


def test_a_plane_that_is_drawn_on_names_its_text():
    app, sent = made(), []
    app._page.send = lambda message, buffers=(): sent.append(message)
    app._hear_page(app._page, {"hello": True}, [])
    (plane,) = sent[0]["regions"]
    assert (plane["x"], plane["y"]) == ((0, 0.0, 26.0), (0, 0.0, 1.0))
