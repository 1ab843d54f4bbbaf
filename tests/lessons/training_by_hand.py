"""The training of lesson 08 once more, in loops."""

import autograd.numpy as anp
import numpy as np
from autograd import grad
from hands import at_the_beginning

from lessons_lib.lessons import training

MADE = {
    "learn": training.learn,
    "batches": training.batches,
    "no_bias": training.no_bias,
    "stale": training.stale,
    "bad_start": training.bad_start,
}


app_of = at_the_beginning(MADE)


def split(theta, neurons):
    """θ cut into w and b of the three layers, in the order that `Network.theta` promises."""
    parts, at = [], 0
    for n, m in ((neurons, 2), (neurons, neurons), (1, neurons)):
        w = anp.reshape(theta[at : at + n * m], (n, m))
        b = anp.reshape(theta[at + n * m : at + n * m + n], (n, 1))
        parts.append((w, b))
        at += n * m + n
    return parts


def output(theta, x, neurons):
    first, second, (w, b) = split(theta, neurons)
    a = x
    for weights, biases in (first, second):
        a = anp.tanh(anp.dot(weights, a) + biases)
    return 1 / (1 + anp.exp(-(anp.dot(w, a) + b)))


def loss(theta, x, target, neurons):
    y = output(theta, x, neurons)
    return -anp.mean(target * anp.log(y) + (1 - target) * anp.log(1 - y))


def by_hand(theta, batches, eta, neurons=8, biases=True, stale=False):
    """Gradient descent in a loop: θ after each update. batches is one (x, target) for each."""
    slope, total, walk = grad(loss), np.zeros_like(theta), [theta]
    frozen = np.concatenate(
        [np.r_[np.zeros(w.size), np.ones(b.size)] for w, b in split(theta, neurons)]
    )
    for x, target in batches:
        g = slope(walk[-1], x, target, neurons)
        if not biases:
            g = g * (1 - frozen)
        total = total + g
        walk.append(walk[-1] - eta * (total if stale else g))
    return walk
