"""Learners' functions: run as they are, with any kind of failure."""

import numpy as np
import pytest
from others import CODE

from lessons_lib.exercise import Code, Feedback
from lessons_lib.exercise.code_slip import code_slips
from lessons_lib.exercise.questions import question
from lessons_lib.functions import sigmoid
from lessons_lib.lessons.backward_pass import exercises as backward_pass
from lessons_lib.lessons.chain_rule import exercises as chain_rule
from lessons_lib.lessons.forward_pass import exercises as forward_pass
from lessons_lib.lessons.gradient_descent import exercises as gradient_descent
from lessons_lib.lessons.handwritten_digits import exercises as handwritten_digits
from lessons_lib.lessons.optimizers import exercises as optimizers
from lessons_lib.lessons.six_neurons import exercises as six_neurons
from lessons_lib.network import backward


def mine(net, trace, dC_dy):
    dC_dz = []
    dC_da = dC_dy
    for k in reversed(range(len(net.layers))):
        layer, z = net.layers[k], trace.z[k]
        dC_dz.insert(0, layer.sigma.d(z) * dC_da)
        dC_da = layer.w.T @ dC_dz[0]
    return dC_dz


def check(function):
    return six_neurons.two_lines(function)


def test_right():
    said = check(mine)
    assert said.mark == "✓"
    assert "all 12 unseen tests" in said.text


def test_a_callable_object_is_a_function_too():
    class Mine:
        def __call__(self, *given):
            return mine(*given)

    assert check(Mine()).mark == "✓"


def test_other_kinds_of_result():
    assert check(lambda *given: backward(*given).dC_dz).mark == "✓"
    assert check(lambda *given: [d.tolist() for d in mine(*given)]).mark == "✓"
    assert check(lambda *given: [d.ravel().tolist() for d in mine(*given)]).mark == "✓"
    assert check(lambda *given: tuple(mine(*given))).mark == "✓"
    assert check(lambda *given: [d.astype(np.float32) for d in mine(*given)]).mark == "✓"


def untransposed(net, trace, dC_dy):
    dC_dz = [net.layers[-1].sigma.d(trace.z[-1]) * dC_dy]
    for k in reversed(range(len(net.layers) - 1)):
        dC_da = net.layers[k + 1].w @ dC_dz[0]
        dC_dz.insert(0, net.layers[k].sigma.d(trace.z[k]) * dC_da)
    return dC_dz


def test_a_forgotten_transpose_is_named_before_a_shape_fails():
    said = check(untransposed)
    assert said.text.startswith("On the 2 → 2 → 2 → 2 network: Not yet.")
    assert "w isn't transposed" in said.text


def test_one_slip_in_the_solution_is_told():
    said = gradient_descent.step(lambda theta, gradient, eta: eta * gradient(theta) - theta)
    assert "could be a slip: eta * g - theta instead of theta - eta * g." in said.text


@pytest.mark.parametrize("name", CODE)
def test_slips_are_searched_in_the_exercises_own_solution(name):
    assert CODE[name].solved == name
    slips = code_slips(question(*name.split(".")).source)
    assert len({slip.text for slip in slips}) == len(slips) > 20


def test_untouched():
    def only_blank(net, trace, dC_dy): ...

    def blank_result(net, trace, dC_dy):
        return ...

    def blank_line(net, trace, dC_dy):
        dC_da = ...
        return [layer.w.T @ dC_da for layer in net.layers]

    def explained_blank(net, trace, dC_dy):
        dC_dy = ...  # noqa: F841

    def noted_blank(net, trace, dC_dy):
        dC_dz = []
        for _ in net.layers:
            dC_dz.insert(0, ...)
        return dC_dz

    def one_blank_left(net, trace, dC_dy):
        dC_dz = []
        for k in reversed(range(len(net.layers))):
            dC_dz.insert(0, net.layers[k].sigma.d(trace.z[k]) * dC_dy)
            dC_dy = ...
        return dC_dz

    for function in (
        only_blank,
        blank_result,
        blank_line,
        explained_blank,
        noted_blank,
        one_blank_left,
    ):
        said = check(function)
        assert said.mark == "→" and "Replace each" in said.text, function
    assert six_neurons.two_lines().mark == six_neurons.two_lines(...).mark == "→"


def test_a_return_that_is_forgotten_is_told():
    def silent(net, trace, dC_dy):
        mine(net, trace, dC_dy)

    assert check(silent) == Feedback(
        "✗",
        "On the 2 → 2 → 2 → 2 network: Your function returns nothing. "
        "Its last line must be return, followed by the result.",
    )


