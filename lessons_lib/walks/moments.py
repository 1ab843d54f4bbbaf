"""The moments of the walk over a network: the sentence for each, and what takes part."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from lessons_lib.language import Later
from lessons_lib.walks import sentences
from lessons_lib.walks.sentences import count, listed
from lessons_lib.walks.walk import Moment
from lessons_lib.walks.wiring import Wiring


@dataclass(frozen=True)
class Moments:
    """The moments of a network with these activations, indexed by neuron.

    `joined`: the last activation and the cost are differentiated together.
    """

    wiring: Wiring
    sigma: Mapping[str, str]
    joined: bool

    def moment(self, keyword: str) -> Moment:
        """The moment that finds this quantity."""
        of = keyword.removeprefix("dC_d")
        outputs = self.wiring.outputs
        if of in self.wiring.parameters:
            return self._gradient(keyword, of)
        if keyword == "C":
            return Moment("C", sentences.COMPARES[len(outputs) > 1], frozenset({"C"}))
        if of != keyword and of in outputs.values():
            sentence = Later(sentences.COST_GROWS, y=self.wiring.symbol(of))
            return Moment(keyword, sentence, frozenset({keyword}))
        n = {y: n for n, y in outputs.items()}.get(of, of[1:])
        if keyword == of:
            return self._adds_up(n) if of == f"z{n}" else self._sends(n)
        return self._cost_feels(n) if of == f"a{n}" else self._backward(n)

    def _adds_up(self, n: str) -> Moment:
        wiring, sources = self.wiring, self.wiring.into[n]
        text = sentences.ADDS_UP[len(sources) > 1, wiring.with_biases]
        weights = {wiring.weight(source, n) for source in sources}
        carried = {wiring.activation(source) for source in sources}
        bias = {f"b{n}"} & set(wiring.parameters)
        return self._moment(f"z{n}", text, n, len(sources), weights | carried | bias)

    def _sends(self, n: str) -> Moment:
        sigma, together = self.sigma[n], len(self._layer(n))
        onward = len(self.wiring.out_of.get(n, ()))
        where = sentences.WHERE.get(onward) or Later(sentences.ON_TO_ALL, count=count(onward))
        alone = sigma == "softmax" and together == 1
        text = sentences.ONLY_SHARE if alone else sentences.SENDS[sigma]
        return self._moment(self.wiring.activation(n), text, n, together, where=where)

    def _cost_feels(self, n: str) -> Moment:
        weights = self._weights_out_of(n)
        text = sentences.COST_FEELS[len(weights) > 1]
        return self._moment(f"dC_da{n}", text, n, len(weights), weights)

    def _backward(self, n: str) -> Moment:
        sigma, dC_dz, wiring = self.sigma[n], f"dC_dz{n}", self.wiring
        if n in wiring.outputs and self.joined:
            return self._moment(dC_dz, sentences.JOINED[sigma], n)
        if sigma == "softmax":
            layer = self._layer(n)
            felt = {f"dC_d{wiring.activation(other)}" for other in layer}
            return self._moment(dC_dz, sentences.SHARE[len(layer) > 1], n, len(layer), felt)
        if n in wiring.outputs:
            text = sentences.OUTPUT[sigma != "identity"]
            return self._moment(dC_dz, text, n, takes_part={f"dC_d{wiring.outputs[n]}"})
        weights = self._weights_out_of(n)
        text = sentences.HIDDEN[len(weights) > 1, sigma != "identity"]
        return self._moment(dC_dz, text, n, len(weights), weights)

    def _gradient(self, keyword: str, parameter: str) -> Moment:
        carried, behind = self.wiring.factors(parameter)
        if carried is None:
            return Moment(keyword, sentences.GRADIENT_OF_BIAS, frozenset({behind}))
        lit = frozenset({parameter, carried, behind})
        return Moment(keyword, sentences.GRADIENT_OF_WEIGHT, lit)

    def _moment(
        self,
        keyword: str,
        text: str,
        n: str,
        several: int = 1,
        takes_part: Collection[str] = (),
        where: str = "",
    ) -> Moment:
        """The moment at neuron n; `several`, a number of wires or neurons, selects the plural."""
        symbol = self.wiring.symbol
        a = symbol(self.wiring.activation(n))
        if n in self.wiring.outputs:
            values = {"y": a, "target": symbol(self.wiring.targets[n])}
        else:
            values = {"neurons": listed(self.wiring.out_of[n])}
        values |= {"n": n, "z": symbol(f"z{n}"), "a": a, "dC_da": f"∂C/∂{a}"}
        sentence = Later(text, **values, count=count(several), where=where)
        return Moment(keyword, sentence, frozenset({keyword, *takes_part}))

    def _layer(self, n: str) -> tuple[str, ...]:
        return next(layer for layer in self.wiring.layers if n in layer)

    def _weights_out_of(self, n: str) -> set[str]:
        return {self.wiring.weight(n, k) for k in self.wiring.out_of[n]}
