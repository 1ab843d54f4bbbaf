"""The published address of the project, from which all links are made.

It is `urls.Repository` in pyproject.toml. Until it is set, no links are made: `python
docs/site_tools/addresses.py owner/name` sets it there and in the files that are read on GitHub, and
removes their text between <!-- until published --> and <!-- /until published -->. On GitHub, the
Actions of a copy know their own repository.
"""

import os
import re
import sys
import tomllib
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
UNKNOWN = "OWNER/NAME"
BRANCH = "main"
RELEASE = f"v{PROJECT['version']}"  # its tag: Binder rebuilds for every other commit
SAID_IN = ("pyproject.toml", "CITATION.cff", "README*.md", "docs/open*.md", ".github/*/config.yml")
UNTIL_PUBLISHED = re.compile(r"<!-- until published -->.*?<!-- /until published -->\n*", re.DOTALL)


def _repository() -> str:
    if here := os.environ.get("GITHUB_REPOSITORY"):
        return f"https://github.com/{here}"
    known = PROJECT["urls"]["Repository"]
    return "" if known.endswith(UNKNOWN) else known


REPOSITORY = _repository()


def in_this_browser(notebook: str) -> str:
    """The JupyterLite page of a notebook, relative to the top of the site."""
    return f"live/lab/index.html?path={quote(notebook, safe='')}"


def on_binder(notebook: str) -> str:
    """Binder's launch link of a notebook, given as notebooks/NN_name.ipynb; "" if unknown."""
    path = quote(f"lab/tree/{notebook}", safe="")
    return _on("https://mybinder.org/v2/gh", f"{RELEASE}?urlpath={path}")


def in_colab(notebook: str) -> str:
    """Colab's link of a notebook; "" if unknown."""
    return _on("https://colab.research.google.com/github", f"blob/{BRANCH}/{notebook}")


def _on(service: str, rest: str) -> str:
    name = REPOSITORY.removeprefix("https://github.com/")
    return f"{service}/{name}/{rest}" if name else ""


def say_everywhere(name: str, root: Path = ROOT) -> None:
    """Write owner/name into all files. Raises ValueError for an invalid name."""
    if not re.fullmatch(r"[\w-]+/[\w.-]+", name):
        raise ValueError(
            f"This must be the owner and the name on GitHub, owner/name, not {name!r}."
        )
    owner, _, rest = name.partition("/")
    for file in sorted(file for pattern in SAID_IN for file in root.glob(pattern)):
        text = UNTIL_PUBLISHED.sub("", file.read_text(encoding="utf-8"))
        text = text.replace("OWNER.github.io/NAME", f"{owner.lower()}.github.io/{rest}")
        file.write_text(text.replace(UNKNOWN, name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    try:
        say_everywhere(*sys.argv[1:2] or [""])
    except ValueError as error:
        sys.exit(str(error))
