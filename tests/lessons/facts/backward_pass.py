"""The numbers with a decimal point in the prose of lesson 04, cell by cell."""

import numpy as np

from lessons_lib.functions import sigmoid
from lessons_lib.lessons.backward_pass.assemble_scene import GIVEN, ONE_NEURON
from lessons_lib.notation import number
from lessons_lib.walks.lecture import SIX_NEURONS, START


def facts():
    n = SIX_NEURONS.values(START)
    one, muted = ONE_NEURON.values(GIVEN), ONE_NEURON.values(GIVEN | {"w4": 0})
    given = [number(GIVEN[key]) for key in ("dC_dz1", "dC_dz2")]
    paths = [GIVEN["w3"] * GIVEN["dC_dz1"], GIVEN["w4"] * GIVEN["dC_dz2"]]
    far = ONE_NEURON.values(GIVEN | {"w4": 0, "z": 5})
    found = [one["dC_da"], one["s"], *(n["dC_dz"] for n in (one, muted, far)), far["s"]]
    assert one["s"] == sigmoid.d(np.linspace(-6, 6, 121)).max() == 1 / 4
    assert one["s"] ** 10 < 1e-6
    return {
        "assemble-predict": given,
        "assemble-explain": [*given, *map(number, paths), *map(number, found)],
        "amplifier-explain": list(map(number, [*sigmoid.d(np.array([2, 6])), 2 * sigmoid.d(6)])),
        "cases-explain": [number(n[key]) for key in ("s5", "dC_dy1", "dC_dz5")],
    }
