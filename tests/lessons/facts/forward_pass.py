"""The numbers with a decimal point in the prose of lesson 03, cell by cell."""

from lessons_lib.notation import number
from lessons_lib.walks.lecture import SIX_NEURONS, START, WIRES


def facts():
    n = SIX_NEURONS.values(START)
    more, other = (SIX_NEURONS.values(START | {w: START[w] + 0.5}) for w in ("w_x1_z1", "w_x2_z1"))
    moved = [number(nudged["z1"] - n["z1"]) for nudged in (more, other)]
    assert n["z1"] == 4
    sent = [f"{a:.2f}" for a in (n["a2"], n["a4"])]
    assert len({source for source, _ in WIRES.values()}) == 6
    return {
        "title": ["0.5"],
        "nudge-predict": [number(START["w_x1_z1"] + 0.5), "0.5"],
        "nudge-step": ["0.5"],
        "nudge-explain": ["0.5", *moved],
        "slide-help": sent,
        "slide-explain": [*sent, number(n["a2"]), number(n["a4"])],
        "zero-explain": [number(SIX_NEURONS.values(START | {"x1": 0, "x2": 0})["a2"])],
    }
