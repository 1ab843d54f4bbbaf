"""∂C/∂z of every layer of a deep, untrained network."""

from collections.abc import Callable
from functools import lru_cache

from matplotlib.figure import Figure

from lessons_lib.app import Table, Words
from lessons_lib.functions import cross_entropy, relu, sigmoid, softmax, tanh
from lessons_lib.language import Later, say
from lessons_lib.lessons.handwritten_digits.digit_training import examples
from lessons_lib.lessons.handwritten_digits.layer_sizes import LayerSizes
from lessons_lib.network import Network, gradient
from lessons_lib.notation import number

ACTIVATIONS = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu}
SCALES = {Later("small: 0.01"): "small", "Xavier": "xavier", "He": "he"}
DEEPEST, NEURONS, SEEN = 8, 32, 200


@lru_cache(maxsize=128)
def sizes(
    layers: int, activation: str, scale: str, seed: int = 0
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """For layers 1, 2, …, output: the mean |∂C/∂z| of a digit, and the mean |∂C/∂w|.

    The network has this many hidden layers of 32 neurons and is untrained; averaged over 200
    digits.
    """
    s = examples()
    net = Network.random(
        (len(s.x), *[NEURONS] * layers, len(s.target)),
        seed,
        (*[ACTIVATIONS[activation]] * layers, softmax),
        scale,
    )
    g = gradient(net, s.x[:, :SEEN], s.target[:, :SEEN], cross_entropy)
    # C is a mean over the digits, so each digit's ∂C/∂z contains 1/200
    dC_dz = tuple(SEEN * float(abs(part).mean()) for part in g.dC_dz)
    return dC_dz, tuple(float(abs(part).mean()) for part in g.dC_dw)


def scene(fig: Figure) -> Callable[..., Words]:
    """The picture of `handwritten_digits.depth`; its update takes the same keywords."""
    picture = LayerSizes(fig.add_axes((0.13, 0.14, 0.84, 0.82)), DEEPEST + 1, 1e-16, 4)

    def update(layers: int, activation: str, scale: str) -> Words:
        dC_dz, dC_dw = sizes(layers, activation, scale)
        picture.show(dC_dz)
        each = (dC_dz[0] / dC_dz[-1]) ** (1 / layers)
        return Words(
            status=say(
                "{layers} layers, {activation}: the mean |∂C/∂z| is {dC_dz} at the "
                "output and {first} in layer 1. On the way back, each layer multiplies it by "
                "{each}, on average.",
                layers=layers + 1,
                activation=activation,
                dC_dz=number(dC_dz[-1]),
                first=number(dC_dz[0]),
                each=number(each),
            ),
            formula=(
                f"{number(dC_dz[-1])} · {_power(each, layers)} = {number(dC_dz[0])}",
                say(
                    "with ¼ at each layer it would be {last} · {power} = {first}",
                    last=number(dC_dz[-1]),
                    power=_power(0.25, layers),
                    first=number(dC_dz[-1] / 4**layers),
                ),
            ),
            alt=say(
                "The mean |∂C/∂z| of each layer on a logarithmic scale, from layer 1 to "
                "the output: {sizes}. A dotted line falls to ¼ at each layer.",
                sizes=say(", ").join(map(number, dC_dz)),
            ),
            table=Table(
                (say("layer"), say("mean |∂C/∂z|"), say("mean |∂C/∂w|")),
                [
                    (
                        str(k + 1) if k < layers else say("{k}, output", k=k + 1),
                        number(z),
                        number(w),
                    )
                    for k, (z, w) in enumerate(zip(dC_dz, dC_dw, strict=True))
                ],
            ),
        )

    return update


def _power(base: float, exponent: int) -> str:
    return number(base) if exponent == 1 else f"{number(base)}^{{{exponent}}}"
