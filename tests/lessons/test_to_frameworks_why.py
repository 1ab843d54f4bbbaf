"""Lesson 12, the pasted gradient: every reason is found, and none is made up."""

import gradients_by_autograd as other
import numpy as np
import pytest

from lessons_lib import functions
from lessons_lib.lessons.to_frameworks import printed, reasons
from lessons_lib.lessons.to_frameworks.why_different import why

CASES, OF_EACH = 60, 40
FORMATS = other.as_torch, other.as_numpy, other.as_jax, other.as_lists
ETA = 0.1
TOO_FEW = "too few digits"


def transposed(arrays):
    return [array.T if i % 2 == 0 else array for i, array in enumerate(arrays)]


def moved(net, x, target, cost):
    slopes = other.gradients(net, x, target, cost)
    theta = [p - ETA * g for p, g in zip(other.parameters(net), slopes, strict=True)]
    return other.gradients(net, x, target, cost, theta=theta)


def added(one, more):
    return [a + b for a, b in zip(one, more, strict=True)]


def biases_first(arrays):
    return [arrays[i ^ 1] for i in range(len(arrays))]


# reason: the gradients of a case with it, or None where the case cannot have it
OTHERS = {
    reasons.SUM_OF_EXAMPLES: lambda *case: other.gradients(*case, factor=case[1].shape[1]),
    reasons.MEAN_OF_OUTPUTS: lambda *case: (
        None
        if case[3] is functions.mean_squared_error
        else other.gradients(*case, factor=1 / len(case[2]))
    ),
    reasons.SUM_OF_OUTPUTS: lambda *case: (
        other.gradients(*case, factor=len(case[2]))
        if case[3] is functions.mean_squared_error
        else None
    ),
    reasons.NO_HALF: lambda *case: (
        other.gradients(*case, factor=2) if case[3] is functions.half_squared_error else None
    ),
    reasons.A_HALF: lambda *case: (
        other.gradients(*case, factor=0.5) if case[3] is functions.mean_squared_error else None
    ),
    "holds the sum of 2 gradients": lambda *case: added(
        other.gradients(*case), other.gradients(*case)
    ),
    "holds the sum of 3 gradients": lambda *case: other.gradients(*case, factor=3),
    "is applied twice": lambda *case: other.gradients(*case, twice=True),
    reasons.TRANSPOSED: lambda *case: transposed(other.gradients(*case)),
    "another order": lambda *case: biases_first(other.gradients(*case)),
    reasons.TOO_EARLY: lambda *case: (
        None if len(case[0].layers) == 1 else other.updated_early(*case, ETA)
    ),
    reasons.NEXT_THETA: moved,
    reasons.TWO_STEPS: lambda *case: added(other.gradients(*case), moved(*case)),
}


def said(text, case, **more):
    net, x, target, cost = case
    return why(text, net, x, target, cost, **more)


