"""A typed L(θ) as a landscape, and the heights at which a picture shows it."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lessons_lib.functions import Array, quiet
from lessons_lib.language import Later, say
from lessons_lib.lessons.shared.landscape import PARABOLA, TWO_VALLEYS, Landscape
from lessons_lib.notation import number
from lessons_lib.walks.expression import Expression
from lessons_lib.walks.typed_expression import Typed, typed

KNOWN = {landscape.text: landscape for landscape in (PARABOLA, TWO_VALLEYS)}
LOSSES = {
    Later("one valley"): PARABOLA.text,
    Later("two valleys"): TWO_VALLEYS.text,
    Later("many valleys"): "θ · θ / 10 + 4 · cos(θ)",
    Later("a kink"): "10 · abs(θ)",
    Later("no valley"): "exp(θ / 4)",
    Later("a logarithm"): "θ · θ − 20 · ln(θ + 6)",
}
THETAS = np.linspace(-PARABOLA.edges[0], PARABOLA.edges[0], 241)
_MOST_LEAVES, _LONGEST = 12, 60  # of a formula that is written out: θ's in it, and signs


def read(text: str) -> str:
    """The text of a loss, without what it may say before =; raises ValueError for no loss."""
    landscape(text.strip())
    return re.sub(r"^[^=＝;；]*[=＝]\s*(?=[^=＝;；]*$)", "", text.strip())


@dataclass(frozen=True)
class TypedLandscape(Landscape):
    """What was typed, its parameter, and the whole slope as one formula if that is short."""

    typed: Typed
    theta: str
    slope: Expression | None

    def slope_at(self, theta: float) -> str:
        """The slope with the number θ in its formula; "" if that is too long."""
        text = self.slope.text({self.theta: number(theta)}) if self.slope else ""
        return text if len(text) < _LONGEST else ""

    def trouble(self, theta: Array) -> str:
        """The first trouble of its operations, each named by its formula."""
        values, names = self.typed.walk.values({self.theta: theta.item()}), dict[str, str]()
        for key, part in self.typed.unfolded().items() if self.slope else ():
            names[key] = part.text({self.theta: "θ"})
        return "".join(self.typed.troubles(values, names=defaultdict(lambda: "L(θ)", names))[:1])


@lru_cache(maxsize=16)
def landscape(text: str) -> Landscape:
    """The landscape of a loss with one parameter, whatever its name. Raises ValueError."""
    if text in KNOWN:
        return KNOWN[text]
    loss = typed(text)
    if len(loss.inputs) > 1:
        raise ValueError(
            say(
                "This loss must have one parameter, θ, but there are {count}: {names}.",
                count=len(loss.inputs),
                names=say(", ").join(loss.inputs),
            )
        )
    (theta,) = loss.inputs

    def at(place: float) -> tuple[float, float]:
        values = loss.walk.values({theta: place})
        height, slope = values[loss.end], values[f"d{loss.end}_d{theta}"]
        return height, slope if np.isfinite(height) else np.nan  # of ln(−2), too

    both = np.vectorize(at, otypes=[float, float])
    if not np.isfinite(both(THETAS)[0]).any():
        raise ValueError(say("This loss isn't a number anywhere in the picture."))
    short = loss.path_count(theta) <= _MOST_LEAVES
    return TypedLandscape(
        loss=lambda places: np.asarray(both(places[..., 0])[0]),
        gradient=lambda places: np.asarray(both(places)[1]),
        edges=PARABOLA.edges,
        text=text,
        slopes=(),
        typed=loss,
        theta=theta,
        slope=loss.unfolded()[loss.end].derivative(theta) if short else None,
    )


@lru_cache(maxsize=16)
@quiet
def heights(text: str) -> tuple[Array, tuple[float, float], float]:
    """L at each of THETAS, the lowest and highest L that is shown, and the step of its scale.

    L is NaN where it is no number. Where it is huge at some places only, it leaves the picture.
    """
    losses = landscape(text).loss(THETAS[:, None])
    losses[~np.isfinite(losses)] = np.nan
    low, tenth, most, high = np.nanquantile(losses, (0, 0.1, 0.9, 1))
    reach = (most - tenth) / 2
    low, high = (max(low, tenth - reach), min(high, most + reach)) if reach else (low, high)
    if not (high - low) > 1e-9 * max(abs(low), abs(high)):
        low, high = low - 1, high + 1
    step = _round((high - low) / 3)
    bottom = step * np.floor(low / step)
    top = step * np.ceil((high + 0.03 * (high - low)) / step)
    return losses, (bottom - 0.04 * (top - bottom), top), step


def _round(size: float) -> float:
    """The next of 1, 2, 5, 10, 20, …, also below 1."""
    ten = 10 ** np.floor(np.log10(size))
    return float(next(n * ten for n in (1, 2, 5, 10) if n * ten >= size * (1 - 1e-9)))
