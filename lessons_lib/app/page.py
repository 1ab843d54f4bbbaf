"""The App's part in the page, which is in browser/: scripts that are one anywidget, and a style."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from html import escape
from math import inf
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as w
import traitlets as t

from lessons_lib.app.controls import Control, Steps, Walk
from lessons_lib.app.film import Film
from lessons_lib.app.frames import Frame
from lessons_lib.app.picture import COARSEST, SHARPNESS
from lessons_lib.app.touch import Touch
from lessons_lib.language import Later, say

BROWSER = Path(__file__).parent / "browser"
AT_ONCE = 2  # frames under way: an answer never waits for more
PATIENCE = 8  # unanswered frames after which the kernel shows its pictures itself again
PLAYED, SLOWEST, FASTEST = 60, 2, 0.1  # seconds of a whole walk that is played, and of a step
_WAKE = Later("This picture is as you left it. To wake it up, choose Run → Run All Cells.")


class PagePart(anywidget.AnyWidget):
    """Shows frames in the widgets `image`, `said` and `numbers`, and keeps them for later.

    A frame belongs to a place of the slider `walked`, and to the state of `others`. When either
    changes in the page, the script shows the frame that fits, if it has one, without a word from
    the kernel. Where the script does not run, the three widgets are set by the kernel.
    """

    _esm = "\n".join(path.read_text("utf-8") for path in sorted(BROWSER.glob("*.js")))
    _css = (BROWSER / "page.css").read_text("utf-8")

    image = t.Instance(w.Widget).tag(sync=True, **w.widget_serialization)
    said = t.Instance(w.Widget).tag(sync=True, **w.widget_serialization)
    numbers = t.Instance(w.Widget).tag(sync=True, **w.widget_serialization)
    walked = t.Instance(w.Widget, allow_none=True).tag(sync=True, **w.widget_serialization)
    box = t.Instance(w.Widget, allow_none=True).tag(sync=True, **w.widget_serialization)
    others = t.List(t.Instance(w.Widget)).tag(sync=True, **w.widget_serialization)
    touched = t.List(t.Instance(w.Widget)).tag(sync=True, **w.widget_serialization)
    alt = t.Unicode().tag(sync=True)
    focus = t.Float().tag(sync=True)  # where something acts, as a share of the picture's width
    panels = t.List[Any]().tag(sync=True)  # its parts side by side: from and to, as such shares
    wake = t.Unicode().tag(sync=True)
    pace = t.Float(0).tag(sync=True)  # seconds of a step of Play; 0: there is no Play
    playing = t.Tuple().tag(sync=True)  # its words
    limits = t.Tuple((COARSEST, SHARPNESS)).tag(sync=True)
    sharpness = t.Float(SHARPNESS).tag(sync=True)  # device pixels per CSS pixel, told by the page
    looked_at = t.Bool(False).tag(sync=True)  # told by the page: somebody can see the picture

    def __init__(
        self,
        image: w.Image,
        said: w.HTML,
        numbers: w.HTML,
        controls: Sequence[Control],
        panels: Sequence[tuple[float, float]] = ((0, 1),),
    ) -> None:
        self.film, self._touch = Film(), Touch(controls)
        self._regions: list[Any] | None = None  # that the page has got last
        first, *others = controls
        self._walk = first if isinstance(first, Walk) else None
        self._unanswered: float = inf  # frames sent since the page has answered
        self._settled: Any = None
        dial = {"walked": self._walk.slider, "box": self._walk.box} if self._walk else {}
        follow = [control for control in others if control.defaults]  # Presets follow the others
        super().__init__(
            image=image,
            said=said,
            numbers=numbers,
            touched=self._touch.widgets,
            others=[part for control in follow for part in _inputs(control.widgets)],
            panels=panels,
            wake=say(_WAKE),
            pace=_pace(first),
            playing=(say("Play"), say("Pause"), say("speed")),
            **dial,
        )

    @property
    def keeps(self) -> bool:
        """Whether the script runs and answers: then it is the one who shows frames."""
        return self._unanswered < PATIENCE

    @property
    def rests(self) -> bool:
        """Whether somebody looks who has received nearly all that was sent."""
        looked_at = self.comm and self.looked_at and self.keeps
        return bool(looked_at and self.film.on_their_way < AT_ONCE)

    def known(self, values: Mapping[str, Any]) -> Frame | None:
        """The frame of these values, if the page has it."""
        walked = self._walk.defaults if self._walk else {}
        others = {name: value for name, value in values.items() if name not in walked}
        self.film.set((others, self.sharpness))
        return self.film.frame(self._place(values))

    def next(self, shown: Mapping[str, Any]) -> dict[str, Any] | None:
        """The state whose frame to draw next while the page shows `shown`, or None."""
        if self._walk is None:
            return None
        places = self._walk.places
        ready = list(places)[: self._walk.ready(shown)]
        place = self.film.next(self._place(shown), ready)
        return None if place is None else {**shown, **places[place]}

    def greet(self, shown: Mapping[str, Any], frame: Frame) -> None:
        """A new page has nothing yet: send it what is shown."""
        self.film.begin()
        self._unanswered, self._settled, self._regions = inf, None, None
        self.send_ahead(shown, frame, shown)

    def answered(self, generation: int) -> None:
        """The page has received a frame of this generation."""
        self._unanswered = 0
        self.film.arrived(generation)

    def draw(self, message: Mapping[str, Any]) -> None:
        """The page reports where a finger draws, and waits with the next places for an answer."""
        try:
            self._touch.draw(message["drawn"], message["at"], goes_on=message["goes_on"])
        finally:
            self.send({"drawn": True})

    def show(self, values: Mapping[str, Any], frame: Frame) -> None:
        """The kernel's answer. The page shows it, unless the learner is elsewhere already."""
        if self.keeps and self.film.frame(self._place(values)) is not frame:
            self._transmit(values, frame, values, answer=True)
        with ExitStack() as stack:
            for widget, name, value in (
                (self.image, "value", frame.png),
                (self.said, "value", frame.said + ("" if self.keeps else _unseen(frame.alt))),
                (self.numbers, "value", frame.numbers),
                (self, "alt", frame.alt),
                (self, "focus", frame.focus),
            ):
                if self.keeps:  # the page sets it itself: it need not travel a second time
                    stack.enter_context(widget._lock_property(**{name: value}))
                setattr(widget, name, value)

    def send_ahead(self, values: Mapping[str, Any], frame: Frame, shown: Mapping[str, Any]) -> None:
        """Send a frame for later. shown: the state that the learner sees now."""
        self._transmit(values, frame, shown, answer=False)

    def settle(self) -> None:
        """Tell the page that the controls are where this generation was made for."""
        state = [
            getattr(one, "index" if one.has_trait("index") else "value") for one in self.others
        ]
        settled = {"generation": self.film.generation, "made_for": state}
        if self._walk and self.keeps and settled != self._settled:
            self._settled = settled
            self.send(settled)

    def _transmit(
        self, values: Mapping[str, Any], frame: Frame, at: Mapping[str, Any], **about: Any
    ) -> None:
        place = self._place(values)
        forget = self.film.keep(place, frame, self._place(at))
        self._unanswered += 1
        words = {name: getattr(frame, name) for name in ("said", "numbers", "alt", "focus")}
        about |= {"place": place, "generation": self.film.generation, "forget": forget}
        regions = self._touch.regions(frame.parts)
        if regions != self._regions:
            self._regions = about["regions"] = regions
        self.send(about | words, [frame.png])

    def _place(self, values: Mapping[str, Any]) -> float:
        return self._walk.place(values) if self._walk else 0


def _pace(control: Control) -> float:
    """The seconds of a step when this control is played; 0 if it is no walk of steps."""
    if not isinstance(control, Steps):
        return 0
    return min(SLOWEST, max(FASTEST, PLAYED / len(control.places)))


def _unseen(words: str) -> str:
    """Words for screen readers, where no script gives them to the picture itself."""
    return f'<div class="lesson-over">{escape(words)}</div>'


def _inputs(widgets: Iterable[Any]) -> list[Any]:
    """The widgets whose state a learner changes, among these and inside them."""
    found = []
    for widget in widgets:
        if hasattr(widget, "children"):
            found += _inputs(widget.children)
        elif not isinstance(widget, w.Button):
            found.append(widget)
    return found
