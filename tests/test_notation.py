"""Numbers have one form, and markup converts only the notation to HTML tags."""

import math
import re

import numpy as np
import pytest
from app.dot import Page
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading import read

from lessons_lib.notation import (
    Table,
    markup,
    nearly,
    number,
    plain,
    subscript,
    superscript,
    typeset,
    typeset_lines,
)

EVIL = "<script>alert(1)</script> & \"quotes\" 'single' </div> <img src=x onerror=y> &lt;"
notation = st.text(st.sampled_from("_^{}az1−<>&\"';"), max_size=14)


finite = st.floats(-1e300, 1e300)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4, "4"),
        (0.5, "0.5"),
        (-0.09027, "−0.0903"),
        (1.8379, "1.84"),
        (0.1 + 0.2, "0.3"),
        (2.1e-5, "2.1×10⁻⁵"),
        (-1e-12, "−10⁻¹²"),
        (12.345, "12.3"),
        (999, "999"),
        (1234, "1234"),
        (-12345.6, "−12346"),
        (1e6, "10⁶"),
        (-2.5e7, "−2.5×10⁷"),
        (0, "0"),
        (0.0, "0"),
        (-0.0, "0"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "nan"),
        (np.float64(0.25), "0.25"),
        (np.float32(-0.1), "−0.1"),
        (np.int64(7), "7"),
        (np.array(2.5), "2.5"),
    ],
)
def test_number(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(999.6, "1000"), (-999.9, "−1000"), (1e10, "10¹⁰"), (-2.5e100, "−2.5×10¹⁰⁰")],
)
def test_number_at_its_seams(value, text):
    assert number(value) == text


@given(finite)
@example(5e-324)
@settings(deadline=None)
def test_number_is_close(value):
    shown = read(number(value))
    assert shown == pytest.approx(value, rel=0.005, abs=5e-324)
    assert math.copysign(1, shown) == math.copysign(1, value or 0)


@given(finite)
@settings(deadline=None)
def test_number_has_three_digits(value):
    digits = number(value).lstrip("−").partition("×")[0].replace(".", "").lstrip("0")
    assert len(re.sub("10[⁻⁰-⁹¹²³]+", "1", digits)) <= 3 or 1000 <= abs(value) < 1e6
    assert len(number(value)) <= 12


@given(finite)
@settings(deadline=None)
def test_number_knows_one_zero_and_one_minus(value):
    text = number(value)
    assert text != "−0"
    if value:
        assert number(-abs(value)) == "−" + number(abs(value))


@given(st.integers(-999, 999), st.integers(0, 6))
@settings(deadline=None)
def test_number_keeps_what_three_digits_can_hold(digits, places):
    assert read(number(digits / 10**places)) == digits / 10**places


@pytest.mark.parametrize(
    ("value", "size", "text"),
    [
        (0, 1, "0"),
        (1e-14, 1, "10⁻¹⁴"),
        (9e-16, 1, "≈ 0"),
        (-8.67e-18, 1, "≈ 0"),
        (9e-14, 100, "≈ 0"),
        (-0.25, 1, "−0.25"),
    ],
)
def test_what_rounding_leaves_is_nearly_zero(value, size, text):
    assert nearly(value, size) == text


def test_subscript_and_superscript():
    assert subscript("w z10 → a2") == "w z₁₀ → a₂"
    assert superscript("θ12 10-3") == "θ¹² ¹⁰⁻³"


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
        (f"θ_1 = {nearly(1e-40)}", "θ<sub>1</sub> ≈ 0"),
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
        ("e^{−z_{10}} + x_1", "e^(−z10) + x1"),
        ("e^{−z_3}", "e^(−z3)"),
        ("θ^{12} = θ^{1} − e^{−(−2)}", "θ^12 = θ^1 − e^(−(−2))"),
        ("a < b", "a < b"),
        (f"L = {nearly(1e-40)}", "L ≈ 0"),
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


