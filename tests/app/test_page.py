"""The style and the script that every App brings to the page."""

import re
from pathlib import Path

import pytest

from lessons_lib import app
from lessons_lib.app.page import page

from .dot import Page, dot_app, inside

PAGE = Path(app.__file__).parent


def element(tag):
    (found,) = [element for element in Page(page()).elements if element[0] == tag]
    return found


def test_a_style_and_an_image_that_starts_the_script():
    assert Page(page()).tags == ["style", "img"]
    _, attrs, _ = element("img")
    assert attrs.keys() == {"alt", "hidden", "src", "onerror"}
    assert attrs["alt"] == ""  # nothing to read out
    assert attrs["src"] == "data:,"  # no image, and nothing is fetched: the error starts the script
    assert element("style")[1] == {}


def test_the_script_is_that_of_the_file():
    script = element("img")[1]["onerror"]
    assert script.startswith((PAGE / "page.js").read_text(encoding="utf-8"))
    assert script.endswith("accompany(this.closest('.lesson-app'), 0.5, 2.0);")


def test_the_style_is_whole():
    css = re.sub(r"/\*.*?\*/", "", "".join(element("style")[2]))
    assert css.count("{") == css.count("}") > 5
    assert re.search(r"https?:|//|@import|url\(", css) is None  # it works without a network
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", css)
    for rule in rules:
        for selector in rule.split(","):
            assert ".lesson-" in selector, f"{selector.strip()} reaches beyond our own elements"


@pytest.mark.parametrize("name", ["app", "says", "picture", "numbers", "box", "unlabelled"])
def test_the_style_finds_its_widgets(name):
    css = "".join(element("style")[2])
    assert re.search(rf"\.lesson-{name}\b", css)
    classes = [c for widget in inside(dot_app()) for c in getattr(widget, "_dom_classes", ())]
    assert f"lesson-{name}" in classes


def test_every_class_in_the_words_has_a_style_or_a_purpose():
    css = "".join(element("style")[2])
    for name in ("status", "formula", "error"):
        assert f".lesson-{name}" in css
