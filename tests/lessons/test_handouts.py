"""The pages for a class hold the numbers of a forward and a backward pass, and nothing drifts."""

import numpy as np
from matplotlib.text import Text

from lessons_lib.draw.style import number
from lessons_lib.functions import half_squared_error
from lessons_lib.lecture import TARGET, X, six_neurons
from lessons_lib.lessons import handouts
from lessons_lib.network import backward, forward

NET = six_neurons()
TRACE = forward(NET, X)
GRADIENTS = backward(NET, TRACE, half_squared_error.d(TRACE.y, TARGET))


def column(rows, i):
    return [row[i] for row in rows[1:]]


def written(values):
    return [number(value) for value in np.ravel(values)]


def test_the_neurons_of_the_page_filled_in():
    rows = handouts.neurons_table(True)
    assert column(rows, 1) == written(np.concatenate(TRACE.z))
    assert column(rows, 2) == written(np.concatenate(TRACE.a[1:]))
    a = np.concatenate(TRACE.a[1:])
    assert column(rows, 3) == written(a * (1 - a))
    assert column(rows, 4) == written(np.concatenate(GRADIENTS.dC_dz))


def test_the_parameters_of_the_page_filled_in():
    rows = handouts.parameters_table(True)
    assert column(rows, 3) == written(GRADIENTS.theta)
    assert len(rows) == 1 + len(NET.theta)


def test_the_blanks_are_blank():
    for table in (handouts.neurons_table, handouts.parameters_table):
        blank, filled = table(False), table(True)
        assert [row[0] for row in blank] == [row[0] for row in filled]
        assert blank[0] == filled[0]
        assert {cell for row in blank[1:] for cell in row[1:]} == {""}
    texts = " ".join(text.get_text() for text in handouts.page(False).findobj(Text))
    for value in (*TRACE.z, *TRACE.a[1:], *GRADIENTS.dC_dz):
        for secret in written(value):
            assert len(secret) < 4 or secret not in texts


def test_the_same_bytes_each_time(tmp_path):
    for folder in ("one", "two"):
        handouts.write(tmp_path / folder)
    for page in (tmp_path / "one").iterdir():
        assert page.read_bytes() == (tmp_path / "two" / page.name).read_bytes()
