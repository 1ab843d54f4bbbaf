"""Learner input is displayed as text: no tag, no handler and no address of theirs."""

import ast
from contextlib import nullcontext, suppress
from html.parser import HTMLParser

import ipywidgets as w
import nbformat
import pytest
from interactives import NOTEBOOKS, inside
from traitlets import TraitError

from lessons_lib.app import App, Choice, Slider, Words
from lessons_lib.app.answer_box import AnswerBox
from lessons_lib.exercise import Code, Exercise, Prediction, Predictions
from lessons_lib.self_check import Finding, SelfCheck
from lessons_lib.teaching import answers

TYPED = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</div><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "_{<b onclick=alert(1)>}^{</style><script>alert(1)</script>}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]
TAGS = {"div", "span", "pre", "sub", "sup", "br", "img", "style", "ul", "li", "p", "strong"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"class", "role", "aria-live", "aria-current", "scope", "style", "width", "height"}
ATTRIBUTES |= {"alt", "src"}


def trouble(html):
    """Each tag or attribute of a page that is not ours."""
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.extend({tag} - TAGS)
            for name, value in attrs:
                ours = name != "src" or value.startswith("data:image/png;base64,")
                if name not in ATTRIBUTES or not ours or (name == "style" and "alert" in value):
                    found.append(f"{tag} {name}")

    reader = Reader()
    reader.feed(html)
    reader.close()
    return found


@pytest.mark.parametrize("typed", TYPED[:-1])
def test_the_reader_sees_it(typed):
    assert trouble(f'<div class="{typed}">{typed}</div>')


def interactives(path):
    """Every App that a notebook shows."""
    names = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            *before, last = ast.parse(cell.source).body
            if not isinstance(last, ast.Expr):
                before.append(last)
                last = None
            exec(compile(ast.Module(before, []), path.name, "exec"), names)
            shown = last and eval(compile(ast.Expression(last.value), path.name, "eval"), names)
            if isinstance(shown, App):
                yield shown


def pages(app):
    """All HTML that an App has on the page."""
    return [part.value for part in inside(app) if isinstance(part, w.HTML)]


@pytest.mark.usefixtures("words_alone")
@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("[!.]*.ipynb")), ids=lambda path: path.stem)
def test_every_control_of_every_lesson(path):
    for app in interactives(path):
        for control in app._all:  # the App takes these as they are
            for preset in (
                *getattr(control, "_presets", {}).values(),
                getattr(control, "_also", {}),
            ):
                assert app._checked(preset) == preset
        boxes = [part for part in inside(app) if "value" in part.keys]
        for typed in TYPED:
            for box in boxes:  # what a page could send, whatever its box lets through
                if not isinstance(box, w.HTML):
                    with suppress(TraitError, ValueError, TypeError):
                        box.set_state({"value": typed, "index": typed})
            for name in app.values:
                any_text = isinstance(app._controls[name], AnswerBox)
                with nullcontext() if any_text else pytest.raises(ValueError):
                    app.set(**{name: typed})
                assert [trouble(page) for page in pages(app)] == [[]] * len(pages(app))


def test_words_that_hold_what_was_typed():
    for typed in TYPED:

        def scene(fig, typed=typed):
            return lambda **values: Words(status=typed, alt=typed, formula=(typed,))

        app = App(repr, scene, [Slider("x", "x", 0, 0, 1, 1), Choice("c", "c", 1, {typed: 1})])
        assert [trouble(page) for page in pages(app)] == [[]] * len(pages(app))
        assert "<script" not in app._repr_mimebundle_()[0].get("text/html", "")


def answers_that_carry(typed):
    """Malicious answers in place of the blank."""

    class Named:
        def __repr__(self):
            return typed

    def function(*_):
        raise ValueError(typed)

    def returns(*_):
        return typed

    function.__name__ = returns.__name__ = typed
    return [typed, [typed] * 3, {typed: typed}, Named(), [Named()], function, returns]


def checks(module):
    kinds = (Exercise, Code, Prediction, Predictions)
    return [value for value in vars(module).values() if isinstance(value, kinds)]


@pytest.mark.parametrize("module", answers.lessons(), ids=lambda module: module.__name__)
def test_every_exercise(module):
    assert checks(module)
    for check in checks(module):
        for typed in TYPED:
            for answer in answers_that_carry(typed):
                said = check.compared() if isinstance(check, Predictions) else check(answer)
                assert trouble(said._repr_html_()) == []


def test_what_is_said_about_a_machine():
    said = SelfCheck(tuple(Finding(False, typed) for typed in TYPED))
    assert trouble(said._repr_html_()) == []
