"""The staircase of the rounds and the rows of printed numbers: told apart without any colour."""

import pytest
from matplotlib.figure import Figure

from lessons_lib.lessons.update_after.ledger_picture import INHERITED, RIGHT, WRONG, Ledger, Row
from lessons_lib.lessons.update_after.staircase import MARKS, Staircase

KINDS = ["forward", "backward", "update", "forward"]


def test_every_kind_has_a_mark_of_its_own():
    assert len({shape for shape, _ in MARKS.values()}) == len(MARKS) == 3


def test_the_line_is_level_until_theta_moves():
    fig = Figure()
    rounds = Staircase(fig.add_axes((0, 0, 1, 1)), KINDS, 4, 1)
    heights = [mark.get_ydata()[0] for mark in rounds._marks]
    assert heights[0] == heights[1] == heights[2] > heights[3]
    assert {text.get_text() for text in fig.axes[0].texts if text.get_text()} == {"θ⁰", "θ¹"}


def test_marks_are_filled_up_to_the_present_one():
    rounds = Staircase(Figure().add_axes((0, 0, 1, 1)), KINDS, 4, 1)
    for at in (-1, 0, 2, 3):
        rounds.show(at, {0: "C 1"})
        filled = [mark.get_markerfacecolor() == mark.get_color() for mark in rounds._marks]
        assert filled == [i <= at for i in range(4)]
        large = [mark.get_markersize() > 10 for mark in rounds._marks]
        assert large == [i == at for i in range(4)]
    assert [text.get_text() for text in rounds._names] == ["C 1", "", "", ""]


def test_rows_show_what_they_hold_and_the_rest_is_blank():
    ledger = Ledger(Figure().add_axes((0, 0, 1, 1)), 4, 4, 5)
    rows = [
        Row("a", "0.1", "0.1", RIGHT),
        Row("b", "0.2", "0.3", WRONG, lit=True),
        Row("c", "0.4", "0.5", INHERITED),
        Row("d", "0.6"),
    ]
    ledger.show(rows)
    shown = [[text.get_text() for text in texts] for texts in ledger._texts]
    assert shown == [*(list(row[:4]) for row in rows), [""] * 4]
    frame, lit = ledger._frame, [text.get_position()[1] for text in ledger._texts[1]]
    assert all(frame.get_y() < y < frame.get_y() + frame.get_height() for y in lit)
    assert frame.get_visible() and frame.get_height() < ledger._paper.get_height() / 3
    weights = [texts[0].get_weight() for texts in ledger._texts]
    assert weights == ["normal", "bold", "normal", "normal", "normal"]
    ledger.show(rows[:1])
    assert not any(text.get_text() for texts in ledger._texts[1:] for text in texts)
    assert not frame.get_visible()
    (y, *_) = (text.get_position()[1] for text in ledger._texts[0])
    middle = ledger._paper.get_y() + ledger._paper.get_height() / 2
    assert middle == pytest.approx(y) == pytest.approx(2)
