"""Mistakes of the backward pass: σ′(z) · Σ w · ∂C/∂z with one piece replaced."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, cast

import numpy as np

from lessons_lib.functions import Array
from lessons_lib.language import Later
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.network import Gradients, Network, Trace


class At(NamedTuple):
    """Layer k of a network, counted from the input, with the numbers of its forward pass."""

    net: Network
    trace: Trace
    k: int

    @property
    def z(self) -> Array:
        """What its neurons have added up."""
        return self.trace.z[self.k]

    @property
    def a(self) -> Array:
        """What its neurons send on."""
        return self.trace.a[self.k + 1]

    @property
    def carried(self) -> Array:
        """What its wires carry."""
        return self.trace.a[self.k]

    @property
    def slope(self) -> Any:
        """σ′(z)."""
        return self.slope_at(self.z, self.a)

    def slope_at(self, z: Array, a: Array | None = None) -> Any:
        """The σ′ of its activation at another place."""
        return self.net.layers[self.k].sigma.d(z, a)


@dataclass(frozen=True)
class Backward:
    """`network.backward` with replaceable pieces, for element-wise activations.

    With `only`, the pieces are used in one layer alone, counted from the output, and all other
    layers are computed correctly. What goes back from a layer is behind(dC_dz, dC_da), of all ∂C/∂z
    so far and its ∂C/∂a.
    """

    begin: Callable[[Array], Array] = lambda dC_dy: dC_dy
    slope: Callable[[At], Any] = lambda at: at.slope
    back: Callable[[Array, Array, Array], Array] = lambda w, dC_dz, a: w.mT @ dC_dz
    behind: Callable[[list[Array], Array], Array] = lambda dC_dz, dC_da: dC_dz[0]
    carried: Callable[[At], Array] = lambda at: at.carried
    outer: Callable[[Array, Array, At], Array] = lambda dC_dz, carried, at: dC_dz @ carried.mT
    bias: Callable[[Array, Array], Array] = lambda b, dC_db: dC_db
    only: int | None = None

    def __call__(self, net: Network, trace: Trace, dC_dy: Any) -> Gradients:
        """∂C/∂z, ∂C/∂w and ∂C/∂b of every layer, from ∂C/∂y (outputs, examples)."""
        dC_dz: list[Array] = []
        dC_dw: list[Array] = []
        dC_da = np.asarray(dC_dy, dtype=float)
        for far, k in enumerate(reversed(range(len(net.layers)))):
            do = self if self.only in (None, far) else Backward()
            at = At(net, trace, k)
            dC_da = do.over_wires(at, dC_dz, dC_da) if far else do.begin(dC_da)
            dC_dz.insert(0, do.slope(at) * dC_da)
            dC_dw.insert(0, do.over_weights(at, dC_dz[0]))
        sums = (d.sum(axis=-1, keepdims=True) for d in dC_dz)
        dC_db = (self.bias(layer.b, d) for layer, d in zip(net.layers, sums, strict=True))
        return Gradients(tuple(dC_dz), tuple(dC_dw), tuple(dC_db))

    def over_wires(self, at: At, dC_dz: list[Array], dC_da: Array) -> Array:
        """∂C/∂a of this layer, from all ∂C/∂z behind it and the ∂C/∂a of the next."""
        return self.back(at.net.layers[at.k + 1].w, self.behind(dC_dz, dC_da), at.a)

    def over_weights(self, at: At, dC_dz: Array) -> Array:
        """∂C/∂w of this layer from its ∂C/∂z."""
        return self.outer(dC_dz, self.carried(at), at)


TARGET_MINUS_Y = Mistake(
    "∂C/∂y has the wrong sign",
    "The cost grows with y where y is above its target: ∂C/∂y is y − ŷ, not ŷ − y.",
    Backward(begin=lambda dC_dy: -dC_dy),
)
NO_SLOPE_AT_OUTPUT = Mistake(
    "σ′ is missing at the output",
    "An output neuron is an amplifier too: multiply ∂C/∂y by its σ′(z). (You're onto something: "
    "y − ŷ alone is ∂C/∂z for another cost, cross-entropy. Here the cost is ½·(y − ŷ)².)",
    Backward(slope=lambda at: 1.0, only=0),
)
NO_SLOPE = Mistake(
    "σ′ is missing everywhere",
    "Going back, each neuron is an amplifier: it multiplies by its σ′(z).",
    Backward(slope=lambda at: 1.0),
)
# … for a single neuron or layer
SLOPE_MISSING = replace(NO_SLOPE, when=Later("σ′ is missing"), part_of=NO_SLOPE.when)
NO_SLOPE_AT_HIDDEN = Mistake(
    "σ′ is missing at the hidden neurons",
    "The neurons in the middle are amplifiers too: each multiplies by its σ′(z).",
    Backward(slope=lambda at: at.slope if at.k == len(at.net.layers) - 1 else 1.0),
)
SLOPE_OF_A = Mistake(
    "σ′ is taken at a, not at z",
    "Take σ′ at z, not at a. From a you get it as σ′(z) = a·(1 − a).",
    Backward(slope=lambda at: at.slope_at(at.a)),
)
SIGMA_FOR_SLOPE = Mistake(
    "σ(z) is used instead of σ′(z)",
    "Going back through a neuron, multiply by the slope of σ: σ′(z) = a·(1 − a), never "
    "more than ¼.",
    Backward(slope=lambda at: at.a),
)
SLOPE_OF_LAYER_BEFORE = Mistake(
    "σ′ comes from the layer before",
    "A neuron's ∂C/∂z uses its own σ′, at its own z.",
    Backward(slope=lambda at: at.slope_at(at.trace.z[max(at.k - 1, 0)])),
)
SLOPE_OF_LAYER_BEHIND = Mistake(
    "σ′ comes from the next layer",
    "A neuron's ∂C/∂z uses its own σ′, at its own z.",
    Backward(slope=lambda at: at.slope_at(at.trace.z[at.k : at.k + 2][-1])),
)
NOT_TRANSPOSED = Mistake(
    "w isn't transposed in the backward pass",
    "Go back along the wires that leave the neuron. They are a column of w, so it's wᵀ·∂C/∂z.",
    Backward(back=lambda w, dC_dz, a: w @ dC_dz),
)
FIRST_PATH_ONLY = Mistake(
    "only the path through the next layer's first neuron is counted",
    "The neuron reaches C through every neuron of the next layer. Across paths we add.",
    Backward(back=lambda w, dC_dz, a: w[:1].T @ dC_dz[:1]),
)
LAST_PATH_ONLY = Mistake(
    "only the path through the next layer's last neuron is counted",
    "The neuron reaches C through every neuron of the next layer. Across paths we add.",
    Backward(back=lambda w, dC_dz, a: w[-1:].T @ dC_dz[-1:]),
)
MEAN_OF_PATHS = Mistake(
    "the paths are averaged, not added",
    "Across paths we add; we don't divide.",
    Backward(back=lambda w, dC_dz, a: w.T @ dC_dz / len(w)),
)
MEAN_OF_OUTPUTS = Mistake(
    "the outputs are averaged, not added",
    "The cost is a sum over the outputs, so ∂C/∂y isn't divided by their number.",
    Backward(begin=lambda dC_dy: dC_dy / len(dC_dy)),
)
WEIGHT_FORGOTTEN = Mistake(
    "the weights are forgotten in the backward pass",
    "Going back along a wire, multiply by its weight: ∂z′/∂a = w.",
    Backward(back=lambda w, dC_dz, a: np.ones_like(w).T @ dC_dz),
)
ROUNDED_TOO_EARLY = Mistake(
    "every a is rounded to two digits on the way",
    "Near 0 and 1 that hurts: a or 1 − a loses nearly all its digits. Keep three digits or "
    "more until the end.",
    Backward(
        begin=lambda dC_dy: dC_dy.round(2),
        slope=lambda at: at.slope_at(at.z.round(2), at.a.round(2)),
        carried=lambda at: at.carried.round(2),
    ),
)
OWN_OUTPUT = Mistake(
    "∂C/∂z is multiplied by the neuron's own output",
    "∂z/∂w is what the wire carries: the a at its beginning, not the one at its end.",
    Backward(outer=lambda dC_dz, carried, at: (dC_dz * at.a) @ np.ones_like(carried).T),
)
LAYER_OUTPUT = Mistake(
    "∂C/∂z is multiplied by what its own layer sends out",
    "∂z/∂w is what the wire carries: the a that comes into the layer, not the one that leaves it.",
    Backward(carried=lambda at: at.a),
)
Z_CARRIED = Mistake(
    "z is mistaken for what the wire carries",
    "A neuron sends out a = σ(z), so the wire carries a.",
    Backward(carried=lambda at: at.trace.z[at.k - 1] if at.k else at.carried),
)
OTHER_WIRE = Mistake(
    "another wire into the same neuron is used",
    "A weight is multiplied by what its own wire carries.",
    Backward(carried=lambda at: np.roll(at.carried, 1, axis=0)),
)
SLOPE_CARRIED = Mistake(
    "∂C/∂z is multiplied by the σ′ of the neuron where the wire begins",
    "∂z/∂w is what the wire carries, a. Its σ′ plays no part.",
    Backward(carried=lambda at: at._replace(k=at.k - 1).slope if at.k else at.carried),
)
CARRIED_ADDED = Mistake(
    "forward value and backward value are added",
    "Along a path we multiply: forward value × backward value.",
    Backward(outer=lambda dC_dz, carried, at: dC_dz + carried.mT),
)
SLOPE_ONCE_MORE = Mistake(
    "there's an extra σ′",
    "∂C/∂z already includes σ′(z). Between z and w there's no σ.",
    Backward(outer=lambda dC_dz, carried, at: (at.slope * dC_dz) @ carried.mT),
)
OUTER_SWAPPED = Mistake(
    "the two factors of the outer product are swapped",
    "∂C/∂w has the shape of w: a row for each neuron, a column for each input. That's ∂C/∂z·aᵀ.",
    Backward(outer=lambda dC_dz, carried, at: carried @ dC_dz.T),
)
SLOPE_NOT_CARRIED = Mistake(
    "∂C/∂a goes back along the wires instead of ∂C/∂z",
    "What goes back along a wire is ∂C/∂z, with its σ′: w.T @ dC_dz.",
    Backward(behind=lambda dC_dz, dC_da: dC_da),
)
LAST_CARRIED_BACK = Mistake(
    "only the ∂C/∂z of the last layer ever goes back along the wires",
    "insert(0, …) puts the newest in front: that's dC_dz[0], not dC_dz[-1].",
    Backward(behind=lambda dC_dz, dC_da: dC_dz[-1]),
)
SUM_OF_EXAMPLES = Mistake(
    "the examples are added, not averaged",
    "The cost is the mean over the examples: divide by how many there are.",
    Backward(begin=lambda dC_dy: dC_dy * dC_dy.shape[-1]),
)
MEAN_OF_EXAMPLES = Mistake(
    "the sum is divided by the number of examples twice",
    "Add the gradients up. For a mean, ∂C/∂y already includes the 1/n.",
    Backward(begin=lambda dC_dy: dC_dy / dC_dy.shape[-1]),
)
BIAS_0 = Mistake(
    "the biases get the gradient 0",
    "The wire of a bias carries 1, so ∂C/∂b is ∂C/∂z.",
    Backward(bias=lambda b, dC_db: np.zeros_like(dC_db)),
)
BIAS_1 = Mistake(
    "the biases get the gradient 1",
    "The wire of a bias carries 1, and 1 times ∂C/∂z is ∂C/∂z.",
    Backward(bias=lambda b, dC_db: np.ones_like(dC_db)),
)
BIAS_TIMES_B = Mistake(
    "∂C/∂z is multiplied by the bias itself",
    "The wire of a bias carries 1, and b is its weight: ∂C/∂b is ∂C/∂z.",
    Backward(bias=lambda b, dC_db: b * dC_db),
)
LAST_LAYER_FIRST = Mistake(
    "the last layer comes first",
    "The backward pass finds the last layer first: put each of the others in front, "
    "with insert(0, …).",
    Backward(),
).on(pick=lambda found: Gradients(found.dC_dz[::-1], found.dC_dw[::-1], found.dC_db[::-1]))
B_BEFORE_W = Mistake(
    "∂C/∂b comes before ∂C/∂w",
    "Return dC_dw, dC_db, in this order.",
    Backward(),
).on(pick=lambda found: Gradients(found.dC_dz, found.dC_db, found.dC_dw))


def updated_too_early(eta: Any) -> Mistake:
    """Each layer's weights are updated with η before its ∂C/∂z goes back through them.

    An array of η, (variants, 1, 1), computes several variants at once.
    """
    return Mistake(
        "the weights are updated before ∂C/∂z has gone back through them",
        "First all gradients, then all updates: the backward pass needs the weights of "
        "the forward pass.",
        Backward(back=lambda w, dC_dz, a: (w - eta * dC_dz @ a.mT).mT @ dC_dz),
    )


def pieces(mistake: Mistake) -> Backward:
    """The algorithm of a mistake in this module, with its pieces."""
    return cast(Backward, mistake.of)


def only_in_layer(mistake: Mistake, far: int) -> Mistake:
    """The mistake in one layer alone: `far` layers from the output."""
    return replace(mistake, of=replace(pieces(mistake), only=far))


def once(mistake: Mistake, far: int, where: str) -> Mistake:
    """The mistake made in one layer alone; its sentence says so."""
    return replace(
        only_in_layer(mistake, far),
        when=Later("{when} ({where})", when=mistake.when, where=where),
        part_of=mistake.part_of or mistake.when,
    )


# mistakes at one neuron: in any network, in a layered one, and at a step of the walk
_AT_ANY = (
    *(SLOPE_OF_A, SIGMA_FOR_SLOPE, FIRST_PATH_ONLY, LAST_PATH_ONLY, MEAN_OF_PATHS),
    *(WEIGHT_FORGOTTEN, ROUNDED_TOO_EARLY),
)
_AMONG_LAYERS = (NOT_TRANSPOSED, SLOPE_OF_LAYER_BEHIND, SLOPE_OF_LAYER_BEFORE)
AT_ONE_NEURON = (SLOPE_MISSING, *_AT_ANY)
AT_A_NEURON = (*AT_ONE_NEURON, *_AMONG_LAYERS)
AT_AN_OUTPUT = (NO_SLOPE_AT_OUTPUT, SIGMA_FOR_SLOPE, SLOPE_OF_A)
AT_A_HIDDEN_NEURON = (
    *(one for one in AT_ONE_NEURON if one is not ROUNDED_TOO_EARLY),  # rounding is judged apart
    SLOPE_NOT_CARRIED,
)
# mistakes of ∂C/∂z, with several examples, and from ∂C/∂z to ∂C/∂w
OF_Z = (NO_SLOPE_AT_OUTPUT, NO_SLOPE, MEAN_OF_OUTPUTS, *_AT_ANY, *_AMONG_LAYERS)
OF_Z_IN_MATRICES = (*OF_Z, SLOPE_NOT_CARRIED, LAST_CARRIED_BACK)
OF_EXAMPLES = (SUM_OF_EXAMPLES, MEAN_OF_EXAMPLES)
OF_W = (OWN_OUTPUT, Z_CARRIED, OUTER_SWAPPED)
# … by hand, one weight at a time
_OF_ONE_W = (SLOPE_CARRIED, CARRIED_ADDED, SLOPE_ONCE_MORE)
OF_ONE_W = (OTHER_WIRE, *_OF_ONE_W)
OF_A_WEIGHT = (OWN_OUTPUT, Z_CARRIED, *_OF_ONE_W)
# … in code for whole layers
OF_W_IN_MATRICES = (*OF_W, LAYER_OUTPUT)
# … of biases, and in returning the results
OF_BIASES = (BIAS_0, BIAS_1, BIAS_TIMES_B)
OF_LISTS = (LAST_LAYER_FIRST, B_BEFORE_W, *OF_BIASES)
