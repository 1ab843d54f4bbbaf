"""Sphinx configuration of the website: `make site` builds it from README and notebooks.

Sphinx's source folder is the whole project, so nothing is copied; only `include_patterns` become
pages. Notebooks are not run, and pages request nothing from other servers. Each language is built
separately, with its own contents and search; a tag of Sphinx selects it.
"""

import sys
from pathlib import Path

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS / "site_tools"))

from addresses import REPOSITORY  # noqa: E402
from film_html import SCRIPTS, SHARED, STYLES  # noqa: E402
from languages import files, front_page, home, locale  # noqa: E402
from lessons_lib.language import SOURCE, languages, say, speak  # noqa: E402

SPOKEN = next(filter(tags.has, languages()), SOURCE)  # noqa: F821
speak(SPOKEN)

TOP = "../" * home(SPOKEN).count("/")  # of all languages together

project = say("Backpropagation by hand")
author = say("the founders")
project_copyright = say("code MIT, text and pictures CC BY 4.0")
language = locale(SPOKEN)

extensions = ["myst_nb", "mathml", "pictures", "live_links"]
extensions += ["contents", "languages", "frame", "pairs", "answers"]
root_doc = front_page(SPOKEN)
include_patterns = files(SPOKEN)
exclude_patterns = ["**/.*", ".*"]

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "off"
nb_ipywidgets_js = {}  # stored notebooks contain no widget state

html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["_static", *(f"../{file}" for file in (*STYLES, *SCRIPTS) if SHARED in file)]
html_css_files = ["lessons.css", *(Path(style).name for style in STYLES)]
html_js_files = [
    *((Path(script).name, {"defer": "defer"}) for script in SCRIPTS),
    ("offline.js", {"defer": "defer", "data-worker": f"{TOP}../service-worker.js"}),
]
html_favicon = "_static/icon.svg"
html_context = {"default_mode": "auto"}
html_sourcelink_suffix = ""  # a notebook is downloaded as a notebook
html_show_sphinx = False
html_theme_options = {
    "search_bar_text": say("Search"),
    "use_download_button": True,
    "use_fullscreen_button": False,
    "show_navbar_depth": 1,
    "home_page_in_toc": True,
    "show_toc_level": 2,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
if REPOSITORY:
    html_theme_options |= {"repository_url": REPOSITORY, "use_repository_button": True}
