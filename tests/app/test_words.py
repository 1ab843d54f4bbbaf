"""What is said becomes HTML: the notation, and nothing else, becomes tags."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons_lib.app import Table
from lessons_lib.app.words import markup, plain

from .dot import Page

EVIL = "<script>alert(1)</script> & \"quotes\" 'single' </div> <img src=x onerror=y> &lt;"
notation = st.text(st.sampled_from("_^{}az1−<>&\"';"), max_size=14)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("z_1 = 4", "z<sub>1</sub> = 4"),
        ("w_{a1→z3}", "w<sub>a1→z3</sub>"),
        ("ŷ_2 and x_i", "ŷ<sub>2</sub> and x<sub>i</sub>"),
        ("σ′(z_6)", "σ′(z<sub>6</sub>)"),
        ("x^2", "x<sup>2</sup>"),
        ("e^{−z}", "e<sup>−z</sup>"),
        ("1 / (1 + e^{−z_3})", "1 / (1 + e<sup>−z<sub>3</sub></sup>)"),
        ("w_{a^{2}}", "w<sub>a<sup>2</sup></sub>"),
        ("θ^{t_{k+1}}_i", "θ<sup>t<sub>k+1</sub></sup><sub>i</sub>"),
        ("z_12", "z<sub>1</sub>2"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("x_{<b>}", "x<sub>&lt;b&gt;</sub>"),
        ("w_{}", "w<sub></sub>"),
        ("2 _ 3 ^ 4", "2 _ 3 ^ 4"),
        ("", ""),
    ],
)
def test_markup(text, html):
    assert markup(text) == html


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("z_1 = 4", "z1 = 4"),
        ("∂C/∂w_{a1→z3}", "∂C/∂w(a1→z3)"),
        ("e^{−z_3}", "e^(−z3)"),
        ("θ^{12} = θ^{1} − e^{−(−2)}", "θ^12 = θ^1 − e^(−(−2))"),
        ("a < b", "a < b"),
    ],
)
def test_plain(text, simple):
    assert plain(text) == simple


@given(notation)
@settings(deadline=None)
def test_markup_is_nested_and_knows_two_tags(text):
    page = Page(f"<p>{markup(text)}</p>")
    assert set(page.tags) <= {"p", "sub", "sup"}
    assert len(page.tags) - 1 + sum(map(page.texts()[0].count, "_^")) == sum(map(text.count, "_^"))


@given(st.text(st.characters(exclude_characters="_^{}\r\0", codec="utf-8"), max_size=20))
@settings(deadline=None)
def test_other_text_stays_as_it_is(text):
    assert Page(f"<p>{markup(text)}</p>").texts() == [text]


def test_nothing_else_becomes_a_tag():
    assert Page(markup(EVIL)).tags == []
    page = Page(f"<p>{markup(EVIL)}</p>")
    assert page.texts() == [EVIL]


def test_table():
    rows = [("w_1", "1", "2"), ("b", "3", "4"), ("c", "5", "6")]
    page = Page(Table(("parameter", "value", "∂C/∂w_1"), rows, lit=1).html())
    row = ["tr", "th", "td", "td"]
    assert page.tags == [
        *("table", "thead", "tr", "th", "th", "th", "sub"),
        *("tbody", "tr", "th", "sub", "td", "td", *row, *row),
    ]
    assert page.texts(scope="col") == ["parameter", "value", "∂C/∂w1"]
    assert page.texts(scope="row") == ["w1", "b", "c"]
    assert [tag for tag, attrs, _ in page.elements if "scope" in attrs] == ["th"] * 6
    cells = ["".join(texts) for tag, _, texts in page.elements if tag == "td"]
    assert cells == ["1", "2", "3", "4", "5", "6"]
    (lit,) = [element for element in page.elements if "aria-current" in element[1]]
    assert lit == ("tr", {"class": "lit", "aria-current": "true"}, ["b", "3", "4"])


def test_table_without_a_lit_row_or_any_row():
    page = Page(Table(("a", "b"), [("1", "2")]).html())
    assert all(
        "class" not in attrs and "aria-current" not in attrs for _, attrs, _ in page.elements
    )
    assert Page(Table(("a",), []).html()).tags == ["table", "thead", "tr", "th", "tbody"]


def test_table_holds_text_alone():
    page = Page(Table((EVIL, EVIL), [(EVIL, EVIL)], lit=0).html())
    assert page.tags == ["table", "thead", "tr", "th", "th", "tbody", "tr", "th", "td"]
    assert page.texts(scope="col") == [EVIL, EVIL]
