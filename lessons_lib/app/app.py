"""One App for every interactive: a picture, its description, and the controls."""

import base64
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape
from itertools import groupby
from typing import Any, Self

import ipywidgets as w

from lessons_lib.app.controls import Choice, Control, Presets
from lessons_lib.app.open_pictures import OPEN_PICTURES, boxes_with
from lessons_lib.app.page import page
from lessons_lib.app.picture import SHARPNESS, Picture, Scene
from lessons_lib.app.words import Words
from lessons_lib.language import say
from lessons_lib.notation import markup, plain


class App(w.VBox):
    """An interactive: one keyword per value, one picture.

    `maker` is the lesson's function that returns this App; the repr shows its call. scene(fig)
    draws once and returns update(**values) -> Words, which moves artists. size is in inches of
    100 CSS pixels. Changes that arrive while a picture is being drawn are merged; the last one
    is always drawn. An App is a widget and can be placed in other widgets.
    """

    def __init__(
        self,
        maker: Callable[..., "App"],
        scene: Scene,
        controls: Sequence[Control],
        size: tuple[float, float] = (9.6, 4.4),
    ) -> None:
        self._merging, self._drawing = threading.Lock(), threading.Lock()
        self._call = f"{maker.__module__.rpartition('.')[2]}.{maker.__name__}()"
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
        self._status, self._image, self._numbers = w.HTML(), w.HTML(), w.HTML()
        self._needed = w.FloatText(SHARPNESS, description="sharpness", layout={"display": "none"})
        self._catch_up()
        bar = w.HBox([*first.widgets, reset, self._note])
        parts = [bar, self._status, self._image, *self._rows(others)]
        if self._words.table:
            parts.append(w.ToggleButton(description=say("The numbers")))
        super().__init__([*parts, self._numbers, self._needed, w.HTML(page())])
        for part, name in (
            (self, "app"),
            (self._status, "says"),
            (self._image, "picture"),
            (self._numbers, "numbers"),
            (self._needed, "needed"),
        ):
            part.add_class(f"lesson-{name}")
        for control, note in self._notes.items():
            note.add_class("lesson-says").add_class("lesson-note")
            tell = partial(_tell, note), partial(_complain, note)
            control.listen(partial(self._moved, note), *tell)
        reset.on_click(lambda _: self._moved(self._notes[first], **self._home))
        self._needed.observe(lambda _: self._sharpen(), "value")

    def _rows(self, controls: Sequence[Control]) -> Iterator[Any]:
        """The widgets of the controls with their notes; neighbouring lists share a row."""
        for lists, neighbours in groupby(controls, lambda one: isinstance(one, Choice | Presets)):
            for row in [list(neighbours)] if lists else [[control] for control in neighbours]:
                widgets = [widget for control in row for widget in control.widgets]
                yield w.HBox([*widgets, *(self._notes[control] for control in row)])

    @property
    def widget(self) -> Self:
        """The App itself, which is a widget."""
        return self

    @property
    def values(self) -> dict[str, Any]:
        """The displayed state: keyword -> value."""
        return dict(self._shown)

    @property
    def words(self) -> Words:
        """The Words for the displayed state."""
        return self._words

    def set(self, **values: Any) -> Self:
        """Set these values and keep the others. Raises ValueError for an invalid value."""
        self._change(self._checked(values))
        return self

    def close(self) -> None:
        """Release the widgets and the figure; displayed again, the App is a still picture.

        It is removed from boxes that contain it: a closed widget in an open box prevents
        all widgets of a page from being restored on reload.
        """
        with self._drawing:
            for box in boxes_with(self):
                box.children = tuple(child for child in box.children if child is not self)
            for widget in list(_inside(self)):
                w.Widget.close(widget)
            self.__dict__.pop("_repr_mimebundle_", None)  # closing a widget removes this method
            self._picture.close()

    def _checked(self, values: dict[str, Any]) -> dict[str, Any]:
        unknown = values.keys() - self._controls.keys()
        if unknown:
            raise ValueError(
                say(
                    "{call} has no value {name!r}; it has {names}.",
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
            if wanted != self._painted:
                self._painted = None
                self._words = self._show(wanted)
                self._painted = wanted
            self._shown = wanted
            self._show_controls(wanted)
        except Exception as error:
            mistake = f"{type(error).__name__}: {error}"
            _complain(self._note, say("{mistake} This is our mistake, not yours.", mistake=mistake))
            return error
        finally:
            with self._merging:
                if self._wanted is wanted:
                    self._wanted = self._shown
        return None

    def _show(self, values: dict[str, Any]) -> Words:
        self._picture.sharpen(self._needed.value)
        words: Words = self._picture.update(**values)
        source = base64.b64encode(self._picture.png()).decode()
        image = (
            f'<img width="{self._picture.width}" height="{self._picture.height}" '
            f'alt="{escape(plain(words.alt))}" src="data:image/png;base64,{source}">'
        )
        lines = "".join(f"<div>{markup(line)}</div>" for line in words.formula)
        status = _said(words.status) + f'<div class="lesson-formula">{lines}</div>'
        numbers = words.table.html() if words.table else ""
        # create all widgets before displaying any
        self._image.value, self._status.value, self._numbers.value = image, status, numbers
        return words

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

    def __repr__(self) -> str:
        changed = {k: v for k, v in self._shown.items() if v != self._defaults[k]}
        state = ", ".join(
            f"{name}={repr(value).removesuffix('.0')}" for name, value in changed.items()
        )
        call = f"{self._call}.set({state})" if changed else self._call
        said = (self._words.status, *self._words.formula, self._words.alt)
        return "\n".join([call, *map(plain, said)])

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


def _inside(widget: Any) -> Iterator[Any]:
    """The widget and all widgets it consists of: children, layouts, styles."""
    yield widget
    for name in widget.keys:
        value = getattr(widget, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, w.Widget):
                yield from _inside(part)


def _said(text: str) -> str:
    return f'<div class="lesson-status">{markup(text)}</div>'


def _tell(note: Any, text: str) -> None:
    note.value = _said(text)


def _complain(note: Any, text: str) -> None:
    unchanged = say("The picture shows the last state that worked.")
    note.value = f'<div class="lesson-error">{escape(text)} {unchanged}</div>'
