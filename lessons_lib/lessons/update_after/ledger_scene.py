"""The ledger: published numbers, recomputed."""

from collections.abc import Callable

from matplotlib.figure import Figure

from lessons_lib.app import Words
from lessons_lib.language import say
from lessons_lib.lessons.update_after import published_examples
from lessons_lib.lessons.update_after.ledger_picture import RIGHT, WRONG, Ledger
from lessons_lib.lessons.update_after.mazur import MAZUR
from lessons_lib.lessons.update_after.printed_digits import digits_table, row
from lessons_lib.lessons.update_after.published_examples import Example, rounded
from lessons_lib.lessons.update_after.web_tutorial import TUTORIAL
from lessons_lib.notation import minus

LEDGER: dict[str, Example] = {
    example.title: example
    for example in (
        published_examples.LEE,
        published_examples.NEURON,
        published_examples.GATE,
        published_examples.MICROGRAD,
        published_examples.EXPLAINER,
        published_examples.NIELSEN,
        published_examples.D2L,
        MAZUR,
        TUTORIAL,
    )
}
SIZE = WIDTH, HEIGHT = (7, 4.3)
_SHEET = 4.9
_MOST = max(len(example.printed) for example in LEDGER.values())


def scene(fig: Figure) -> Callable[..., Words]:
    """The rows of one example."""
    part = _SHEET / WIDTH
    ledger = Ledger(fig.add_axes(((1 - part) / 2, 0.01, part, 0.98)), _SHEET, HEIGHT, _MOST)

    def update(example: str) -> Words:
        chosen = LEDGER[example]
        exact = chosen.exact
        rows = [row(*pair, value) for pair, value in zip(chosen.printed, exact, strict=True)]
        ledger.show(rows)
        return Words(
            status=say("{source}. {count}", source=chosen.source, count=_count(chosen.right)),
            formula=tuple(filter(None, (chosen.about, chosen.why))),
            alt=_alt(chosen),
            table=digits_table(chosen.printed, exact),
        )

    return update


def _count(right: tuple[bool, ...]) -> str:
    if not all(right):
        return say("Of the {n} printed numbers, {right} are right.", n=len(right), right=sum(right))
    if len(right) == 1:
        return say("1 number is printed, and it's right.")
    return say("All {n} printed numbers are right.", n=len(right))


def _alt(example: Example) -> str:
    said = {True: RIGHT, False: WRONG}
    facts = say("; ").join(
        say(
            "{symbol} printed {printed}, exact {exact} {mark}",
            symbol=symbol,
            printed=minus(digits),
            exact=rounded(value, digits),
            mark=said[right],
        )
        for (symbol, digits), value, right in zip(
            example.printed, example.exact, example.right, strict=True
        )
    )
    return say("Printed and exact: {facts}.", facts=facts)
