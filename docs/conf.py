"""The lessons as a website to read: `make site` builds it of the README and the notebooks.

Sphinx's source folder is the whole project, so nothing is copied; only `include_patterns` become
pages. Nothing is run, and no page asks another server for anything.
"""

import sys
from pathlib import Path

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS / "site_tools"))

from addresses import REPOSITORY  # noqa: E402

project = "Backpropagation by hand"
author = "the founders"
project_copyright = "code MIT, text and pictures CC BY 4.0"
language = "en"

extensions = [
    "myst_nb",
    "mathml",
    "pictures",
    "live_links",
    "front_page",
    "languages",
    "answers",
]
root_doc = "README"
include_patterns = [
    "*.md",
    "docs/*.md",
    "notebooks/*.ipynb",
    "notebooks/*/*.ipynb",
    "notebooks/*/glossary.md",
    "lessons_lib/digits.md",
]
exclude_patterns = ["**/.*", ".*"]

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "off"
nb_ipywidgets_js = {}  # a stored notebook holds none

html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["_static"]
html_css_files = ["lessons.css"]
html_favicon = "_static/icon.svg"
html_context = {"default_mode": "auto"}
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
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
