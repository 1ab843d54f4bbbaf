"""The worksheets for a class contain the numbers of a forward and a backward pass."""

import numpy as np
import pytest
from matplotlib.text import Text

from lessons_lib.functions import half_squared_error
from lessons_lib.lecture import TARGET, X, six_neurons
from lessons_lib.lessons.six_neurons import exercises as exercises
from lessons_lib.network import backward, forward
from lessons_lib.notation import number
from lessons_lib.teaching import handouts

NET = six_neurons()
TRACE = forward(NET, X)
TARGETS = {"six_neurons": TARGET, "six_neurons_exercise": 1 - TARGET}


@pytest.fixture(params=handouts.PAGES)
def handout(request):
    """The numbers that a page starts from, and the gradients for its target."""
    dC_dy = half_squared_error.d(TRACE.y, TARGETS[request.param])
    return handouts.PAGES[request.param], backward(NET, TRACE, dC_dy)


def column(rows, i):
    return [row[i] for row in rows[1:]]


def written(values):
    return [number(value) for value in np.ravel(values)]


def texts(values, filled):
    return [text.get_text() for text in handouts.page(values, filled).findobj(Text)]


def test_the_neurons_of_the_page_filled_in(handout):
    values, gradients = handout
    rows = handouts.neurons_table(values, True)
    assert column(rows, 1) == written(np.concatenate(TRACE.z))
    assert column(rows, 2) == written(np.concatenate(TRACE.a[1:]))
    a = np.concatenate(TRACE.a[1:])
    assert column(rows, 3) == written(a * (1 - a))
    assert column(rows, 4) == written(np.concatenate(gradients.dC_dz))


def test_the_parameters_of_the_page_filled_in(handout):
    values, gradients = handout
    rows = handouts.parameters_table(values, True)
    assert column(rows, 3) == written(gradients.theta)
    assert len(rows) == 1 + len(NET.theta)


def test_the_exercise_on_paper_is_the_one_on_the_screen():
    rows = handouts.neurons_table(handouts.PAGES["six_neurons_exercise"], True)
    right = exercises.dC_dz.right(*exercises.dC_dz.given)
    assert column(rows, 4)[::-1] == written(right)


@pytest.mark.parametrize("name", handouts.PAGES)
def test_its_target_and_its_cost(name):
    target = TARGETS[name]
    cost = number(float(half_squared_error(TRACE.y, target)))
    said = texts(handouts.PAGES[name], True)
    assert handouts.COST + cost in said
    assert any(text.endswith("ŷ = ({:.0f}, {:.0f})".format(*target.ravel())) for text in said)


def test_the_blanks_are_blank(handout):
    values, gradients = handout
    for table in (handouts.neurons_table, handouts.parameters_table):
        blank, filled = table(values, False), table(values, True)
        assert [row[0] for row in blank] == [row[0] for row in filled]
        assert blank[0] == filled[0]
        assert {cell for row in blank[1:] for cell in row[1:]} == {""}
    shown = " ".join(texts(values, False))
    for found in (*TRACE.z, *TRACE.a[1:], *gradients.dC_dz):
        for secret in written(found):
            assert len(secret) < 4 or secret not in shown


@pytest.mark.parametrize("name", handouts.PAGES)
def test_nothing_is_cut_off(name):
    fig = handouts.page(handouts.PAGES[name], True)
    fig.draw_without_rendering()
    for text in fig.findobj(Text):
        if text.get_visible() and text.get_text():
            box = text.get_window_extent()
            assert fig.bbox.x0 < box.x0 and box.x1 < fig.bbox.x1, text.get_text()
            assert fig.bbox.y0 < box.y0 and box.y1 < fig.bbox.y1, text.get_text()


def test_the_same_bytes_each_time(tmp_path):
    for folder in ("one", "two"):
        handouts.write(tmp_path / folder)
    for page in (tmp_path / "one").iterdir():
        assert page.read_bytes() == (tmp_path / "two" / page.name).read_bytes()
