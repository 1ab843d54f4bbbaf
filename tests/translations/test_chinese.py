"""Chinese is set as Chinese: wide punctuation, spaces at letters, nothing slanted, bold seen."""

import re

import nbformat
import pytest
import translate
import weave

HAN = "[一-鿿]"
NARROW = rf"{HAN}[,;:!?]|[，。：；！？、] (?!\|)|(?<!\|) [，。：；！？、]"
BESIDE = r"[A-Za-z0-9$`Α-Ωα-ω∂∇′⁰¹²³⁴-⁹₀-₉−+×=√½¼]"
BADLY_SET = re.compile(rf".{{0,9}}(?:{NARROW}|{HAN}{BESIDE}|{BESIDE}{HAN}).{{0,9}}")
SLANTED = re.compile(r"\*[^\s*][^*\n]*\*|</?(?:em|i)>")
# What is no sentence: programs, where links lead, words inside formulas.
PROGRAM = re.compile(r"```.*?```|<!--.*?-->", re.DOTALL)
NO_SENTENCE = re.compile(r"\]\([^)\s]*\)|\\text\{[^{}]*\}|https?://\S+")
FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$]+\$|`[^`]*`|\*\*", re.DOTALL)

BOLD = re.compile(r"(.?)\*\*([^*\n]+)\*\*(.?)")

LESSONS = sorted((weave.NOTEBOOKS / "zh").glob("*.ipynb"))
PAGES = [
    *(weave.NOTEBOOKS / "zh").glob("prose/*.md"),
    *weave.NOTEBOOKS.parent.glob("*.zh.md"),
    *weave.NOTEBOOKS.parent.glob("docs/*.zh.md"),
    weave.NOTEBOOKS / "zh" / "glossary.md",
]


def badly_set(text):
    return BADLY_SET.findall(NO_SENTENCE.sub("", PROGRAM.sub("", text)))


def slanted(text):
    return SLANTED.findall(FORMULA.sub("", PROGRAM.sub("", text)))


def not_seen_bold(text):
    """Where Markdown shows the stars: between a word outside and a sign inside."""
    return [
        bold[0]
        for bold in BOLD.finditer(PROGRAM.sub("", text))
        if (bold[1].isalnum() and not bold[2][0].isalnum() and bold[2][0] not in "$`")
        or (bold[3].isalnum() and not bold[2][-1].isalnum() and bold[2][-1] not in "$`")
    ]


@pytest.mark.parametrize(
    "text", ["6 个, 第 2 层", "动量: g", "到 z。 边上", "一个网络 ，", "如果σ′", "6个", "由$x$ 得"]
)
def test_what_is_badly_set_is_found(text):
    assert badly_set(text)


def test_what_is_well_set_is_not():
    text = "第 1 层：6 个。由 $x$ 得**和**，见[第 2 课](02.ipynb)。没有 'cn', 'zh'。"
    assert badly_set(text) == slanted(text) == []
    assert slanted("这是*斜体*。") and not slanted("$a * b$ 和 `c * d`，**粗体**")
    assert not_seen_bold("**答案：**6") and not_seen_bold("见**“数”**。")
    assert not_seen_bold("**答案：** 6，见**数**和**表**。**注意。** 好") == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page(path):
    text = path.read_text(encoding="utf-8")
    assert badly_set(text) == slanted(text) == not_seen_bold(text) == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_what_a_lesson_says(path):
    texts = []
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            said = {k: v for k, v in output.get("data", {}).items() if not k.startswith("image/")}
            texts += [*said.values(), output.get("text", "")]
    assert texts
    seen = [re.sub(r"<style.*?</style>|<[^>]*>", "\n", text, flags=re.DOTALL) for text in texts]
    assert [found for text in seen for found in badly_set(text)] == []


def test_the_catalogue():
    texts = [message.string for message in translate.translated("zh") if message.id]
    assert [found for text in texts for found in badly_set(text)] == []
    filled = [re.sub(r"\{[^{}]*\}", "1", text) for text in texts]
    assert [found for text in filled for found in not_seen_bold(text)] == []
