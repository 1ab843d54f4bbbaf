"""The HTML that every App adds to the page: page.css, and page.js, which runs once per App."""

from html import escape
from pathlib import Path

from lessons_lib.app.picture import COARSEST, SHARPNESS
from lessons_lib.language import Later, say

_CSS, _JS = (
    Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("page.css", "page.js")
)
_WAKE = Later("This picture is as you left it. To wake it up, choose Run → Run All Cells.")


def page() -> str:
    """The style sheet and the script as HTML, in the current language.

    Browsers do not run a <script> in inserted HTML. They do run the `onerror` of an image that
    cannot be loaded, in every notebook front end.
    """
    wake = f".lesson-app {{ --lesson-wake: '{say(_WAKE)}'; }}"
    call = f"accompany(this.closest('.lesson-app'), {COARSEST}, {SHARPNESS});"
    script = escape(f"{_JS}\n{call}")
    return f'<style>{wake}\n{_CSS}</style><img alt="" hidden src="data:," onerror="{script}">'
