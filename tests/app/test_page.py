"""The style and the script that every App brings to the page."""

import re
from pathlib import Path

import pytest

from lessons_lib import app

from .dot import dot_app, inside

HERE = Path(app.__file__).parent / "browser"
CSS = (HERE / "page.css").read_text(encoding="utf-8")


def test_the_page_gets_the_files():
    page = dot_app()._page
    assert all(path.read_text(encoding="utf-8") in page._esm for path in HERE.glob("*.js"))
    assert page._css == CSS


def test_the_style_is_whole():
    css = re.sub(r"/\*.*?\*/", "", CSS)
    assert css.count("{") == css.count("}") > 5
    assert re.search(r"https?:|//|@import|url\(", css) is None  # it works without a network
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", css)
    for rule in rules:
        for selector in re.split(r",(?![^()]*\))", rule):  # not those in brackets
            assert ".lesson-" in selector, f"{selector.strip()} reaches beyond our own elements"


@pytest.mark.parametrize("name", ["app", "says", "picture", "numbers", "box", "unlabelled"])
def test_the_style_finds_its_widgets(name):
    assert re.search(rf"\.lesson-{name}\b", CSS)
    classes = [c for widget in inside(dot_app()) for c in getattr(widget, "_dom_classes", ())]
    assert f"lesson-{name}" in classes


def test_every_class_in_the_words_has_a_style_or_a_purpose():
    for name in ("status", "formula", "error"):
        assert f".lesson-{name}" in CSS
