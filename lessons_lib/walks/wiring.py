"""The connections of a layered network, and the keywords of its numbers.

Every number has one keyword: x1, z3, a3, y1, b3, target1, C, w_a1_z3 for the weight on the wire a1
→ z3, s3 for σ′(z3), and dC_dy1, dC_dz3, dC_dw_a1_z3, dC_db3 for the results of the backward pass.
Neurons are numbered consecutively, from the first layer to the last.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from lessons_lib.language import Later
from lessons_lib.walks.walk import symbol


@dataclass(frozen=True)
class Wiring:
    """The connections of a network: the names of inputs and neurons by layer, and the keywords.

    sizes is (inputs, neurons of layer 1, …, outputs).
    """

    sizes: tuple[int, ...]
    with_biases: bool = True

    @cached_property
    def layers(self) -> tuple[tuple[str, ...], ...]:
        """("x1", "x2"), then the numbers of the neurons: ("1", "2"), ("3", "4"), …."""
        layers, count = [tuple(f"x{i}" for i in range(1, self.sizes[0] + 1))], 0
        for size in self.sizes[1:]:
            layers.append(tuple(str(n) for n in range(count + 1, count + size + 1)))
            count += size
        return tuple(layers)

    @cached_property
    def neurons(self) -> tuple[str, ...]:
        """The numbers of all neurons, as text."""
        return tuple(n for layer in self.layers[1:] for n in layer)

    @cached_property
    def outputs(self) -> dict[str, str]:
        """The keyword of each output by its neuron: y1 of "5"."""
        return {n: f"y{i}" for i, n in enumerate(self.layers[-1], start=1)}

    @cached_property
    def targets(self) -> dict[str, str]:
        """The keyword of each target by its output neuron."""
        return {n: f"target{y[1:]}" for n, y in self.outputs.items()}

    @cached_property
    def into(self) -> dict[str, tuple[str, ...]]:
        """The sources of the wires into each neuron."""
        return {n: before for before, layer in pairwise(self.layers) for n in layer}

    @cached_property
    def out_of(self) -> dict[str, tuple[str, ...]]:
        """The neurons that the wires of each input and hidden neuron lead to."""
        return {n: after for layer, after in pairwise(self.layers) for n in layer}

    @cached_property
    def wires(self) -> dict[str, tuple[str, str]]:
        """The source and target of the wire of each weight."""
        return {weight: ends for weight, ends in self._ends.items() if ends[0]}

    @cached_property
    def biases(self) -> dict[str, str]:
        """The neuron of each bias."""
        return {bias: ends[1] for bias, ends in self._ends.items() if not ends[0]}

    @property
    def parameters(self) -> tuple[str, ...]:
        """The keywords of all weights and biases, in the order of Network.theta."""
        return tuple(self._ends)

    @cached_property
    def _ends(self) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for before, layer in pairwise(self.layers):
            found |= {self.weight(source, n): (source, n) for n in layer for source in before}
            found |= {f"b{n}": ("", n) for n in layer if self.with_biases}
        return found

    def activation(self, name: str) -> str:
        """The keyword of the output of an input or a neuron: x1 of x1, a3 of 3, y1 of 5."""
        return name if name.startswith("x") else self.outputs.get(name, f"a{name}")

    def weight(self, source: str, neuron: str) -> str:
        """The keyword of the weight on the wire from an input or a neuron into a neuron."""
        return f"w_{self.activation(source)}_z{neuron}"

    def factors(self, parameter: str) -> tuple[str | None, str]:
        """The keywords of the two factors of a gradient: the carried value, and ∂C/∂z.

        The carried value is None for a bias, whose wire always carries 1.
        """
        source, neuron = self._ends[parameter]
        return self.activation(source) if source else None, f"dC_dz{neuron}"

    def title(self, keyword: str) -> str:
        """The name of a number as plain text, for lists and labels: w a1→z3, b3, x1, target 1."""
        if keyword in self.wires:
            source, neuron = self.wires[keyword]
            return f"w {self.activation(source)}→z{neuron}"
        if keyword in self.targets.values():
            return Later("target {n}", n=keyword.removeprefix("target"))
        return keyword

    def symbol(self, keyword: str) -> str:
        """The symbol of a given or forward quantity: z_3, σ′(z_3), w_{a1→z3}, ŷ_1."""
        if keyword in self.wires:
            source, neuron = self.wires[keyword]
            return f"w_{{{self.activation(source)}→z{neuron}}}"
        if keyword.startswith("s"):
            return f"σ′({symbol(f'z{keyword[1:]}')})"
        return symbol(keyword.replace("target", "ŷ"))
