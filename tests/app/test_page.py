"""The style and the script that every App brings to the page."""

import re

import pytest

from lessons_lib.app.style import page

from .dot import Page, dot_app, inside


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


def test_the_script_is_whole():
    script = element("img")[1]["onerror"].strip()
    assert script.startswith("(function (app) {")
    assert script.endswith("})(this.closest('.lesson-app'))")
    assert f'onerror="\n{script}\n">' in page()  # no entity in it: it is read as it is written
    assert "//" not in script
    for start, end in ("()", "{}", "[]"):
        assert script.count(start) == script.count(end)
    assert script.count("'") % 2 == 0


def test_the_style_is_whole():
    css = "".join(element("style")[2])
    assert css.count("{") == css.count("}") > 5
    assert re.search(r"https?:|//|@import|url\(", css) is None  # it works without a network
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", css)
    for rule in rules:
        for selector in rule.split(","):
            assert ".lesson-" in selector, f"{selector.strip()} reaches beyond our own elements"


@pytest.mark.parametrize("name", ["app", "bar", "says", "picture", "numbers", "box", "unlabelled"])
def test_the_style_finds_its_widgets(name):
    css = "".join(element("style")[2])
    assert re.search(rf"\.lesson-{name}\b", css)
    classes = [c for widget in inside(dot_app()) for c in getattr(widget, "_dom_classes", ())]
    assert f"lesson-{name}" in classes


def test_every_class_in_the_words_has_a_style_or_a_purpose():
    css = "".join(element("style")[2])
    for name in ("status", "formula", "error"):
        assert f".lesson-{name}" in css
