"""Numbers filled into a walk: right ones accepted, wrong ones named and carried on."""

import numpy as np
import pytest
from walks import test_graph_walk, test_network_walk

from lessons_lib.exercise.filled_in import FilledIn
from lessons_lib.mistakes.steps import confusions, neighbours, step_mistakes
from lessons_lib.walks.graph import graph_walk
from lessons_lib.walks.lecture import SIX_NEURONS, START

SEEDS = range(10)


def network(seed):
    walk, net, x, target, _ = test_network_walk.drawn(seed)
    return walk, walk.start(net, x, target)


def graph(seed):
    walk = graph_walk(test_graph_walk.drawn(seed))
    return walk, walk.start


@pytest.fixture(params=[(make, seed) for make in (network, graph) for seed in SEEDS])
def drawn(request):
    make, seed = request.param
    return make(seed)


def filled(walk, given, mine):
    return FilledIn(walk, given, mine, (step_mistakes, confusions), neighbours)


def some(keys):
    """These keys, or of a large network a dozen or more from its beginning to its end."""
    keys = list(keys)
    return keys[:: max(1, len(keys) // 12)]


def rounded(value):
    return float(f"{value:.3g}")


def same(one, other):
    return rounded(one) == rounded(other) or abs(one - other) < 0.02 * max(abs(one), abs(other))


def test_three_digits_of_every_number_are_right(drawn):
    walk, given = drawn
    values = walk.values(given)
    mine = {key: rounded(values[key]) for key in walk.moments}
    judged = filled(walk, given, mine)
    assert judged.wrong == {}
    assert {judged.feedback(key).mark for key in mine} <= {"✓"}


def test_who_computes_on_with_rounded_numbers_is_right(drawn):
    walk, given = drawn
    mine = {}
    for key in walk.moments:
        mine[key] = rounded(walk.values(given, mine)[key])
    assert filled(walk, given, mine).wrong == {}


def test_a_wrong_number_is_carried_on(drawn):
    walk, given = drawn
    order, right = list(walk.moments), walk.values(given)
    off = order[len(order) // 3]
    typed = rounded(1.4 * right[off] + 0.3)
    carried = walk.values(given, {off: typed})
    judged = filled(walk, given, {key: rounded(carried[key]) for key in order})
    assert list(judged.wrong) == [off]
    later = [key for key in order if not same(carried[key], right[key]) and key != off]
    for key in some(later):
        feedback = judged.feedback(key)
        assert feedback.mark == "✓" and walk.symbols[off] in feedback.text
        as_before = filled(walk, given, {off: typed, key: rounded(right[key])})
        assert key in as_before.wrong
        assert as_before.feedback(key).mark in "✗→"


def test_each_known_mistake_is_named(drawn):
    walk, given = drawn
    values = walk.values(given)
    for key in some(walk.moments):
        for mistake, value in step_mistakes(walk, key, values):
            typed = rounded(value)
            if not np.isfinite(typed) or not typed or same(typed, values[key]):
                continue
            judged = filled(walk, given, {key: typed})
            feedback = judged.feedback(key)
            others = [m for m, v in step_mistakes(walk, key, values) if same(v, typed)]
            if key not in judged.wrong or feedback.mark == "→":
                continue  # with so few digits it is right
            if len(others) == 1:
                assert feedback.mistakes == (str(mistake.when or mistake.look),)
            else:
                assert {*feedback.mistakes} <= {str(m.when or m.look) for m in others}


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("z1", 3, "the bias is forgotten"),
        ("z3", 10, "z is mistaken for what the wire carries"),
        ("z4", 1.84, "z_3 is written instead of z_4"),
        ("a1", 0.0177, "σ′(z) is sent out"),
        ("a2", -2, "without σ"),
        ("C", 0.834, "2 times the right number"),
        ("dC_dy1", 0.382, "wrong sign"),
        ("dC_dz6", 0.829, "σ′ is missing"),
        ("dC_dz3", -0.0319, "only the path through the next layer's first neuron"),
        ("dC_dz1", -0.00276, "come in"),
        ("dC_dw_a3_z6", 0.0974, "own output"),
        ("dC_db4", 1, "gradient 1"),
    ],
)
def test_mistakes_in_the_lectures_network(key, typed, says):
    judged = filled(SIX_NEURONS, START, {key: typed})
    assert says in judged.feedback(key).text


def test_few_digits_are_asked_for_and_not_carried_on():
    judged = filled(SIX_NEURONS, START, {"a1": 0.98})
    assert judged.is_short("a1") and judged.wrong == {}
    assert judged.feedback("a1").mark == "→"
