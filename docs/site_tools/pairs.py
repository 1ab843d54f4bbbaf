"""Chinese search without a dictionary: indexes pairs of adjacent characters.

梯度下降 is indexed as 梯度, 度下 and 下降, and queries are split in the same way, so that every
word of at least two characters is found.
"""

import re
from itertools import pairwise

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

RUN = re.compile("[\u4e00-\u9fff]+")


class Pairs(SearchEnglish):
    """Chinese with English words. Sphinx's own Chinese search needs a dictionary."""

    lang = "zh"
    js_splitter_code = r"""
var splitQuery = (query) =>
  (query.match(/[\u4e00-\u9fff]+|(?:(?![\u4e00-\u9fff])[\p{L}\p{N}_])+/gu) || []).flatMap((run) =>
    /[\u4e00-\u9fff]{2}/.test(run) ? [...run.slice(1)].map((last, i) => run[i] + last) : run);
"""

    def split(self, input: str) -> list[str]:
        """The pairs of Chinese characters, and the other words."""
        pairs = [first + last for run in RUN.findall(input) for first, last in pairwise(run)]
        return pairs + super().split(RUN.sub(" ", input))


def setup(app: Sphinx) -> dict[str, bool]:
    """Replace Sphinx's own search."""
    app.add_search_language(Pairs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