def test_dots_that_are_no_blank_do_not_hide_the_mistake():
    def dotted(net, trace, dC_dy):
        return [-d[...] for d in mine(net, trace, dC_dy)]

    assert "the sign is wrong" in check(dotted).text


def test_a_function_with_a_name_is_explained():
    said = six_neurons.two_lines(function=mine)
    assert said == Feedback("✗", "Leave out function = and write only what comes after it.")


def test_two_functions_are_not_one():
    assert "no brackets" in six_neurons.two_lines(mine, mine).text


@pytest.mark.parametrize("answer", [3, "mine", None, [1], mine(*six_neurons.UNSEEN[0])])
def test_a_result_where_the_function_is_wanted(answer):
    said = check(answer)
    assert said.mark == "✗"
    assert "no brackets" in said.text


def deeper(z):
    return z @ np.ones((7, 7))


def fails_deeper(net, trace, dC_dy):
    return [deeper(trace.z[0])]


def test_the_line_where_it_stopped_is_theirs():
    said = check(fails_deeper)
    line = deeper.__code__.co_firstlineno + 1
    assert f"stopped in line {line}, return z @ np.ones((7, 7))\nValueError: matmul" in said.text

    def fails_in_our_code(net, trace, dC_dy):
        return backward(net, trace, [1])

    line = fails_in_our_code.__code__.co_firstlineno + 1
    assert f"stopped in line {line}, return backward(net, trace, [1])\nValueError: " in (
        check(fails_in_our_code).text
    )


class Failing:
    def __call__(self, *given):
        return 1 / 0


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (lambda *given: mumble(), "Silent"),
        (lambda: 1, "couldn't be called. TypeError"),
        (lambda *given: 1 / 0, "ZeroDivisionError"),
        (lambda *given: exit(), "SystemExit"),
        (lambda *given: check_forever(*given), "RecursionError"),
        (lambda *given: [np.nan], "a list of 3, but it has 1."),
        (lambda *given: "text", "a list of 3, not 'text'"),
        (lambda *given: [np.full(2, np.nan)] * 3, "Not every number is finite"),
        (lambda *given: [d[:1] for d in mine(*given)], "shape"),
        (lambda *given: backward(*given), "a list of 3"),
        (len, "couldn't be called"),
        (Failing(), "stopped in line"),
        (lambda *given: beyond(), "Beyond"),
    ],
)
def test_whatever_it_does_there_is_help(function, said):
    feedback = check(function)
    assert feedback.mark == "✗"
    assert said in feedback.text


class Silent(Exception):
    def __str__(self):
        raise RuntimeError("nothing to say")


def mumble():
    raise Silent


class Beyond(BaseException):
    pass


def beyond():
    raise Beyond


def check_forever(*given):
    return check_forever(*given)


def test_an_endless_loop_can_be_interrupted():
    def interrupted(net, trace, dC_dy):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(interrupted)


def test_what_it_is_given_must_stay_as_it_is():
    before = [array.copy() for array in six_neurons.UNSEEN[0][1].z]

    def greedy(net, trace, dC_dy):
        result = mine(net, trace, dC_dy)
        for array in (*trace.z, *trace.a, *(layer.w for layer in net.layers)):
            array[:] = 0
        return result

    said = check(greedy)
    assert "The result is right this time. Your function changes net, trace, which" in said.text
    assert said.mark == "✗" and check(greedy) == said  # each time it is given a new copy
    assert all(map(np.array_equal, before, six_neurons.UNSEEN[0][1].z))

    def pops(paths):
        return sum(np.prod([path.pop() for _ in range(len(path))]) for path in paths)

    assert "Your function changes paths, which" in chain_rule.two_lines(pops).text

    def in_place(theta, gradient, eta):
        theta -= eta * gradient(theta)
        return theta

    assert "Your function changes theta, which" in gradient_descent.step(in_place).text


def test_one_array_that_is_noted_again_and_again():
    def noted(gradients, eta, lam):
        v, movements = np.zeros(np.shape(gradients[0])), []
        for g in gradients:
            v *= lam
            v -= eta * g
            movements.append(v)
        return movements

    said = optimizers.two_lines(noted).text
    assert "The same array appears" in said and "Make a new array each time." in said


