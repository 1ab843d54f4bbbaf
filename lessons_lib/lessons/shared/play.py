"""Play the pass: the learner fills in each next number of a walk, on the picture."""

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any

from matplotlib.figure import Figure

from lessons_lib.app import AnswerBox, App, Control, Steps, Table, Words
from lessons_lib.exercise.answer import Unreadable
from lessons_lib.exercise.answered import Answered, answered
from lessons_lib.exercise.feedback import Feedback
from lessons_lib.exercise.filled_in import FilledIn
from lessons_lib.exercise.typed_number import typed_number
from lessons_lib.language import Later, say, sentences
from lessons_lib.mistakes.steps import confusions, neighbours, step_mistakes
from lessons_lib.notation import Marked, number, plain, subscript
from lessons_lib.walks.walk import Moment, Walk

END = "end"
KEPT = 256  # states of which the wrong numbers are remembered

# show(numbers, known, moment) moves the artists of a picture to this state
Show = Callable[[Mapping[str, float], Collection[str], Moment], None]


def play(
    maker: Callable[..., App],
    walk: Walk,
    given: Mapping[str, float],
    picture: Callable[[Figure], Show],
    size: tuple[float, float],
    arguments: str = "",
) -> App:
    """An App in which the learner fills in the quantities of a walk one by one.

    maker is the lesson's function that returns this App. given are the numbers that the walk
    begins with; picture(fig) draws the rest and returns how it is shown; `arguments` are those of
    maker. Keywords: `moment`, the quantity that is asked for, or "end"; and by its keyword what
    was typed for each of them.
    """
    game = _Game(walk, given, maker)
    labels = {key: subscript(plain(walk.symbols[key])) for key in walk.moments}
    controls: list[Control] = [
        AnswerBox("moment", labels, game.onward),
        Steps("moment", Later("number"), (*walk.moments, END)),
    ]
    return App(maker, game.scene(picture), controls, size, arguments)


