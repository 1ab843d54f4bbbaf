"""Print the notes of a release: `python tests/tools/release.py v1.2.0`.

Exits with a message if the tag and the files that contain a version are inconsistent.
"""

import re
import sys
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def notes(tag, root=ROOT):
    """The section of CHANGELOG.md for this tag. Raises ValueError if the files disagree."""
    changes, project, citation = (
        (root / name).read_text(encoding="utf-8")
        for name in ("CHANGELOG.md", "pyproject.toml", "CITATION.cff")
    )
    version, cited = tag.removeprefix("v"), yaml.safe_load(citation)
    part = rf"^## {re.escape(version)} · (\d{{4}}-\d\d-\d\d)$\n(.*?)(?=^## |\Z)"
    found = re.search(part, changes, re.MULTILINE | re.DOTALL)
    date, text = found.groups() if found else ("", "")
    said = {
        "pyproject.toml, version": tomllib.loads(project)["project"]["version"] == version,
        "CITATION.cff, version": str(cited["version"]) == version,
        "CITATION.cff, date-released": str(cited.get("date-released")) == date,
        f"CHANGELOG.md, a heading ## {version} · YEAR-MONTH-DAY": bool(found),
        "the tag, v and the version": tag == f"v{version}",
    }
    if wrong := [what for what, right in said.items() if not right]:
        raise ValueError(f"For {tag} these must say {version} and its day: " + "; ".join(wrong))
    return text.strip()


if __name__ == "__main__":
    try:
        print(notes(*sys.argv[1:2] or ["(no tag)"]))
    except ValueError as error:
        sys.exit(str(error))
