"""A walk: named quantities, each computed from others, found one moment at a time."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from lessons_lib.functions import quiet
from lessons_lib.notation import number
from lessons_lib.walks.expression import Expression, times, total


@dataclass(frozen=True)
class Quantity:
    """A number with a name: given, or computed from others by its formula.

    Without a symbol it is written as its number. `slopes` holds local derivatives that have a
    form of their own, such as σ′(z).
    """

    keyword: str
    symbol: str
    formula: Expression | None = None
    slopes: Mapping[str, Expression] | None = None

    @cached_property
    def edges(self) -> Mapping[str, Expression]:
        """The quantities this one is computed from, each with its local derivative."""
        if self.slopes is not None or self.formula is None:
            return self.slopes or {}
        result = Expression(self.keyword)
        return {key: self.formula.derivative(key, result) for key in self.formula.keywords()}


@dataclass(frozen=True)
class Moment:
    """One moment finds one quantity: its sentence, and the keywords that take part."""

    finds: str
    sentence: str
    lit: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Walk:
    """All quantities in topological order, and the moments in their order.

    `known` are the given quantities at the start of the walk. Quantities without a moment are
    found along with others, as σ′(z) is with z.
    """

    quantities: Mapping[str, Quantity]
    moments: Mapping[str, Moment]
    known: tuple[str, ...]

    @cached_property
    def symbols(self) -> dict[str, str]:
        """The symbol of each quantity, in the notation of formulas: z_3, ∂C/∂w_{a1→z3}."""
        return {key: quantity.symbol for key, quantity in self.quantities.items()}

    @cached_property
    def given(self) -> tuple[str, ...]:
        """The quantities without a formula."""
        return tuple(key for key, one in self.quantities.items() if one.formula is None)

    @quiet
    def values(
        self, given: Mapping[str, Any], overrides: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """All quantities for these given ones, by keyword.

        A quantity in `overrides` gets that number, and later ones are computed from it.
        """
        chosen, found = overrides or {}, {}
        for key, quantity in self.quantities.items():
            if key in chosen or quantity.formula is None:
                value = chosen[key] if key in chosen else given[key]
                found[key] = value if np.iscomplexobj(value) else np.float64(value)
            else:
                found[key] = quantity.formula.value(found)
        return {key: v if np.iscomplexobj(v) else float(v) for key, v in found.items()}

    def formula(self, keyword: str, unfolded: Collection[str] = ()) -> Expression:
        """The formula of a quantity, with the `unfolded` keywords replaced by their formulas."""
        formula = self.quantities[keyword].formula
        if formula is None:
            raise ValueError(f"{keyword} is given, so it has no formula.")
        others = [key for key in unfolded if key != keyword]
        return formula.replaced({key: self.formula(key, others) for key in others})

    def lines(
        self, keyword: str, values: Mapping[str, float], unfolded: Collection[str] = ()
    ) -> tuple[str, ...]:
        """The formula of a quantity in symbols, and then with its numbers and its result."""
        formula, result = self.formula(keyword, unfolded), number(values[keyword])
        numbers = {key: number(values[key]) for key in formula.keywords()}
        in_symbols = formula.text({key: self.symbols[key] or numbers[key] for key in numbers})
        in_numbers = formula.text(numbers)
        steps = "" if in_numbers == result else f"= {in_numbers} "
        lines = f"{self.symbols[keyword]} = {in_symbols}", f"{steps}= {result}"
        return lines[:1] if in_symbols == result else lines

    def known_at(self, keyword: str) -> list[str]:
        """The keywords that are known once the walk has found this one."""
        names = list(self.moments)
        return [*self.known, *names[: names.index(keyword) + 1]]


def derivatives_backward(
    quantities: Iterable[Quantity],
    end: str,
    symbols: Mapping[str, str],
    merged: Collection[str] = (),
) -> dict[str, Quantity]:
    """∂end/∂v for each v in `symbols`, which maps a keyword such as dz_dx1 to its symbol.

    It is the sum over all edges v → u of the local derivative times ∂end/∂u. The derivatives by
    `merged` quantities are not quantities of their own: their formula is inserted into others.
    """
    onward: dict[str, dict[str, Expression]] = defaultdict(dict)
    for quantity in reversed(list(quantities)):
        if quantity.keyword == end or quantity.keyword in onward:  # the end depends on it
            for key, slope in quantity.edges.items():
                onward[key] = {quantity.keyword: slope} | onward[key]

    def derivative(key: str) -> Expression:
        return total(product(slope, user) for user, slope in onward[key].items())

    def product(slope: Expression, user: str) -> Expression:
        if user == end:
            return slope
        behind = derivative(user) if user in merged else Expression(f"d{end}_d{user}")
        return times(slope, behind) if slope.operands else slope * behind

    names = {f"d{end}_d{key}": key for key in symbols}
    return {name: Quantity(name, symbols[key], derivative(key)) for name, key in names.items()}


def symbol(name: str) -> str:
    """The symbol of a letter with an index, in the notation of formulas: x_1 of x1, z_{10}."""
    parts = re.fullmatch(r"([^\W\d_]+)(?:_(\w+)|(\d\w*))", name)
    if parts is None:
        return name
    letter, index = parts[1], parts[2] or parts[3]
    return f"{letter}_{index}" if len(index) == 1 else f"{letter}_{{{index}}}"
