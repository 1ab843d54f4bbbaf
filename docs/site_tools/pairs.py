"""Chinese has no spaces between its words: the search finds any two characters side by side.

梯度下降 is kept as 梯度, 度下 and 下降, and what a reader types is taken apart in the same way.
So every word of two characters or more is found, without a dictionary.
"""

import re
from itertools import pairwise

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

RUN = re.compile("[\u4e00-\u9fff]+")


class Pairs(SearchEnglish):
    """English words among Chinese ones. Sphinx's own way for Chinese needs a dictionary."""

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
    """Take the place of Sphinx's own."""
    app.add_search_language(Pairs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
