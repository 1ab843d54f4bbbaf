"""Mistakes of the backward pass: σ′(z) · Σ w · ∂C/∂z with one piece replaced."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from lessons_lib.functions import Array
from lessons_lib.language import Later
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.network import Gradients, Network, Trace


@dataclass(frozen=True)
class Backward:
    """`network.backward` with replaceable pieces, for element-wise activations.

    Layers are counted by k from the input, by `only` from the output: with `only` 0, the pieces
    are used in the output layer alone, and all other layers are computed correctly.
    """

    begin: Callable[[Array], Array] = lambda dC_dy: dC_dy
    slope: Callable[[Network, Trace, int], Any] = lambda net, trace, k: net.layers[k].sigma.d(
        trace.z[k]
    )
    back: Callable[[Array, Array, Array], Array] = lambda w, dC_dz, a: w.mT @ dC_dz
    carried: Callable[[Trace, int], Array] = lambda trace, k: trace.a[k]
    outer: Callable[[Array, Array, Array], Array] = lambda dC_dz, carried, sent: dC_dz @ carried.mT
    only: int | None = None

    def __call__(self, net: Network, trace: Trace, dC_dy: Any) -> Gradients:
        """∂C/∂z, ∂C/∂w and ∂C/∂b of every layer, from ∂C/∂y (outputs, examples)."""
        dC_dz: list[Array] = []
        dC_dw: list[Array] = []
        for far, k in enumerate(reversed(range(len(net.layers)))):
            do = self if self.only in (None, far) else Backward()
            if far == 0:
                dC_da = do.begin(np.asarray(dC_dy, dtype=float))
            else:
                dC_da = do.back(net.layers[k + 1].w, dC_dz[0], trace.a[k + 1])
            dC_dz.insert(0, do.slope(net, trace, k) * dC_da)
            dC_dw.insert(0, do.outer(dC_dz[0], do.carried(trace, k), trace.a[k + 1]))
        dC_db = (d.sum(axis=-1, keepdims=True) for d in dC_dz)
        return Gradients(tuple(dC_dz), tuple(dC_dw), tuple(dC_db))


_no_slope = Backward(slope=lambda net, trace, k: 1.0)

TARGET_MINUS_Y = Mistake(
    Later("∂C/∂y has the wrong sign"),
    Later("The cost grows with y where y is above its target: ∂C/∂y is y − ŷ, not ŷ − y."),
    Backward(begin=lambda dC_dy: -dC_dy),
)
NO_SLOPE_AT_OUTPUT = Mistake(
    Later("σ′ is missing at the output"),
    Later(
        "An output neuron is an amplifier too: multiply ∂C/∂y by its σ′(z). (You found "
        "something: y − ŷ alone is ∂C/∂z for another cost, the cross-entropy. Here the "
        "cost is ½·(y − ŷ)².)"
    ),
    replace(_no_slope, only=0),
)
NO_SLOPE = Mistake(
    Later("σ′ is missing everywhere"),
    Later("Each neuron on the way back is an amplifier: it multiplies by its σ′(z)."),
    _no_slope,
)
# … for a single neuron or layer
SLOPE_MISSING = replace(NO_SLOPE, when=Later("σ′ is missing"), part_of=NO_SLOPE.when)
NO_SLOPE_AT_HIDDEN = Mistake(
    Later("σ′ is missing at the hidden neurons"),
    Later("The neurons in the middle are amplifiers too: each multiplies by its σ′(z)."),
    Backward(
        slope=lambda net, trace, k: (
            1.0 if k < len(net.layers) - 1 else net.layers[k].sigma.d(trace.z[k])
        )
    ),
)
SLOPE_OF_A = Mistake(
    Later("σ′ is taken at a, not at z"),
    Later("It is σ′(z). With a in hand, write a·(1 − a): that is already σ′(z), and σ′(a) is not."),
    Backward(slope=lambda net, trace, k: net.layers[k].sigma.d(trace.a[k + 1])),
)
SIGMA_FOR_SLOPE = Mistake(
    Later("σ(z) stands where σ′(z) belongs"),
    Later("Back through a neuron goes the slope of σ: σ′(z) = a·(1 − a), and never more than ¼."),
    Backward(slope=lambda net, trace, k: trace.a[k + 1]),
)
SLOPE_OF_LAYER_BEFORE = Mistake(
    Later("σ′ comes from the layer before"),
    Later("∂C/∂z of a neuron takes the σ′ of the same neuron, at its own z."),
    Backward(slope=lambda net, trace, k: net.layers[k].sigma.d(trace.z[max(k - 1, 0)])),
)
SLOPE_OF_LAYER_BEHIND = Mistake(
    Later("σ′ comes from the layer behind"),
    Later("∂C/∂z of a neuron takes the σ′ of the same neuron, at its own z."),
    Backward(
        slope=lambda net, trace, k: net.layers[k].sigma.d(trace.z[min(k + 1, len(trace.z) - 1)])
    ),
)
NOT_TRANSPOSED = Mistake(
    Later("w is not transposed on the way back"),
    Later(
        "Go back over the wires that leave the neuron. They are a column of w, so it is wᵀ·∂C/∂z."
    ),
    Backward(back=lambda w, dC_dz, a: w @ dC_dz),
)
FIRST_PATH_ONLY = Mistake(
    Later("only the path through the first neuron behind is counted"),
    Later("The neuron reaches C through every neuron of the next layer. Over the paths we add."),
    Backward(back=lambda w, dC_dz, a: w[:1].T @ dC_dz[:1]),
)
LAST_PATH_ONLY = Mistake(
    Later("only the path through the last neuron behind is counted"),
    Later("The neuron reaches C through every neuron of the next layer. Over the paths we add."),
    Backward(back=lambda w, dC_dz, a: w[-1:].T @ dC_dz[-1:]),
)
MEAN_OF_PATHS = Mistake(
    Later("the mean over the paths is taken, not their sum"),
    Later("Over the paths we add, and do not divide."),
    Backward(back=lambda w, dC_dz, a: w.T @ dC_dz / len(w)),
)
MEAN_OF_OUTPUTS = Mistake(
    Later("the mean over the outputs is taken, not their sum"),
    Later("The cost adds up over the outputs: ∂C/∂y is y − ŷ, and is not divided."),
    Backward(begin=lambda dC_dy: dC_dy / len(dC_dy)),
)
WEIGHT_FORGOTTEN = Mistake(
    Later("the weights are forgotten on the way back"),
    Later("Back over a wire, multiply by its weight: ∂z′/∂a = w."),
    Backward(back=lambda w, dC_dz, a: np.ones_like(w).T @ dC_dz),
)
ROUNDED_TOO_EARLY = Mistake(
    Later("every a is rounded to two digits on the way"),
    Later(
        "Near 0 and 1 that hurts: 1 − a loses nearly all it has. Keep three digits or more "
        "until the end."
    ),
    Backward(
        begin=lambda dC_dy: dC_dy.round(2),
        slope=lambda net, trace, k: net.layers[k].sigma.d(
            trace.z[k].round(2), trace.a[k + 1].round(2)
        ),
        carried=lambda trace, k: trace.a[k].round(2),
    ),
)
OWN_OUTPUT = Mistake(
    Later("∂C/∂z is multiplied by the neuron’s own output"),
    Later("∂z/∂w is what the wire brings: the a at its beginning, not the one at its end."),
    Backward(outer=lambda dC_dz, carried, sent: (dC_dz * sent) @ np.ones_like(carried).T),
)
LAYER_OUTPUT = Mistake(
    Later("∂C/∂z is multiplied by what its own layer sends on"),
    Later(
        "∂z/∂w is what the wire brings: the a that comes into the layer, not the one that "
        "leaves it."
    ),
    Backward(carried=lambda trace, k: trace.a[k + 1]),
)
Z_CARRIED = Mistake(
    Later("z is taken for what the wire carries"),
    Later("A neuron sends on a = σ(z), so the wire carries a."),
    Backward(carried=lambda trace, k: trace.z[k - 1] if k else trace.a[0]),
)
OTHER_WIRE = Mistake(
    Later("another wire into the same neuron is taken"),
    Later("A weight is multiplied by what its own wire carries."),
    Backward(carried=lambda trace, k: np.roll(trace.a[k], 1, axis=0)),
)
SLOPE_CARRIED = Mistake(
    Later("∂C/∂z is multiplied by the σ′ of the neuron where the wire begins"),
    Later("∂z/∂w is what the wire brings, a. Its σ′ has no part in it."),
    Backward(carried=lambda trace, k: trace.a[k] * (1 - trace.a[k]) if k else trace.a[k]),
)
CARRIED_ADDED = Mistake(
    Later("forward value and backward value are added"),
    Later("Along a path we multiply: forward value × backward value."),
    Backward(outer=lambda dC_dz, carried, sent: dC_dz + carried.mT),
)
SLOPE_ONCE_MORE = Mistake(
    Later("σ′ comes in once more"),
    Later("∂C/∂z has its σ′(z) already. Between z and w there is no σ."),
    Backward(outer=lambda dC_dz, carried, sent: (dC_dz * sent * (1 - sent)) @ carried.mT),
)
OUTER_SWAPPED = Mistake(
    Later("the two factors of the outer product are swapped"),
    Later(
        "∂C/∂w has the shape of w: a row for each neuron, a column for each input. That is "
        "∂C/∂z·aᵀ."
    ),
    Backward(outer=lambda dC_dz, carried, sent: carried @ dC_dz.T),
)


def _not_carried(net: Network, trace: Trace, dC_dy: Any) -> Gradients:
    """The value that goes back over the wires is not multiplied by σ′(z)."""
    right, dC_da = Backward(), np.asarray(dC_dy, dtype=float)
    dC_dz: list[Array] = []
    for k in reversed(range(len(net.layers))):
        dC_dz.insert(0, right.slope(net, trace, k) * dC_da)
        dC_da = net.layers[k].w.T @ dC_da
    return _from_dC_dz(trace, dC_dz)


def _last_back(net: Network, trace: Trace, dC_dy: Any) -> Gradients:
    """The value that goes back over the wires is always the ∂C/∂z of the output."""
    right = Backward()
    dC_dz = [right.slope(net, trace, len(net.layers) - 1) * np.asarray(dC_dy, dtype=float)]
    for k in reversed(range(len(net.layers) - 1)):
        dC_da = net.layers[k + 1].w.T @ dC_dz[-1]
        dC_dz.insert(0, right.slope(net, trace, k) * dC_da)
    return _from_dC_dz(trace, dC_dz)


def _from_dC_dz(trace: Trace, dC_dz: list[Array]) -> Gradients:
    dC_dw = tuple(d @ a.mT for d, a in zip(dC_dz, trace.a, strict=False))
    dC_db = tuple(d.sum(axis=-1, keepdims=True) for d in dC_dz)
    return Gradients(tuple(dC_dz), dC_dw, dC_db)


SLOPE_NOT_CARRIED = Mistake(
    Later("∂C/∂a goes back over the wires, and not ∂C/∂z"),
    Later("Back over a wire goes ∂C/∂z, with its σ′: w.T @ dC_dz."),
    _not_carried,
)
LAST_CARRIED_BACK = Mistake(
    Later("it is always the ∂C/∂z of the last layer that goes back over the wires"),
    Later("insert(0, …) puts the newest in front: that is dC_dz[0], and not dC_dz[-1]."),
    _last_back,
)
SUM_OF_EXAMPLES = Mistake(
    Later("the sum over the examples is taken, not the mean"),
    Later("The cost is the mean over the examples: divide by how many there are."),
    Backward(begin=lambda dC_dy: dC_dy * dC_dy.shape[-1]),
)
MEAN_OF_EXAMPLES = Mistake(
    Later("it is divided by the number of examples once too often"),
    Later("Add the examples up. If there is a mean, ∂C/∂y has its 1/n already."),
    Backward(begin=lambda dC_dy: dC_dy / dC_dy.shape[-1]),
)


def _turned(*given: Any) -> Gradients:
    found = Backward()(*given)
    return Gradients(found.dC_dz[::-1], found.dC_dw[::-1], found.dC_db[::-1])


def _biases_first(*given: Any) -> Gradients:
    found = Backward()(*given)
    return Gradients(found.dC_dz, found.dC_db, found.dC_dw)


def _with_dC_db(of: Callable[[Array, Array], Array]) -> Callable[..., Gradients]:
    """The right gradients except for the biases: of(b, ∂C/∂b) of each layer."""

    def found(net: Network, trace: Trace, dC_dy: Any) -> Gradients:
        right = Backward()(net, trace, dC_dy)
        pairs = zip(net.layers, right.dC_db, strict=True)
        return replace(right, dC_db=tuple(of(layer.b, dC_db) for layer, dC_db in pairs))

    return found


BIAS_0 = Mistake(
    Later("the biases get the gradient 0"),
    Later("The wire of a bias carries 1, so ∂C/∂b is ∂C/∂z."),
    _with_dC_db(lambda b, dC_db: np.zeros_like(dC_db)),
)
BIAS_1 = Mistake(
    Later("the biases get the gradient 1"),
    Later("The wire of a bias carries 1, and 1 times ∂C/∂z is ∂C/∂z."),
    _with_dC_db(lambda b, dC_db: np.ones_like(dC_db)),
)
BIAS_TIMES_B = Mistake(
    Later("∂C/∂z is multiplied by the bias itself"),
    Later("The wire of a bias carries 1, and b is its weight: ∂C/∂b is ∂C/∂z."),
    _with_dC_db(lambda b, dC_db: b * dC_db),
)
LAST_LAYER_FIRST = Mistake(
    Later("the last layer stands first"),
    Later("The way back finds the last layer first: put each other in front, with insert(0, …)."),
    _turned,
)
B_BEFORE_W = Mistake(
    Later("∂C/∂b stands before ∂C/∂w"),
    Later("Return dC_dw first, and then dC_db."),
    _biases_first,
)


def updated_too_early(eta: Any) -> Mistake:
    """Each layer's weights are updated with η before its ∂C/∂z goes back over them.

    An array of η, (variants, 1, 1), computes several variants at once.
    """
    return Mistake(
        Later("the weights are updated before ∂C/∂z has gone back over them"),
        Later(
            "First all gradients, then all updates: the way back needs the weights of the way "
            "forward."
        ),
        Backward(back=lambda w, dC_dz, a: (w - eta * dC_dz @ a.mT).mT @ dC_dz),
    )


def only_in_layer(mistake: Mistake, far: int) -> Mistake:
    """The mistake in one layer alone: `far` layers from the output."""
    return replace(mistake, of=replace(cast(Backward, mistake.of), only=far))


def once(mistake: Mistake, far: int, where: str) -> Mistake:
    """The mistake made in one layer alone; its sentence says so."""
    return replace(
        only_in_layer(mistake, far),
        when=Later("{when}, {where}", when=mistake.when, where=where),
        part_of=mistake.part_of or mistake.when,
    )


# mistakes at one neuron in any network, and at one in a layered network
_AT_ANY = (
    SLOPE_OF_A,
    SIGMA_FOR_SLOPE,
    FIRST_PATH_ONLY,
    LAST_PATH_ONLY,
    MEAN_OF_PATHS,
    WEIGHT_FORGOTTEN,
    ROUNDED_TOO_EARLY,
)
_AMONG_LAYERS = (NOT_TRANSPOSED, SLOPE_OF_LAYER_BEHIND, SLOPE_OF_LAYER_BEFORE)
AT_ONE_NEURON = (SLOPE_MISSING, *_AT_ANY)
AT_A_NEURON = (*AT_ONE_NEURON, *_AMONG_LAYERS)
# mistakes of ∂C/∂z, with several examples, and from ∂C/∂z to ∂C/∂w
OF_Z = (NO_SLOPE_AT_OUTPUT, NO_SLOPE, MEAN_OF_OUTPUTS, *_AT_ANY, *_AMONG_LAYERS)
OF_Z_IN_MATRICES = (*OF_Z, SLOPE_NOT_CARRIED, LAST_CARRIED_BACK)
OF_EXAMPLES = (SUM_OF_EXAMPLES, MEAN_OF_EXAMPLES)
OF_W = (OWN_OUTPUT, Z_CARRIED, OUTER_SWAPPED)
# … by hand, one weight at a time
OF_ONE_W = (OTHER_WIRE, SLOPE_CARRIED, CARRIED_ADDED, SLOPE_ONCE_MORE)
# … in code for whole layers
OF_W_IN_MATRICES = (*OF_W, LAYER_OUTPUT)
# … in returning the results
OF_LISTS = (LAST_LAYER_FIRST, B_BEFORE_W, BIAS_0, BIAS_1, BIAS_TIMES_B)