def written(arrays, seed):
    """As one of the frameworks prints them; which one depends on the seed."""
    return FORMATS[seed // 4 % len(FORMATS)](arrays)


def is_told(reason, arrays, case, seed):
    """Whether it says this reason, or rightly that it makes no difference here."""
    theirs, ours = (
        np.concatenate([array.ravel() for array in each])
        for each in (arrays, other.gradients(*case))
    )
    in_full = other.as_lists(arrays)
    if np.allclose(theirs, ours, rtol=1e-9, atol=1e-15):
        return said(in_full, case).mark == "✓"
    feedback = said(written(arrays, seed), case)
    if feedback.mark == "✓" or TOO_FEW in feedback.text:  # more digits are asked for, or needed
        feedback = said(in_full, case)
    return feedback.mark == "→" and reason in feedback.text


@pytest.mark.parametrize("reason", OTHERS)
def test_each_reason_is_found_on_networks_of_any_form(reason):
    told, first = {}, OF_EACH * list(OTHERS).index(reason)
    for seed in range(first, first + OF_EACH):  # other networks for each reason
        case = other.any_case(seed)
        arrays = OTHERS[reason](*case)
        if arrays is not None:
            told[seed] = is_told(reason, arrays, case, seed)
    assert len(told) >= OF_EACH / 5
    assert np.mean(list(told.values())) >= 0.99, [seed for seed in told if not told[seed]]


@pytest.mark.parametrize("reason", [reasons.MEAN_OF_OUTPUTS, reasons.TRANSPOSED])
def test_two_reasons_are_both_said(reason):
    for seed in range(0, CASES, 4):  # the cost ½·(y − ŷ)²
        case = other.case(seed)
        arrays = OTHERS[reason](*case)
        feedback = said(other.as_lists([2 * array for array in arrays]), case)
        m, n = case[2].shape
        cancels = reason is reasons.MEAN_OF_OUTPUTS and m in (2, n, 2 * n)
        assert cancels or (reason in feedback.text and reasons.NO_HALF in feedback.text), seed


def test_with_eta_given_it_is_the_eta_that_counts():
    case = other.case(5)
    text = other.as_lists(moved(*case))
    assert reasons.NEXT_THETA in said(text, case, eta=ETA).text
    assert said(text, case, eta=2 * ETA).mark == "✗"


@pytest.mark.parametrize("seed", range(0, CASES, 5))
def test_a_part_of_the_network_is_enough(seed):
    case = other.case(seed)
    arrays = other.gradients(*case)
    for i, array in enumerate(arrays):
        name = f"{'wb'[i % 2]} in layer {i // 2 + 1}"
        assert said(other.as_lists([array]), case).text.endswith(f"{name}.")
        if i % 2 == 0:
            feedback = said(other.as_lists([2 * array.T]), case)
            assert f"gradient for {name}, " in feedback.text
            assert reasons.TRANSPOSED in feedback.text


def test_the_same_gradient_is_the_same():
    for seed in range(CASES):
        case = other.case(seed)
        arrays = other.gradients(*case)
        assert said(other.as_lists(arrays), case).mark == "✓", seed
        assert said(other.as_torch(arrays), case).mark == "✓", seed
        single = said(other.as_lists([array.astype(np.float32) for array in arrays]), case)
        assert single.text.endswith(f"except that {reasons.FLOAT32}."), seed


def other_numbers(arrays, rng):
    """Numbers that are no gradient of the network for any reason, but look like one."""
    yield [rng.normal(size=array.shape) for array in arrays]
    yield [abs(array).max() * rng.normal(size=array.shape) for array in arrays]
    yield [1.7 * array for array in arrays]
    yield [-array for array in arrays]
    yield [rng.permutation(array.ravel()).reshape(array.shape) for array in arrays]
    yield [array + abs(array).max() * (i == 0) for i, array in enumerate(arrays)]


def test_no_reason_is_made_up_for_other_numbers():
    for seed in range(0, CASES, 3):
        case = other.case(seed)
        rng = np.random.default_rng(seed)
        for arrays in other_numbers(other.gradients(*case), rng):
            assert said(written(arrays, seed), case).mark == "✗", seed
            last = said(other.as_torch(arrays[-1:]), case)  # a few numbers of a few digits
            assert last.mark == "✗" or "too few digits" in last.text or "same" in last.text, last


def test_few_digits_are_too_few_to_name_a_reason():
    assert why("[-0.18, 0.23]").text.startswith("There are " + TOO_FEW)
    assert reasons.NO_HALF in why("[-0.180554658, 0.234936266]").text


@pytest.mark.parametrize(
    ("text", "shapes"),
    [
        ("tensor([[-0.0036,  0.0036],\n        [-0.0010,  0.0010]])", [(2, 2)]),
        ("tensor([1., 2.], dtype=torch.float64, grad_fn=<AddBackward0>)", [(2,)]),
        ("[(Array([[0.1, 2e-05]], dtype=float32), Array([3.], dtype=float32))]", [(1, 2), (1,)]),
        ("[[0.1 0.2]\n [0.3 0.4]]", [(2, 2)]),
        ("0.weight tensor([[0.5]], device='cuda:0')\n0.bias tensor([1.])", [(1, 1), (1,)]),
        ("{'b': Array([0.1, 3], dtype=float64), 'w1': Array([[1.]])}", [(2,), (1, 1)]),
        ("('0.weight', tensor([[1., 2.]]))", [(1, 2)]),
        ("[np.float64(0.1), np.float64(−2)]", [(2, 1)]),
        ("cost tensor(0.4168, grad_fn=<DivBackward0>)\ntensor([1., 2.])", [(2,)]),
        ("tensor(0.5)\ntensor(-2., dtype=torch.float64)", [(2,)]),
        ("Parameter containing:\ntensor([[1., 2.]], requires_grad=True)", [(1, 2)]),
        ("<tf.Tensor: shape=(1, 2), dtype=float32, numpy=array([[1., 2.]])>", [(1, 2)]),
        ("tf.Tensor([[1. 2.]], shape=(1, 2), dtype=float64)", [(1, 2)]),
        ("Array([1., 2.], dtype=float32, weak_type=True)", [(2,)]),
        (
            "OrderedDict([('0.weight', tensor([[1.], [2.]])), ('0.bias', tensor([0., 1e-08]))])",
            [(2, 1), (2,)],
        ),
        ("Epoch 3, loss 0.25: [-1.5e-3 +2E2 .5 7.]", [(4,)]),
        ("0.1, 0.2 0.3", [(3,)]),
    ],
)
def test_what_frameworks_print_is_read(text, shapes):
    assert [one.shape for one in printed.read(text)] == shapes


def test_the_last_digit_of_each_number_is_known():
    (one,) = printed.read("[0.5 0.25 1e-3 2.5E+4]")
    assert one.values.tolist() == [0.5, 0.25, 0.001, 25000]
    np.testing.assert_allclose(one.units, [0.01, 0.01, 1e-5, 100])
    whole, typed = printed.read("tensor([2., 0.]) [2, 0]")
    assert whole.units.max() == 1e-4 and typed.units.min() == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no number"),
        ("None", "None instead of numbers"),
        ("tensor([1., 2.])\nNone", "None instead of numbers"),
        ("my gradient is wrong", "no number"),
        ("torch.Size([2, 2])", "no number"),
        ("[" * 5000 + "]" * 5000, "no number"),
        ("tensor([[1., 2.", "isn't closed"),
        ("1.]", "never opened"),
        ("tensor([0.1, ..., 0.2])", "left numbers out"),
        ("tensor([nan, 1.])", "overflowed"),
        ("tensor([-inf, 1.])", "overflowed"),
        ("Array([1., nan], dtype=float32)", "overflowed"),
        ("[1e999]", "too large"),
        (f"[1e{'9' * 6000}]", "too large"),
        ("[1, [2, 3]]", "bracket is missing"),
        ("[1, 2, 3]", "as many numbers as you gave, 3"),
        ("__import__('os').abort()", "no number"),
    ],
)
def test_what_cannot_be_read_is_explained(text, says):
    feedback = why(text)
    assert feedback.mark == "✗" and says in feedback.text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"net": 3}, "net must be a Network"),
        ({"net": {"sizes": [2]}}, "sizes must be a list"),
        ({"net": {"sizes": [2, 1], "x": [1]}}, "x must be a list of numbers as"),
        ({"x": [[1.0]]}, "x must have the shape"),
        ({"target": [[1.0]]}, "target must have the shape"),
        ({"cost": "cross-entropy"}, "cost must be one of"),
        ({"eta": "fast"}, "eta must be"),
    ],
)
def test_what_does_not_fit_is_said(arguments, says):
    feedback = why("[1.0]", **arguments)
    assert feedback.mark == "✗" and says in feedback.text


def test_what_was_printed_may_be_pasted_without_quotation_marks():
    case = other.case(4)
    arrays = other.gradients(*case)
    assert said([array.tolist() for array in arrays], case).mark == "✓"
    assert said(tuple(arrays), case).mark == "✓"
    assert "None instead" in said(None, case).text
