"""Builds the website to read, once for each language; a warning is an error.

Usage: python docs/site_tools/pages.py SITE
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from embed import embed
from films import films
from languages import home
from lessons_lib.language import languages
from offline import keep_offline
from pictures import FILMS

ROOT = Path(__file__).parents[2]
SPHINX = (sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-c", ROOT / "docs")


def build(site: Path) -> None:
    """Build all languages in parallel; MyST-NB writes pictures next to its output."""
    recorded = films()
    with tempfile.TemporaryDirectory() as folder:
        work = {language: Path(folder, language) for language in languages()}
        options = "-D", f"films={recorded}"
        building = [
            subprocess.Popen(
                [*SPHINX, *options, "-t", language, "-d", place / "doctrees", ROOT, place / "html"]
            )
            for language, place in work.items()
        ]
        if any([process.wait() for process in building]):
            sys.exit(1)
        for language, place in work.items():
            shutil.copytree(place / "html", site / home(language), dirs_exist_ok=True)
    shutil.copytree(recorded, site / FILMS)
    embed(site, recorded)
    keep_offline(site, apart="live")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
