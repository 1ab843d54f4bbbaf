"""Build the website to read, once for each language; a warning is an error.

Usage: python docs/site_tools/pages.py SITE
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from languages import home
from lessons_lib.language import languages

ROOT = Path(__file__).parents[2]
SPHINX = (sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-c", ROOT / "docs")


def build(site: Path) -> None:
    """Build all languages at the same time."""
    with tempfile.TemporaryDirectory() as work:
        building = [
            subprocess.Popen(
                [*SPHINX, "-t", language, "-d", Path(work, language), ROOT, site / home(language)]
            )
            for language in languages()
        ]
        if any([process.wait() for process in building]):
            sys.exit(1)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