@pytest.mark.parametrize(("lit", "marked"), [(1, [1]), ([0, 2], [0, 2]), ([], []), (None, [])])
def test_any_number_of_rows_can_be_marked(lit, marked):
    page = Page(Table(("a",), [("0",), ("1",), ("2",)], lit=lit).html())
    assert [texts for _, attrs, texts in page.elements if "aria-current" in attrs] == [
        [str(row)] for row in marked
    ]


def spans(html):
    """What is in spans of a class of ours, by class."""
    return re.findall(r'<span class="([^"]*)">((?:<span[^>]*>.*?</span>|.)*?)</span>', html)


def without_tags(html):
    return re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("dy/dx = 2", "dy", "dx"),
        ("Δz/Δx = 3", "Δz", "Δx"),
        ("∂C/∂w_{a3→z5} = 2", "∂C", "∂w<sub>a3→z5</sub>"),
        ("∂z_3/∂b_3 = 1", "∂z<sub>3</sub>", "∂b<sub>3</sub>"),
        ("∂C/∂z″ = 1", "∂C", "∂z″"),
        ("= (−0.75) / 0.5", "(−0.75)", "0.5"),
    ],
)
def test_a_fraction_is_typeset(text, above, below):
    html = typeset(text)
    assert f"<span>{above}</span>" in html and f"<span>{below}</span></span>" in html
    assert html.count("lesson-fraction") == 1


@pytest.mark.parametrize(
    "text", ["1/x1/2a", "and/or", "y_1/2", "http://x", "n/a", "1 / (1 + e^{−z})"]
)
def test_other_strokes_are_no_fractions(text):
    assert typeset(text) == markup(text)


@given(notation)
@example("∂C/∂z_1/∂C/∂a_1")
def test_typesetting_changes_no_word(text):
    assert without_tags(typeset(text)) == without_tags(markup(text))


def test_what_goes_forward_and_what_comes_back_have_their_colours():
    html = typeset("∂C/∂w_{a3→z5} = a_3 · ∂C/∂z_5")
    coloured = [(name, without_tags(inside)) for name, inside in spans(html)]
    assert coloured[1] == ("lesson-forward", "a3")
    assert coloured[2][0] == "lesson-fraction lesson-backward"
    assert "lesson-forward" not in typeset("z_3 = w_{a1→z3} · a_1")


def coloured(lines):
    return [(name, without_tags(inside)) for name, inside in spans(list(typeset_lines(lines))[1])]


def test_a_number_has_the_colour_of_its_symbol():
    backward = "lesson-backward"
    assert coloured(
        ("∂C/∂z_2 = σ′(z_2) · (w_{a2→z3} · ∂C/∂z_3)", "= 0.105 · ((−1) · (−0.0458)) = 0.00481")
    ) == [(backward, "−0.0458"), (backward, "0.00481")]
    assert coloured(("∂C/∂w_{x1→z1} = x_1 · ∂C/∂z_1", "= 1 · (−3×10⁻⁵) = −3×10⁻⁵")) == [
        ("lesson-forward", "1"),
        (backward, "−3×10⁻⁵"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("z_3 = w_{a1→z3} · a_1", "= 2 · 0.982 = 1.96"),  # nothing goes back
        ("∂C/∂z_1 = σ′(z_1) · ∂C/∂a_1", "= 0.25 · 4 · 2 = 2"),  # which number is which?
        ("∂C/∂z_1 = a_1 − ŷ_1", "= 1 / 2 − 3 = −2.5"),
    ],
)
def test_other_numbers_have_no_colour(lines):
    assert not [
        name for name, _ in coloured(lines) if name in ("lesson-forward", "lesson-backward")
    ]


@given(st.lists(notation.map("= {}".format)))
@example(["∂C/∂z_1 = a_1", "= 2 = 2"])
def test_lines_are_typeset_without_changing_a_word(lines):
    told = list(map(without_tags, typeset_lines(lines)))
    assert told == [without_tags(markup(line)) for line in lines]