def test_a_tiny_number_beside_the_root_may_be_larger():
    def my_adam(gradients, eta, beta1, beta2):
        m, s, movements = 0, 0, []
        for t, g in enumerate(gradients, start=1):
            m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
            root = np.sqrt(s / (1 - beta2**t)) + 1e-6
            movements.append(-eta * m / (1 - beta1**t) / root)
        return movements

    assert optimizers.adam(my_adam).mark == "✓"


def test_what_is_yielded_is_a_list_too():
    def yields(gradients, eta, lam):
        v = 0
        for g in gradients:
            v = lam * v - eta * g
            yield v

    assert optimizers.two_lines(yields).mark == "✓"

    def breaks(gradients, eta, lam):
        yield gradient_of_nothing  # noqa: F821

    assert "NameError" in optimizers.two_lines(breaks).text


def test_an_index_is_no_blank():
    def indexed(theta, gradient, eta):
        moved = 1.0 * theta
        moved[...] = theta - eta * gradien(theta)  # noqa: F821
        return moved

    said = gradient_descent.step(indexed)
    assert said.mark == "✗" and "gradien(theta)" in said.text and "NameError" in said.text

    def unfinished(theta, gradient, eta):
        moved = 1.0 * theta
        moved[...] = theta - eta * ...
        return moved

    assert gradient_descent.step(unfinished).mark == "→"


@pytest.mark.parametrize(
    ("rounds", "n"),
    [(lambda d: d.round(5), 4), (lambda d: d.astype(np.float16), 3)],
)
def test_a_result_that_is_rounded_is_told_so(rounds, n):
    def rounded(net, trace, dC_dy):
        return [rounds(d) for d in mine(net, trace, dC_dy)]

    said = check(rounded).text
    assert "digits. Was something rounded, or is it float32?" in said


def test_a_warning_of_numpy_is_a_sentence(recwarn):
    def divides(gradients, eta, lam):
        return [g / np.zeros(np.shape(g)) for g in gradients]

    said = optimizers.two_lines(divides).text
    line = divides.__code__.co_firstlineno + 1
    assert f"NumPy warns in line {line}, return [g / np.zeros" in said
    assert "divide by zero encountered in divide." in said
    assert not recwarn.list


def test_given_numbers_are_shown_where_there_is_no_network():
    said = backward_pass.two_lines(lambda z, w, d: sigmoid(z) * (w @ d))
    assert said.text.startswith("With 0.126, [−0.132, 0.64], [0.105, −0.536]: Not yet.")
    assert "σ(z) is used instead of σ′(z)" in said.text
    said = gradient_descent.step(lambda theta, gradient, eta: theta)
    assert said.text.startswith("With [3, −1], 0.1: Not yet.")
    said = chain_rule.whole(lambda edges, node: 5)
    assert said.text.startswith("With s → [[y, 3], [z, −1.5]], y → [[z, 2]], s: Not yet.")


def test_a_given_table_is_shown_by_its_shape():
    said = handwritten_digits.my_accuracy(lambda y, target: 0.5)
    assert said.text.startswith("With an array of the shape (10, 40), an array of the shape (10,")


def test_a_forgotten_bias_shows_on_every_network():
    def without_bias(net, x):
        noted, a = [], x
        for layer in net.layers:
            noted.append(a)
            a = layer.sigma(layer.w @ a)
        return noted

    assert "the bias is forgotten" in forward_pass.two_lines(without_bias).text


def test_every_kind_of_case_is_judged():
    """A function that is right on the first network alone is not right."""
    first = six_neurons.UNSEEN[0][0].theta

    def lucky(net, trace, dC_dy):
        factor = 1 if np.array_equal(net.theta, first) else -1
        return [factor * array for array in mine(net, trace, dC_dy)]

    said = check(lucky)
    assert "3 → 3 → 3" in said.text and "the sign is wrong" in said.text
    assert isinstance(six_neurons.two_lines, Code)


def test_other_activations_are_tried_and_named():
    def sigmoid_everywhere(net, trace, dC_dy):
        dC_dz, dC_da = [], dC_dy
        for k in reversed(range(len(net.layers))):
            a = trace.a[k + 1]
            dC_dz.insert(0, a * (1 - a) * dC_da)
            dC_da = net.layers[k].w.T @ dC_dz[0]
        return dC_dz

    said = check(sigmoid_everywhere)
    assert said.mark == "✗" and "On the 2 → 2 → 2 network (tanh, sigmoid)" in said.text
