"""Chinese is set as Chinese: no narrow comma behind its characters, no space beside a wide one."""

import re

import nbformat
import pytest
import translate
import weave

BADLY_SET = re.compile(r".{0,9}(?:[一-鿿][,;:!?]|[，。：；！？、] | [，。：；！？、]).{0,9}")
LESSONS = sorted((weave.NOTEBOOKS / "zh").glob("*.ipynb"))


def test_what_is_badly_set_is_found():
    for text in ("6 个, 第 2 层", "动量: g", "到 z。 边上", "一个网络 ，"):
        assert BADLY_SET.search(text), text
    assert not BADLY_SET.search("第 1 层：6 个，第 2 层：(2, 3)。这里没有 'cn', 'zh'。")


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson(path):
    cells = nbformat.read(path, as_version=4).cells
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    for cell in cells:
        for output in cell.get("outputs", []):
            said = {k: v for k, v in output.get("data", {}).items() if not k.startswith("image/")}
            texts += [*said.values(), output.get("text", "")]
    assert len(texts) > 10
    assert [found for text in texts for found in BADLY_SET.findall(text)] == []


def test_the_catalogue():
    texts = [message.string for message in translate.translated("zh") if message.id]
    assert [found for text in texts for found in BADLY_SET.findall(text)] == []
