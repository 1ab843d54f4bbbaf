"""The mistakes of a single exercise, each against its result written out by hand."""

import re
from math import cos, exp, log, radians, sin

import numpy as np
import pytest
from others import ALL

from lessons_lib.exercise.answer import read
from lessons_lib.functions import half_squared_error
from lessons_lib.mistakes import (
    backward,
    descent,
    forward,
    nudging,
    paths,
    update_rules,
    wires,
    wrong_factors,
)
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.network import Layer, Network
from lessons_lib.network import forward as walk_forward

SHARED = {  # tests/floor1/test_mistakes.py has these
    mistake.when
    for module in (backward, descent, forward, nudging, paths, update_rules, wires, wrong_factors)
    for mistake in vars(module).values()
    if isinstance(mistake, Mistake)
}


def s(z):
    return 1 / (1 + exp(-z))


def neurons(*weights, b=0.0):
    """Sigmoid neurons in series."""
    return Network([Layer([[w]], [[b]]) for w in weights])


ONE = neurons(2.0, b=-1.0)  # z = 1 for x = 1
AT_ZERO = neurons(0.0)  # y = ½
TWO_BATCHES = (
    AT_ZERO,
    [(np.array([[1.0, 2.0]]), np.ones((1, 2))), (np.array([[3.0]]), np.zeros((1, 1)))],
    0.5,
)
# of batch 1 at θ = 0 each y − ŷ is −½, so its gradient is −¾ by w and −½ by b
W1, B1 = 0.375, 0.25  # … and this is θ after update 1
Y2 = s(3 * W1 + B1)  # the y of batch 2 there, and its y − ŷ
CHAIN = neurons(1.0, 2.0)
CHAIN_TRACE = walk_forward(CHAIN, [[1.0]])
A1, Y = s(1), s(2 * s(1))
D2 = Y * (1 - Y) * (Y - 1)  # ∂C/∂z₂ for the target 1
W2 = 2 - 3 * D2 * A1  # after an update with η = 3
OUTPUTS = np.array([[0.6, 0.2, 0.4, 0.3], [0.3, 0.7, 0.15, 0.3], [0.1, 0.1, 0.45, 0.4]])
TARGETS = np.array([[1.0, 0, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1]])  # the third is said wrong

# where the exercise's own numbers are too many to write out
GIVEN = {
    "backward_pass.two_lines": (0.0, np.array([3.0, 5.0]), np.array([2.0, -1.0])),
    "forward_pass.two_lines": (ONE, np.array([[1.0]])),
    "forward_times_backward.whole_gradient": (AT_ZERO, np.array([[1.0, 2.0]]), np.ones((1, 2))),
    "update_after.two_lines": (
        CHAIN,
        CHAIN_TRACE,
        half_squared_error.d(CHAIN_TRACE.y, np.ones((1, 1))),
        3,
    ),
    "training.loop": TWO_BATCHES,
    "handwritten_digits.my_accuracy": (OUTPUTS, TARGETS),
}
END = LOSS_WALK = -8 * 0.92**10
LOSS_WALK = -8.0
for _ in range(10):
    LOSS_WALK -= 0.04 * LOSS_WALK**2

