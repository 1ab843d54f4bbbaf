"""The README is the front page of the site, and every page is in its contents."""

import shutil
from pathlib import Path

from sphinx.application import Sphinx

_CONTENTS = """

```{toctree}
:hidden:
:caption: The lessons
:glob:

notebooks/*
```

```{toctree}
:hidden:
:caption: 中文
:glob:

README.zh
notebooks/zh/*
```

```{toctree}
:hidden:
:caption: More
:glob:

docs/*
lessons_lib/digits
CONTRIBUTING
CHANGELOG
CODE_OF_CONDUCT
SECURITY
```
"""


def setup(app: Sphinx) -> dict[str, bool]:
    """Sphinx wants its contents in a page; GitHub would show them there as code."""
    app.connect("source-read", _add_contents)
    app.connect("build-finished", _open_at_the_readme)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _add_contents(app: Sphinx, page: str, source: list[str]) -> None:
    if page == app.config.root_doc:
        source[0] += _CONTENTS


def _open_at_the_readme(app: Sphinx, problem: Exception | None) -> None:
    if problem is None and app.builder.name == "html":
        shutil.copy(Path(app.outdir, "README.html"), Path(app.outdir, "index.html"))
