"""Mistakes in a single step of a walk: its formula with a number of the walk replaced."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from lessons_lib.functions import ACTIVATIONS, Array, quiet
from lessons_lib.language import Later
from lessons_lib.mistakes import backward, forward
from lessons_lib.mistakes.backward import At, pieces
from lessons_lib.mistakes.mistake import Mistake
from lessons_lib.mistakes.paths import PATHS
from lessons_lib.network import Network, Trace
from lessons_lib.walks.network import NetworkWalk
from lessons_lib.walks.walk import Walk
from lessons_lib.walks.wiring import Wiring

Values = Mapping[str, float]
Wrong = tuple[Mistake, float]

_SIGMAS = {sigma.name: sigma for sigma in ACTIVATIONS}
INCOMING_WEIGHTS = replace(
    backward.NOT_TRANSPOSED,
    when=Later("the weights on the wires that come in are used"),
    look=Later("Go back along the wires that leave the neuron."),
)

FITTING = Later("Cost and activation match: ∂C/∂z at an output is just y − ŷ.")


def neighbours(walk: Walk, keyword: str) -> list[str]:
    """The quantities that are easily taken for this one: z4 for z3, w_a2_z4 for w_a1_z3."""
    kind = _kind(keyword)
    return [key for key in walk.quantities if key != keyword and _kind(key) == kind]


@cache
def _kind(keyword: str) -> str:
    return re.sub(r"\d+", "#", keyword)


def step_mistakes(walk: Walk, keyword: str, values: Values) -> Iterator[Wrong]:
    """The mistakes at the step that finds this quantity, each with its result.

    values are all numbers of the walk, as they are before the step.
    """
    start, _, of = keyword.partition("_d")
    if isinstance(walk, NetworkWalk):
        yield from _NetworkStep(walk, keyword, values).mistakes()
    elif of in values:
        yield from _on_paths(walk, keyword, values)
    if of in values:
        end = start.removeprefix("d")
        names = {"of": walk.symbols[of], "end": walk.symbols[end]}
        look = Later("The question is how fast {end} changes with {of}.", **names)
        for itself in (of, end):
            taken = Later("{other} itself is used", other=walk.symbols[itself])
            yield Mistake(taken, look, walk.values), values[itself]


def confusions(walk: Walk, keyword: str, values: Values) -> Iterator[Wrong]:
    """Another quantity that the walk computes, instead of this one."""
    symbol = walk.symbols[keyword]
    for other in dict.fromkeys((*walk.formula(keyword).keywords(), *neighbours(walk, keyword))):
        if walk.quantities[other].formula is not None:
            names = {"other": walk.symbols[other], "asked": symbol}
            when = Later("{other} is written instead of {asked}", **names)
            look = Later("The question is about {asked}.", asked=symbol)
            yield Mistake(when, look, walk.values), values[other]


def _on_paths(walk: Walk, keyword: str, values: Values) -> Iterator[Wrong]:
    """The mistakes of the chain rule, for a derivative dz_dx: along the edges that leave x."""
    start, _, of = keyword.partition("_d")
    end = start.removeprefix("d")
    behind = {
        key: values[f"d{end}_d{key}"] for key in walk.quantities if f"d{end}_d{key}" in values
    }
    behind[end] = 1.0
    after = {key: walk.quantities[key] for key in behind if of in walk.quantities[key].edges}
    slopes = {key: float(one.edges[of].value(values)) for key, one in after.items()}
    paths = [[slopes[key], *([] if key == end else [behind[key]])] for key in after]
    for mistake in PATHS:
        yield mistake, float(mistake.of(paths))
    for key, one in after.items():
        wrongly = _other_operation(walk, of, key, values)
        if wrongly is not None and one.formula is not None:
            name = {"x": walk.symbols[of], "v": walk.symbols[key]}
            look = Later("Look at how {v} is computed from {x}.", **name)
            added = Later("{x} is treated as if it were added in {v}", **name)
            multiplied = Later("{x} is treated as if it were multiplied in {v}", **name)
            when = added if one.formula.what == "×" else multiplied
            rest = sum(slopes[other] * behind[other] for other in after if other != key)
            yield Mistake(when, look, walk.values), rest + wrongly * behind[key]


def _other_operation(walk: Walk, of: str, key: str, values: Values) -> float | None:
    """The local derivative if a sum of two were a product, or a product a sum."""
    formula = walk.formula(key)
    if formula.what == "×":
        return 1.0
    if formula.what != "+" or len(formula.operands) != 2:
        return None
    other = [part for part in formula.operands if part.what != of]
    return float(other[0].value(values)) if len(other) == 1 else None


class _NetworkStep:
    """A step of the walk over a network: the mistakes of whole passes, made in this step alone."""

    def __init__(self, walk: NetworkWalk, keyword: str, values: Values) -> None:
        self._walk, self._wiring, self._keyword = walk, walk.wiring, keyword
        self._values = values
        self._right = self._with({})

    def mistakes(self) -> Iterator[Wrong]:
        """The mistakes of this kind of step."""
        of = self._keyword.removeprefix("dC_d")
        neuron = {y: n for n, y in self._wiring.outputs.items()}.get(of, of[1:])
        if of == self._keyword:
            if of == f"z{neuron}":
                yield from self._adds_up(neuron)
            elif of != "C":
                yield forward.SIGMA_FORGOTTEN, self._values[f"z{neuron}"]
                if f"s{neuron}" in self._values:
                    yield forward.SLOPE_SENT, self._values[f"s{neuron}"]
        elif of in self._wiring.parameters:
            yield from self._gradient(of)
        elif of in self._wiring.targets or of in self._wiring.outputs.values():
            yield backward.TARGET_MINUS_Y, -self._right
            yield backward.MEAN_OF_OUTPUTS, self._right / len(self._wiring.outputs)
        elif of == f"z{neuron}" and self._is_joined:
            yield from self._at_fitting_output(self._wiring.outputs[neuron])
        elif of == f"z{neuron}" and f"s{neuron}" in self._values:
            yield from self._amplifies(neuron)

    def _with(self, changed: Values) -> float:
        return float(self._walk.formula(self._keyword).value({**self._values, **changed}))

    def _adds_up(self, n: str) -> Iterator[Wrong]:
        bias = f"b{n}"
        if bias in self._values:
            yield forward.BIAS_FORGOTTEN, self._with({bias: 0})
            yield forward.BIAS_SUBTRACTED, self._with({bias: -self._values[bias]})
        zs = {self._wiring.activation(k): f"z{k}" for k in self._wiring.into[n]}
        sent = {a: self._values[z] for a, z in zs.items() if z in self._values}
        yield backward.Z_CARRIED, self._with(sent)

    @property
    def _is_joined(self) -> bool:
        """Whether the derivative is y − ŷ, because cost and last activation fit each other."""
        used = self._walk.formula(self._keyword).keywords()
        return bool(used) and {*used} <= {
            *self._wiring.outputs.values(),
            *self._wiring.targets.values(),
        }

    def _at_fitting_output(self, y: str) -> Iterator[Wrong]:
        mine, wanted = self._values[y], self._values[f"target{y[1:]}"]
        for when, wrong in (
            (Later("the signs of y and ŷ are swapped"), wanted - mine),
            (Later("the target is forgotten"), mine),
            (Later("σ′ is included at the output"), mine * (1 - mine) * (mine - wanted)),
            *(
                (Later("the target of another output is used"), mine - self._values[other])
                for other in self._wiring.targets.values()
            ),
        ):
            yield Mistake(when, FITTING, self._walk.values), wrong

    def _amplifies(self, n: str) -> Iterator[Wrong]:
        at, i = self._at(n)
        if n in self._wiring.outputs:
            dC_da = self._column([f"dC_d{y}" for y in self._wiring.outputs.values()])
            for mistake in backward.AT_AN_OUTPUT:
                yield mistake, float((pieces(mistake).slope(at) * dC_da)[i, 0])
            return
        behind = self._wiring.out_of[n]
        dC_dz = self._column([f"dC_dz{k}" for k in behind])
        dC_da = quiet(np.divide)(dC_dz, self._column([f"s{k}" for k in behind]))
        for mistake in backward.AT_A_HIDDEN_NEURON:
            do = pieces(mistake)
            yield mistake, float((do.slope(at) * do.over_wires(at, [dC_dz], dC_da))[i, 0])
        into = [self._wiring.weight(k, n) for k in self._wiring.into[n]]
        if len(into) == len(behind):
            others = {self._wiring.weight(n, k): into[i] for i, k in enumerate(behind)}
            yield INCOMING_WEIGHTS, self._with({w: self._values[k] for w, k in others.items()})

    def _gradient(self, parameter: str) -> Iterator[Wrong]:
        carried, behind = self._wiring.factors(parameter)
        if carried is None:
            b, dC_dz = self._column([parameter]), self._column([behind])
            for mistake in backward.OF_BIASES:
                yield mistake, float(pieces(mistake).bias(b, dC_dz)[0, 0])
            return
        source, neuron = self._wiring.wires[parameter]
        at, i = self._at(neuron)
        into, layer = self._wiring.into[neuron], self._wiring.layers[at.k + 1]
        dC_dz, j = self._column([f"dC_dz{k}" for k in layer]), into.index(source)
        needs = {backward.SLOPE_CARRIED: f"s{source}", backward.SLOPE_ONCE_MORE: f"s{neuron}"}
        for mistake in backward.OF_A_WEIGHT:
            if needs.get(mistake, behind) in self._values:
                yield mistake, float(pieces(mistake).over_weights(at, dC_dz)[i, j])
        for other in into:
            if other != source:
                taken = self._values[self._wiring.activation(other)]
                yield backward.OTHER_WIRE, self._with({carried: taken})

    def _at(self, n: str) -> tuple[At, int]:
        """The layer of neuron n with the numbers of the walk, and the place of n in it."""
        sizes, (_, *layers) = self._wiring.sizes, self._wiring.layers
        sent = [[self._wiring.activation(k) for k in layer] for layer in self._wiring.layers]
        sigmas = [_SIGMAS[str(self._walk.formula(a).what)] for a, *_ in sent[1:]]
        theta = self._column(Wiring(sizes).parameters, otherwise=0.0)[:, 0]
        net = Network.random(sizes, sigma=sigmas).at(theta)
        z = [self._column([f"z{k}" for k in layer]) for layer in layers]
        k = next(k for k, layer in enumerate(layers) if n in layer)
        return At(net, Trace(tuple(z), tuple(map(self._column, sent))), k), layers[k].index(n)

    def _column(self, keywords: Iterable[str], otherwise: float = np.nan) -> Array:
        return np.array([[self._values.get(key, otherwise)] for key in keywords])