BY_HAND = {
    "gradient_descent.ten_steps": {
        "the loss is read, and not θ": END**2,
        "the slope is read, and not θ": 2 * END,
        "there are twice as many steps: the slider is at its end": -8 * 0.92**20,
        "the length of the next step is read, and not θ": 0.04 * 2 * END,
        "the loss stands where its slope belongs": LOSS_WALK,
        "the start is still 10": 10 * 0.92**10,
        "the learning rate is still 0.2": -8 * 0.6**10,
        "the start and the learning rate are still 10 and 0.2": 10 * 0.6**10,
    },
    "gradient_descent.two_steps": {
        "θ stands where 2 · θ belongs": [5 - 0.1 * 1, 4.9 - 0.1 * 0.9],
        "θ · θ is not differentiated": [5 - 0.1 * 21, 2.9 - 0.1 * (2.9 * 2.9 - 4)],
        "the loss stands where its slope belongs": [5 - 0.1 * 12, 3.8 - 0.1 * (14.44 - 15.2 + 7)],
        "the −4 is missing in the slope": [5 - 0.1 * 10, 4 - 0.1 * 8],
        "the 7 is still there in the slope": [5 - 0.1 * 13, 3.7 - 0.1 * 10.4],
    },
    "gradient_descent.turned": {
        "θ₁ · θ₂ is left out": [3 - 0.6, -1 + 0.6],
        "θ₁ and θ₂ are mixed up in the slope of θ₁ · θ₂": [3 - 0.1 * (6 + 3), -1 - 0.1 * (-1 - 6)],
        "θ₁ · θ₂ is subtracted": [3 - 0.1 * 7, -1 - 0.1 * -9],
        "θ₁ and θ₂ have one gradient: the sum of both": [3 - 0.1 * 2, -1 - 0.1 * 2],
        "each 2 is forgotten in the slopes of the squares": [3 - 0.1 * 2, -1 - 0.1 * 0],
    },
    "gradient_descent.parameters": {
        "the biases are forgotten": 15 + 20 + 8,
        "the weights are forgotten": 5 + 4 + 2,
        "the inputs are counted as neurons": 43 + 3 + 11,
        "there is one bias for each layer": 43 + 3,
        "the inputs are left out with their wires": 20 + 8 + 11,
        "the output layer is left out": 15 + 20 + 9,
        "neurons and inputs are counted, and nothing else": 14,
        "all layers are multiplied with each other": 3 * 5 * 4 * 2,
        "the passes by nudging are counted": 2 * 54,
    },
    "gradient_descent.step": {"θ stands where its gradient belongs": [3 - 0.3, -1 + 0.1]},
    "chain_rule.ratio": {  # from y = 3 and z = 9 to y = 4.25 and z = 18.0625
        "the derivative is read, and not the ratio": 2 * 6,
        "Δz is read, and not Δz/Δx": 18.0625 - 9,
        "the new z is read, and not Δz/Δx": 18.0625,
        "the derivative is taken at the end of the step": 2 * 1.5 * 2 * 4.25,
        "the nudge is still 0.01": ((1.01**2 + 2) ** 2 - 9) / 0.01,
        "the fraction stands on its head": 0.5 / 9.0625,
        "the nudge goes the other way": (2.25**2 - 9) / -0.5,
        "the nudge is still 1": 36 - 9,
    },
    "chain_rule.sine": {
        "the calculator is set to degrees": 6 * cos(radians(9)),
        "dz/dy is taken at x, not at y": 6 * cos(3),
        "dy/dx is taken at y, not at x": 18 * cos(9),
        "one derivative is put into the other one": cos(6),
        "sin is not differentiated": 6 * sin(9),
        "z itself is computed, and not its derivative": sin(9),
        "y stands where dy/dx belongs": 9 * cos(9),
        "sin of dy/dx is computed": sin(6),
        "the 2 of 2 · x is forgotten": 3 * cos(9),
    },
    "chain_rule.three_paths": {
        "the path s → x → z is left out": 4 * 6 - 4,
        "the path s → y → z is left out": 3 * 5 - 4,
        "the path straight from s to z is left out": 3 * 5 + 4 * 6,
        "∂z/∂x and ∂z/∂y are mixed up": 3 * 6 + 4 * 5 - 4,
        "the straight path brings −4 · s": 3 * 5 + 4 * 6 - 8,
        "z itself is computed, and not its derivative": 6 * 5 - 8,
    },
    "chain_rule.back": {
        "the numbers on the edges out of x₁ and x₂ are added, without those behind them": (
            [-2 + 5, 2 + 1, 3 * 3 + 2 * 3]
        ),
        "the numbers of x₁ → y₂ and x₂ → y₁ are swapped": [3 - 5, 6 + 2, 3 * 8 + 2 * -2],
    },
    # z = 0, the weights 3 and 5, ∂C/∂z of the next neurons 2 and −1
    "backward_pass.two_lines": {
        "the numbers of the paths are not added up": [0.25 * 3 * 2, 0.25 * 5 * -1],
    },
    "chain_rule.two_lines": {
        "each path goes on with the product of the path before": -6 - 12 + 540,
        "1 is added to the numbers along each path": 5 + 5.5 + 8.5,
        "0 is multiplied by every path": 0,
    },
    "forward_pass.z": {
        "σ is applied to z": [s(-6), s(5)],
        "the input is still (1, −1)": [1 + 2 + 1, -1 - 1],
        "the weights on the wires that leave one input are taken": [-3 - 2 + 1, 6 + 2],
    },
    "forward_pass.two_lines": {
        "what a layer sends is noted, not what comes in": [s(1)],
        "z is noted, not what the wires carry": [1],
    },
    "six_neurons.dC_dz": {  # the way back of the lesson, and the solution of the exercise
        "the target is still the first one, (1, 0)": (
            [0.117469, -0.090279, 0.055158, -0.045763, -0.000986, -0.003565]
        ),
        "they stand in the order 1 to 6": ([0.00277, -0.00321, 0.0544, -0.0239, 0.146, -0.0242]),
        "the weights on the wires that come in are taken": (
            [-0.0242, 0.146, -0.0239, 0.0544, -0.10499 * 0.0849, 0.017663 * 0.1327]
        ),
        "neuron 5 stands before neuron 6, and so in each layer": (
            [0.146, -0.0242, 0.0544, -0.0239, 0.00277, -0.00321]
        ),
    },
    "six_neurons.gradient": {
        "the target is still the first one, (1, 0)": [0.119 * 0.0552, 0.864 * 0.11747, 0.0552],
        "what the wire carries is left out": [-0.0239, -0.0242, -0.0239],
        "the weight is taken for what the wire carries": [0.0239, 0.0242, -0.0239],
        "the bias gets the gradient 0": [0.119 * -0.0239, 0.864 * -0.0242, 0],
        "the bias gets what the wire of the weight carries": (
            [0.119 * -0.0239, 0.864 * -0.0242, 0.119 * -0.0239]
        ),
    },
    "forward_times_backward.product": {
        "∂C/∂z is multiplied by the weight": [2 * -0.25, -0.25],
        "σ′ comes in once more": [0.16 * 0.3 * -0.25, 0.16 * -0.25],
        "forward value and backward value are added": [0.3 - 0.25, -0.25],
        "the bias gets what the wire of the weight carries": [-0.075, -0.075],
        "the bias gets the gradient 0": [-0.075, 0],
    },
    "forward_times_backward.passes": {  # 20 weights, 6 biases
        "there is one pass for each parameter": [26, 2],
        "the biases are forgotten": [40, 2],
        "the biases are forgotten, and there is one pass for each weight": [20, 2],
        "the inputs get a bias too": [2 * 29, 2],
        "w is nudged to one side only": [27, 2],
        "neurons are counted, not parameters": [12, 2],
        "only one of the two passes is counted": [52, 1],
        "backpropagation goes once for every parameter": [52, 52],
    },
    "forward_times_backward.whole_gradient": {  # each ∂C/∂z is −⅛
        "the weights get the sum over the examples, and the biases the mean": [-0.375, -0.125],
        "the weights get the mean over the examples, and the biases the sum": [-0.1875, -0.25],
        "the biases get the mean once too often": [-0.1875, -0.0625],
        "it is divided by the number of inputs, not of examples": [-0.375, -0.25],
    },
    "update_after.new_weight": {
        "it is the other weight, w₇": -0.3 + 0.3 * 0.6 * 0.5,
        "only the gradient is computed": 0.6 * 0.2,
        "∂C/∂z is taken for ∂C/∂w": 0.4 - 0.3 * 0.2,
        "the weight comes into its own gradient": 0.4 - 0.3 * 0.4 * 0.2,
    },
    "update_after.dC_dz1": {
        "the weights are updated before ∂C/∂z has gone back over them": (
            0.24 * ((0.4 - 0.3 * 0.12) * 0.2 + (-0.3 + 0.3 * 0.3) * -0.5)
        ),
    },
    "update_after.two_lines": {
        "the weights are updated before ∂C/∂z has gone back over them": (
            [1 - 3 * A1 * (1 - A1) * W2 * D2, W2]
        ),
        "the gradient is returned, and not the new weights": [A1 * (1 - A1) * 2 * D2, D2 * A1],
    },
    "update_after.slip": {
        "the page’s number is moved by one digit": [3, -0.00819],
        "the page’s number is copied": [3, -0.0819],
    },
    "training.updates": {
        "the last, smaller batch of each epoch is left out": 10 * 6,
        "nothing is rounded": 10 * 6.25,
        "it is rounded only at the end": 63,
        "it is rounded only at the end, and down": 62,
        "only one epoch is counted, without its last, smaller batch": 6,
        "only one epoch is counted": 7,
        "each point counts as an update": 1000,
        "each epoch counts as an update": 10,
    },
    "training.batch": {
        "the sum over the points is taken, not the mean": [-0.05 - 0.3 - 0.56 + 0.08, 0.2],
        "it is divided by the number of points twice": [-0.83 / 16, 0.2 / 16],
        "the means are taken first, and then multiplied": [0.25 * 0.05, 0.05],
        "only the last point is counted": [0.2 * 0.4, 0.4],
        "the bias gets what the weight gets": [-0.83 / 4, -0.83 / 4],
        "σ′ is put in": [
            (0.09 * -0.05 + 0.24 * -0.3 + 0.21 * -0.56 + 0.24 * 0.08) / 4,
            (0.09 * -0.1 + 0.24 * 0.6 + 0.21 * -0.7 + 0.24 * 0.4) / 4,
        ],
    },
    "training.loop": {
        "every gradient is taken at the start": [W1 - 0.5 * 0.5 * 3, B1 - 0.5 * 0.5],
        "every update begins at the start again": [-0.5 * Y2 * 3, -0.5 * Y2],
        "theta is only the last step, and not where it leads": [-0.5 * Y2 * 3, -0.5 * Y2],
        "only the first batch is used": [W1, B1],
        "only the last batch is used": [-0.5 * 0.5 * 3, -0.5 * 0.5],
        "the biases are forgotten": [W1 - 0.5 * s(3 * W1) * 3, 0],
        "the sum over the points is taken, not the mean": (
            [2 * W1 - 0.5 * s(6 * W1 + 2 * B1) * 3, 2 * B1 - 0.5 * s(6 * W1 + 2 * B1)]
        ),
        "it is divided by the number of points once too often": (
            [W1 / 2 - 0.5 * s(1.5 * W1 + B1 / 2) * 3, B1 / 2 - 0.5 * s(1.5 * W1 + B1 / 2)]
        ),
        "the cost is ½·(y − ŷ)², not the cross-entropy": [  # each gradient times y · (1 − y)
            W1 / 4 - 0.5 * (q := s(0.75 * W1 + B1 / 4)) * q * (1 - q) * 3,
            B1 / 4 - 0.5 * q * q * (1 - q),
        ],
    },
    "optimizers.stuck": {
        "σ′ is missing with the squared error": [-0.8, -0.8],
        "σ′ is put into the cross-entropy’s ∂C/∂z": [0.16 * -0.8, 0.16 * -0.8],
        "the two costs are swapped": [-0.8, 0.16 * -0.8],
        "the cross-entropy’s ∂C/∂y is given, not its ∂C/∂z": [0.16 * -0.8, -1 / 0.2],
        "each time ∂C/∂y is given, not ∂C/∂z": [-0.8, -1 / 0.2],
        "each time the cost itself is given": [0.64 / 2, -log(0.2)],
    },
    "handwritten_digits.accuracy": {
        "it is the share of the wrong answers": 17 / 359,
        "the right answers are counted": 342,
        "the right answers are divided by the wrong ones": 342 / 17,
        "it is divided by the number of digits it trains on": 1421 / 1438,
        "it is divided by the number of all digits": 1780 / 1797,
        "the wrong answers are divided by the right ones": 17 / 342,
        "it is the share of the wrong answers, in percent": 1700 / 359,
    },
    "handwritten_digits.output": {
        "the digits are counted from 1": [0.7, 0.2 - 1, 0.1],
        "the target is where y is largest": [0.7 - 1, 0.2, 0.1],
        "σ′ is put in": [0.21 * 0.7, 0.16 * 0.2, 0.09 * -0.9],
        "this is ∂C/∂y, and not ∂C/∂z": [0, 0, -1 / 0.1],
        "only the right digit gets a ∂C/∂z": [0, 0, -0.9],
        "the target is forgotten": [0.7, 0.2, 0.1],
        "1 is subtracted from each output": [-0.3, -0.8, -0.9],
        "σ′ alone is computed": [0.21, 0.16, 0.09],
        "the target itself is given": [0, 0, 1],
        "the cost itself is given": [0, 0, -log(0.1)],
        "the logarithms of the outputs are given": [log(0.7), log(0.2), log(0.1)],
    },
    "handwritten_digits.pixel": {
        "a σ′ is put in for the pixels": [0.25 * (0.2 - 0.3), 0.1875 * (-0.4 - 0.05)],
        "∂C/∂z is multiplied by the pixels": [0.5 * 0.2, 0.25 * -0.1],
        "∂C/∂x is multiplied by the pixels": [0.5 * -0.1, 0.25 * -0.45],
        "z of the two neurons is computed, the way forward": [0.5 - 0.5, 1.5 + 0.125],
    },
    "backward_pass.slope": {
        "1 − a is taken alone": 0.2,
        "σ is applied to a once more": s(0.8),
        "1 − a · a is computed": 0.36,
        "z itself is computed": log(4),
        "σ′ is taken where it is largest": 0.25,
    },
    "handwritten_digits.left": {
        "each amplifier counts as ¼": 0.5**3,
        "the weights are forgotten": 0.24 * 0.09 * 0.16,
        "the weight is used only once": 2 * 0.24 * 0.09 * 0.16,
        "the weights are added": 6 * 0.24 * 0.09 * 0.16,
        "each amplifier counts as ¼, and the weights are forgotten": 1 / 64,
        "the layers are added up": 0.48 + 0.18 + 0.32,
        "1 − a stands where σ′(z) belongs": 1.2 * 0.2 * 1.6,
        "the first layer is left out": 0.18 * 0.32,
        "the last layer is left out": 0.48 * 0.18,
        # these two are in SHARED by their names, and made anew here
        backward.SIGMA_FOR_SLOPE.when: 0.8 * 1.8 * 0.4,
        backward.SLOPE_OF_A.when: 8 * np.prod([s(a) * s(-a) for a in (0.4, 0.9, 0.2)]),
    },
    "handwritten_digits.my_accuracy": {
        "the right answers are counted": 3,
        "it is the share of the wrong answers": 1 / 4,
        "the largest number is looked for in each row, not in each column": 2 / 3,
        "it is divided by the number of outputs, not of pictures": 3 / 3,
        "each output is compared with its target, number by number": 0,
        "an answer counts only where its output is above ½": 2 / 4,
        "each output is compared with ½ on its own": 10 / 12,
    },
}


