"""One App for every interactive: a picture, its description, and the controls."""

import asyncio
import base64
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from html import escape
from typing import Any, Self

import ipywidgets as w

from lessons_lib.app.controls import Control, Numbers, Steps
from lessons_lib.app.frames import Frame, sentence
from lessons_lib.app.open_pictures import OPEN_PICTURES, boxes_with, inside, used_elsewhere
from lessons_lib.app.page import PagePart
from lessons_lib.app.picture import Picture, Scene
from lessons_lib.app.refusal import plainly
from lessons_lib.app.words import Words
from lessons_lib.language import say
from lessons_lib.notation import plain

QUIET = 0.15  # seconds that all other controls rest before frames are drawn ahead
BREATH = 0.005  # seconds between two such frames: whoever moves a control is answered first
COLUMNS = {1: 1, 2: 2, 4: 2}  # in which so many controls below the first are set; else three
YIELD, LONGEST = 20, 5  # after a frame: times as long as it waited for the processor; at most, in s
SLOW = 0.1  # seconds of computing: no more such frames are drawn ahead, an answer would wait


class App(w.VBox):
    """An interactive: one keyword per value, one picture.

    `maker` is the lesson's function that returns this App; the repr shows its call, with
    `arguments` between the brackets. scene(fig) draws once and returns update(**values) -> Words,
    which moves artists. size is in inches of 100 CSS pixels. Changes that arrive while a picture
    is being drawn are merged; the last one is always drawn. An App is a widget and can be placed
    in other widgets.
    """

    def __init__(
        self,
        maker: Callable[..., "App"],
        scene: Scene,
        controls: Sequence[Control],
        size: tuple[float, float] = (9.6, 4.4),
        arguments: str = "",
    ) -> None:
        self._merging, self._drawing = threading.Lock(), threading.Lock()
        self._call = f"{maker.__module__.rpartition('.')[2]}.{maker.__name__}({arguments})"
        self._all = tuple(controls)
        self._controls = {name: control for control in controls for name in control.defaults}
        self._defaults = {name: v for control in controls for name, v in control.defaults.items()}
        self._home = self._defaults  # for Reset: the state the cell showed
        self._wanted, self._shown = self._defaults, dict[str, Any]()
        self._painted: dict[str, Any] | None = None  # None during an update, which may fail
        self._showing: int | None = None  # the thread that is updating the controls
        self._picture = Picture(scene, size)

        first, *others = controls
        reset = w.Button(description=say("Reset"))
        self._notes = {control: w.HTML() for control in controls}
        self._note = self._notes[first]  # of the last used control
        self._status, self._numbers = w.HTML(), w.HTML()
        size_in_pixels = {"width": f"{self._picture.width}", "height": f"{self._picture.height}"}
        self._image = w.Image(format="png", **size_in_pixels)
        self._page = PagePart(
            self._image, self._status, self._numbers, controls, self._picture.panels
        )
        self._ahead: asyncio.Task[None] | None = None
        self._rest = BREATH
        self._catch_up()
        bar = w.HBox([*first.widgets, reset, self._note])
        picture = w.Box([self._image])
        rows = [w.HBox([*control.widgets, self._notes[control]]) for control in others]
        parts = [bar, self._status, picture, *rows]
        if self._words.table:
            parts.append(w.ToggleButton(description=say("The numbers")))
        super().__init__([*parts, self._numbers, self._page])
        for part, name in (
            (self, "app"),
            (self._status, "says"),
            (picture, "picture"),
            (self._numbers, "numbers"),
        ):
            part.add_class(f"lesson-{name}")
        on_the_grid = sum(not isinstance(control, Numbers | Steps) for control in others)
        self.add_class(f"lesson-columns-{COLUMNS.get(on_the_grid, 3)}")
        for control, note in self._notes.items():
            note.add_class("lesson-says").add_class("lesson-note")
            tell = partial(_tell, note), partial(_complain, note)
            control.listen(partial(self._moved, note), *tell)
        reset.on_click(lambda _: self._moved(self._notes[first], **self._home))
        self._page.observe(lambda _: self._sharpen(), "sharpness")
        self._page.observe(lambda _: self._look_ahead(), "looked_at")
        self._page.on_msg(self._hear_page)

    @property
    def widget(self) -> Self:
        """The App itself, which is a widget."""
        return self

    @property
    def controls(self) -> tuple[Control, ...]:
        """Its controls, in order."""
        return self._all

    @property
    def values(self) -> dict[str, Any]:
        """The displayed state: keyword -> value."""
        return dict(self._shown)

    @property
    def words(self) -> Words:
        """The Words for the displayed state."""
        return self._words

    @plainly
    def set(self, **values: Any) -> Self:
        """Set these values and keep the others. Raises ValueError for an invalid value."""
        self._change(self._checked(values))
        return self

    def close(self) -> None:
        """Release the widgets and the figure; displayed again, the App is a still picture.

        It is removed from boxes that contain it, and what else is used elsewhere stays open: an
        open widget that refers to a closed one prevents all widgets of a page from being restored.
        """
        with self._drawing:
            for box in boxes_with(self):
                box.children = tuple(child for child in box.children if child is not self)
            for widget in set(inside(self)) - used_elsewhere(self):
                w.Widget.close(widget)
            self.__dict__.pop("_repr_mimebundle_", None)  # closing a widget removes this method
            self._picture.close()

    def _checked(self, values: dict[str, Any]) -> dict[str, Any]:
        unknown = values.keys() - self._controls.keys()
        if unknown:
            raise ValueError(
                say(
                    "{call} has no setting {name!r}. Its settings are {names}.",
                    call=self._call,
                    name=min(unknown),
                    names=say(", ").join(self._defaults),
                )
            )
        return {name: self._controls[name].check(name, value) for name, value in values.items()}

    def _change(self, values: dict[str, Any]) -> None:
        with self._merging:
            self._wanted = self._wanted | values
        for note in self._notes.values():
            note.value = ""
        self._catch_up()

    def _catch_up(self) -> None:
        # The lock holder drains pending updates; other threads return. An interrupt may come after
        # any call, but it never leaves the lock of a `with` held.
        failed: Exception | None = None
        while self._wanted is not self._shown and not self._drawing.locked():
            with self._drawing:
                failed = self._draw(self._wanted) or failed
        if failed:
            raise failed

    def _draw(self, wanted: dict[str, Any]) -> Exception | None:
        try:
            # Controls before the picture: whoever has seen it may type into a box at once.
            self._show_controls(wanted)
            if wanted != self._painted:
                self._painted = None
                self._words = self._show(wanted)
                self._painted = wanted
            self._shown = wanted
            self._look_ahead()
        except Exception as error:
            self._show_controls(self._shown or self._defaults)
            mistake = f"{type(error).__name__}: {error}"
            _complain(self._note, say("{mistake} This is our mistake, not yours.", mistake=mistake))
            return error
        finally:
            with self._merging:
                if self._wanted is wanted:
                    self._wanted = self._shown
        return None

    def _show(self, values: dict[str, Any]) -> Words:
        frame = self._frame(values)
        self._page.show(values, frame)
        return frame.words

    def _frame(self, values: dict[str, Any]) -> Frame:
        """The frame of this state: drawn, unless the page has it."""
        self._picture.sharpen(self._page.sharpness)
        return self._page.known(values) or Frame.drawn(self._picture, values)

    def _hear_page(self, _: Any, message: dict[str, Any], __: Any) -> None:
        if "hello" in message:
            with self._drawing:
                self._page.greet(self._shown, self._frame(self._shown))
            self._catch_up()
        elif "drawn" in message:
            self._page.draw(message)
        else:
            self._page.answered(message["got"])
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Send frames for later, while somebody is looking and there is nothing else to do."""
        if self._wanted is self._shown:
            self._page.settle()
        if self._ahead is None and self._page.rests:
            with suppress(RuntimeError):  # no event loop, as in a plain script
                self._ahead = asyncio.get_running_loop().create_task(self._send_ahead())

    async def _send_ahead(self) -> None:
        try:
            while self._page.rests and (values := self._page.next(self._shown)):
                pause = self._page.film.young(max(QUIET, self._rest))
                if pause or self._drawing.locked():
                    await asyncio.sleep(pause or BREATH)
                    continue
                start, computed = time.perf_counter(), time.thread_time()
                with self._drawing:
                    self._page.send_ahead(values, self._frame(values), self._shown)
                computed = time.thread_time() - computed
                self._page.film.drawn_ahead(slow=computed > SLOW)
                # A processor that is waited for is needed by others, perhaps by a class of them.
                waited = time.perf_counter() - start - computed
                self._rest = min(LONGEST, max(BREATH, YIELD * waited))
                self._catch_up()
                await asyncio.sleep(self._rest)
        except Exception:  # whoever reaches this state gets the message
            self._page.film.wound_up = True
        finally:
            self._ahead = None

    def _show_controls(self, values: dict[str, Any]) -> None:
        self._showing = threading.get_ident()
        try:
            for control in self._all:
                control.show(values)
        finally:
            self._showing = None

    def _moved(self, note: Any, **values: Any) -> None:
        """The learner moved the control with this note; a control sends only valid values."""
        if self._showing == threading.get_ident():
            return  # not the learner: `show` moved the control
        self._note = note
        self._change(values)

    def _sharpen(self) -> None:
        """The page reports its number of device pixels per CSS pixel."""
        with self._drawing:
            self._show(self._shown)
        self._catch_up()
        self._look_ahead()

    @property
    def code(self) -> str:
        """One line of Python that recreates what is shown."""
        return self.call(self._shown)

    def call(self, values: Mapping[str, Any]) -> str:
        """One line of Python that shows these values: six_neurons.walk().set(moment='z3')."""
        changed = {k: v for k, v in values.items() if v != self._defaults[k]}
        return f"{self._call}.set({keywords(changed)})" if changed else self._call

    def __repr__(self) -> str:
        said = map(plain, (self._words.status, *self._words.formula, self._words.alt))
        return "\n".join([self.code, *said, *filter(None, [self._words.code])])

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        self._home = self._shown
        self._go_on(OPEN_PICTURES.show(self))
        bundle = dict(super()._repr_mimebundle_()) if self.comm else {}
        size = {"width": self._picture.width, "height": self._picture.height}
        with self._drawing:
            self._picture.update(**self._shown)  # a failed update may have moved some artists
            still = base64.b64encode(self._picture.still()).decode()
            bundle |= {"text/plain": repr(self), "image/png": still}
            metadata = {"image/png": size | {"alt": plain(self._words.alt)}}
        self._catch_up()
        return bundle, metadata

    def _go_on(self, before: list[Any]) -> None:
        """When a cell runs again, restore the state in which the learner left the interactive.

        Values that the cell itself sets take precedence.
        """
        same = [app for app in before if isinstance(app, App) and app._call == self._call]
        if same and self not in before and self._shown == self._defaults:
            before.remove(same[0])
            self.set(**same[0].values)


def keywords(values: Mapping[str, Any]) -> str:
    """The values as Python passes them in a call: moment='z3', x1=2."""
    return ", ".join(f"{name}={repr(value).removesuffix('.0')}" for name, value in values.items())


def _tell(note: Any, text: str) -> None:
    note.value = sentence(text)


def _complain(note: Any, text: str) -> None:
    said, *place = text.split("\n")  # of what was typed, with an arrow below
    unchanged = say("The picture shows the last state that worked.")
    shown = f"<pre>{escape(chr(10).join(place))}</pre>" if place else ""
    note.value = f'<div class="lesson-error">{escape(said)} {unchanged}{shown}</div>'