class _Game:
    def __init__(self, walk: Walk, given: Mapping[str, float], maker: Callable[..., App]) -> None:
        self._walk, self._given, self._maker = walk, given, maker
        self._order = list(walk.moments)
        self._filled_in = lru_cache(KEPT)(self._judged)

    def onward(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The next quantity, if what was typed for this one is right."""
        asked = values["moment"]
        try:
            typed_number(values[asked])
        except Unreadable:
            return {}
        feedback = self._filled(values).feedback(asked)
        self._tell(asked, values[asked], feedback)
        return {"moment": self._after(asked)} if feedback.mark == "✓" else {}

    def _tell(self, asked: str, text: str, feedback: Feedback) -> None:
        module = self._maker.__module__
        call = f"{module.rpartition('.')[2]}.{self._maker.__name__}"
        which = self._order.index(asked) + 1  # each number is a question of its own
        typed = f"{plain(self._walk.symbols[asked])} = {text}"
        answered(Answered(module, call, self, (typed,), feedback, seed=which))

    def scene(self, picture: Callable[[Figure], Show]) -> Callable[[Figure], Callable[..., Words]]:
        """The scene for this picture; its update takes the keywords of the App."""

        def scene(fig: Figure) -> Callable[..., Words]:
            show = picture(fig)

            def update(moment: str, **typed: str) -> Words:
                filled = self._filled(typed)
                now = self._walk.moments.get(moment, Moment("", ""))
                known, numbers = self._known(moment, filled), self._marked(moment, filled)
                show(numbers, known, now)
                return Words(
                    status=self._status(moment, typed, filled),
                    formula=self._formula(moment, filled),
                    alt=self._alt(numbers, known),
                    table=self._table(moment, typed, filled),
                )

            return update

        return scene

    def _filled(self, typed: Mapping[str, Any]) -> FilledIn:
        return self._filled_in(tuple((key, typed[key]) for key in self._order if typed[key]))

    def _judged(self, typed: tuple[tuple[str, str], ...]) -> FilledIn:
        mine = {}
        for key, text in typed:
            try:
                mine[key] = typed_number(text)
            except Unreadable:
                continue
        return FilledIn(self._walk, self._given, mine, (step_mistakes, confusions), neighbours)

    def _after(self, key: str) -> str:
        return [*self._order, END][self._order.index(key) + 1]

    def _found(self, moment: str) -> list[str]:
        """The quantities before the one that is asked for."""
        return self._order[: self._order.index(moment)] if moment != END else self._order

    def _known(self, moment: str, filled: FilledIn) -> list[str]:
        asked = [moment] if moment != END else []
        return [*self._walk.known, *self._found(moment), *asked]

    def _marked(self, moment: str, filled: FilledIn) -> dict[str, float]:
        """The numbers as they are written: those that are off with ✗, the asked one as ?."""
        shown = set(self._found(moment)) | {moment}
        off = {key: Marked("✗", value) for key, value in filled.wrong.items() if key in shown}
        asked = {}
        if moment != END and moment not in filled.mine:
            asked = {moment: Marked("?")}
        elif moment != END and filled.is_short(moment):
            asked = {moment: Marked("…", filled.mine[moment])}
        return filled.values | off | asked

    def _status(self, moment: str, typed: Mapping[str, str], filled: FilledIn) -> str:
        if moment == END:
            return self._summary(filled)
        symbol = self._walk.symbols[moment]
        if typed[moment]:
            return self._about(moment, typed[moment], filled)
        before = self._found(moment)[-1:]
        asks = say("What is {symbol}? {sentence}", symbol=symbol, sentence=self._sentence(moment))
        return sentences([*(self._about_earlier(key, filled) for key in before), asks])

    def _sentence(self, moment: str) -> str:
        return self._walk.moments[moment].sentence

    def _about(self, key: str, text: str, filled: FilledIn) -> str:
        try:
            typed_number(text)
        except Unreadable as help:
            return f"✗ {help}"
        feedback = filled.feedback(key)
        onward = ""
        if key in filled.wrong:
            onward = say("Type another number, or press Next to go on with yours.")
        return sentences([f"{feedback.mark} {feedback.text}", onward])

    def _about_earlier(self, key: str, filled: FilledIn) -> str:
        symbol, value = self._walk.symbols[key], number(filled.values[key])
        if key in filled.wrong:
            return say(
                "✗ You go on with your {symbol} = {value}: what follows is checked against it.",
                symbol=symbol,
                value=value,
            )
        if key in filled.mine:
            return say("✓ {symbol} = {value} is right.", symbol=symbol, value=value)
        return say("{symbol} is {value}.", symbol=symbol, value=value)

    def _summary(self, filled: FilledIn) -> str:
        n, off = len(filled.mine), [self._walk.symbols[key] for key in filled.wrong]
        if not n:
            return say(
                "This is the end of the walk. You haven't filled in any numbers yet: go back."
            )
        done = say(
            "You filled in {n} of {all} numbers. Right: {right}.",
            n=n,
            all=len(self._order),
            right=n - len(off),
        )
        if not off:
            return f"✓ {done}"
        places = say("Off: {names}.", names=say(", ").join(off))
        others = say("All the others are right, given your numbers.") if len(off) < n else ""
        return sentences([done, places, others])

    def _formula(self, moment: str, filled: FilledIn) -> tuple[str, ...]:
        """How the number was found that was asked for before, or this one once it is right."""
        key = moment if moment in filled.mine else next(reversed(self._found(moment)), "")
        if not key or key in filled.wrong:
            return ()
        if key == moment and filled.is_short(key):
            return ()
        return self._walk.lines(key, filled.values)

    def _alt(self, numbers: Mapping[str, float], known: Collection[str]) -> str:
        facts = [
            f"{self._walk.symbols[key]} = {number(numbers[key])}" for key in dict.fromkeys(known)
        ]
        return say("The picture with its numbers: {facts}.", facts=say(", ").join(facts))

    def _table(self, moment: str, typed: Mapping[str, str], filled: FilledIn) -> Table:
        rows, found = [], self._found(moment)
        for key in self._order:
            mark = "✗" if key in filled.wrong else "✓" if key in filled.mine else ""
            known = key in found or key in filled.mine
            value = number(filled.values[key]) if known else "…"
            rows.append((self._walk.symbols[key], typed[key] or "…", value, mark))
        header = (say("number"), say("you typed"), say("continues as"), "")
        lit = self._order.index(moment) if moment != END else None
        return Table(header, rows, lit=lit)