@pytest.mark.parametrize("name", BY_HAND)
def test_by_hand(name):
    exercise, given = ALL[name], GIVEN.get(name, ALL[name].given)
    tolerance = 0.003 if name.startswith("six_neurons") else 1e-9  # there the numbers are printed
    of = {mistake.when: mistake.of for mistake in exercise.mistakes}
    for when, result in BY_HAND[name].items():
        made = of[when](*given)
        found = np.concatenate([array.ravel() for array in read(made, made)])
        assert found == pytest.approx(np.ravel(result), rel=tolerance), when


def test_none_is_left_out():
    for name, exercise in ALL.items():
        own = {
            mistake.when
            for mistake in exercise.mistakes
            if mistake.when not in SHARED | {""}
            and not mistake.when.endswith(" alone")  # a slip in one number
            and ", at neurons" not in mistake.when  # in one layer
        }
        assert own <= set(BY_HAND.get(name, ())), name


def test_a_wrong_choice_is_answered_by_its_own_number():
    choices = [
        (mistake.look, float(np.ravel(mistake.of(*exercise.given))[0]))
        for exercise in ALL.values()
        for mistake in exercise.mistakes
        if not mistake.when
    ]
    assert len(choices) > 10
    for look, choice in choices:
        assert float(re.search(r"\d", look)[0]) == choice, look
