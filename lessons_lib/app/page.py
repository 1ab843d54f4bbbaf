"""What every App brings to the page: page.css, and page.js, which runs once for each App."""

from html import escape
from pathlib import Path

from lessons_lib.app.picture import COARSEST, SHARPNESS
from lessons_lib.language import Later, say

_CSS, _JS = (
    Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("page.css", "page.js")
)
_WAKE = Later("This picture is as you left it. To wake it up, choose Run → Run All Cells.")


def page() -> str:
    """The look and the script as HTML, in the language that is spoken.

    HTML that is put into a page runs no <script>. An image that cannot be loaded runs its
    `onerror`, in every notebook front end, without a further package.
    """
    wake = f".lesson-app {{ --lesson-wake: '{say(_WAKE)}'; }}"
    call = f"accompany(this.closest('.lesson-app'), {COARSEST}, {SHARPNESS});"
    script = escape(f"{_JS}\n{call}")
    return f'<style>{wake}\n{_CSS}</style><img alt="" hidden src="data:," onerror="{script}">'
