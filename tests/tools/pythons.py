"""Run pytest on every other Python that the lessons promise and that is on this machine.

Usage: python tests/tools/pythons.py [ARGUMENTS OF PYTEST]

Without arguments all of it runs, the notebooks too. The Python of `.venv`, which `make test` uses,
is left out. Each Python has an environment of its own, `.venv/3.12` and so on, with the packages of
the lock; it is kept for the next time. What is promised and not here is named, and is no failure.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".venv"
BIN = "Scripts" if os.name == "nt" else "bin"
UV = HOME / BIN / "uv"
THIS = "{}.{}".format(*sys.version_info)
WORKERS = ("-n", "auto", "--dist", "loadfile")
ALL = (WORKERS, ("notebooks", "-p", "nbval.plugin", "--nbval", "--nbval-current-env", *WORKERS))


def promised() -> list[str]:
    """The Pythons of pyproject.toml, such as "3.12"."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    accepted = SpecifierSet(project["requires-python"])
    return [python for python in (f"3.{minor}" for minor in range(30)) if python in accepted]


def found(python: str) -> Path | None:
    """Where a Python of that version is on this machine; nothing is downloaded."""
    command = [UV, "python", "find", "--no-project", "--no-python-downloads", python]
    here = subprocess.run(command, env=_all_of_pyenv(), capture_output=True, text=True)
    return None if here.returncode else Path(here.stdout.strip())


def environment(python: str, interpreter: Path) -> Path:
    """The folder of the programs of an environment of that Python, with what the tests need."""
    home = HOME / python
    fits = [home / BIN / "python", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        kept = subprocess.run(fits, capture_output=True, text=True).stdout.strip() == python
    except OSError:
        kept = False
    if not kept:
        _uv("venv", "--quiet", "--clear", "--python", interpreter, home)
    install = ("pip", "install", "--quiet", "--python", home, "-c", "requirements.lock")
    _uv(*install, "-e", ".[test]")
    return home / BIN


def _uv(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "install.py", "uv", *arguments], cwd=ROOT, check=True)


def _all_of_pyenv() -> dict[str, str]:
    """Where pyenv has a Python, its name on the path does nothing until it is switched on."""
    if not shutil.which("pyenv"):
        return dict(os.environ)
    listed = subprocess.run(["pyenv", "versions", "--bare"], capture_output=True, text=True).stdout
    chosen = [name for name in listed.split() if name.rpartition(".")[0] in promised()]
    return os.environ | {"PYENV_VERSION": os.pathsep.join(chosen)}


def main() -> None:
    """Run it everywhere; the exit code says whether all was well."""
    runs = (tuple(sys.argv[1:]),) if sys.argv[1:] else ALL
    here = {python: found(python) for python in promised() if python != THIS}
    red = []
    for python, interpreter in here.items():
        if interpreter:
            programs = environment(python, interpreter)
            for run in runs:
                print(f"Python {python}: pytest {' '.join(run)}", flush=True)
                if subprocess.run([programs / "pytest", *run], cwd=ROOT).returncode:
                    red.append(python)
        else:
            print(f"Python {python} is promised, and not on this machine.", flush=True)
    if red:
        sys.exit(f"Red on Python {', '.join(dict.fromkeys(red))}.")


if __name__ == "__main__":
    main()
