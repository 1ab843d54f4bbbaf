"""Create the folder .venv with all that the lessons need; a valid one is kept.

Usage: python install.py [test | peers | rivals | class]...
       python install.py uv ARGUMENTS    (the uv of .venv, with pip's package sources)

Must be readable by old Pythons, which get an error message. pip's settings determine where packages
come from, for uv as well; .venv determines where they go.
"""

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DONE = VENV / "installed.json"
OLDEST, NEWEST = (3, 11), (3, 14)
PROMISED = f"Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}"

# pip's setting for package sources -> uv's environment variable.
SOURCES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "trusted-host": "UV_INSECURE_HOST",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "keyring-provider": "UV_KEYRING_PROVIDER",
}
YES = ("1", "true", "yes", "on", "y", "t")
UV_KNOWS = ("disabled", "subprocess")  # ways of asking a keyring; pip knows more
SEVERAL = {"extra-index-url": " ", "find-links": ",", "trusted-host": " "}
# These variables would put another Python's packages before those of .venv.
OTHER_PYTHONS = ("PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE")

LOOK = """
import json, sys
from importlib.metadata import PackageNotFoundError, distribution
try:
    url = distribution("backprop-by-hand").read_text("direct_url.json")
except PackageNotFoundError:
    url = None
try:
    import pip._internal.commands.install
    pip = True
except Exception:  # missing, or half of it
    pip = False
print(json.dumps([list(sys.version_info[:3]), pip, url and json.loads(url)["url"], sys.prefix]))
"""


def main():
    """Check .venv, repair it, and install what is missing."""
    extras = sys.argv[1:]
    if extras[:1] == ["uv"]:
        return uv(*extras[1:])
    if VENV.exists() and not VENV.is_dir():
        sys.exit(f"{VENV} is no folder, and the packages go into a folder of that name: rename it.")
    misfit = what_does_not_fit() if VENV.exists() else ""
    if misfit:
        print(f"The folder .venv {misfit}: it is made anew.", flush=True)
    if misfit or not VENV.exists():
        make()
    done = what_is_done()
    missing = [extra for extra in extras or [""] if done.get(extra) != wanted()]
    if missing:
        fetch(sorted({*done, *missing} - {""}))
        DONE.write_text(json.dumps(dict.fromkeys([*done, *missing, ""], wanted())))


def what_is_done():
    """Which extras were installed, and for which requirements: extra -> their fingerprint."""
    try:
        done = json.loads(DONE.read_text())
    except (OSError, ValueError):  # not yet, or cut off
        return {}
    return done if isinstance(done, dict) else {}


def what_does_not_fit():
    """Why the existing folder cannot be used, as the end of a sentence; "" if it can."""
    try:
        look = subprocess.run(
            [str(PYTHON), "-c", LOOK], env=clean(os.environ), stdout=-1, stderr=-1, check=True
        )
        version, pip, url, prefix = json.loads(look.stdout.decode())
    except (OSError, ValueError, subprocess.CalledProcessError):
        return "is not whole, or its Python is gone"
    if not OLDEST <= tuple(version[:2]) <= NEWEST:
        return f"holds Python {'.'.join(map(str, version))}, and the lessons need {PROMISED}"
    if not pip:
        return "is not whole: it holds no pip"
    if Path(prefix).resolve() != VENV.resolve():
        return "is not whole: its packages would go elsewhere"
    if url and unquote(url) != unquote(ROOT.as_uri()):  # not all tools quote the same signs
        return f"was made for another folder ({url})"
    return ""


def make():
    """Create an empty .venv with the running Python."""
    here = sys.version_info[:2]
    if not OLDEST <= here <= NEWEST:
        sys.exit(
            f"The lessons need {PROMISED}, and {sys.executable} is {here[0]}.{here[1]}. "
            "Name another one: make PYTHON=python3.12 (on Windows: py -3.14 install.py)"
        )
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(str(VENV))
    python = getattr(sys, "_base_executable", sys.executable)  # .venv itself may be active
    run([python, "-m", "venv", str(VENV)], clean(os.environ))


def fetch(extras):
    """Install uv with pip, and everything else with uv."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    environment = clean(os.environ)
    anew = ["--force-reinstall", "--no-deps"]  # half of it may be there
    run([*pip, *anew, "-r", "requirements-uv.lock"], for_pip(environment, sources(environment)))
    project = f".[{','.join(extras)}]" if extras else "."
    uv("pip", "install", "--quiet", "--python", VENV, "-c", "requirements.lock", "-e", project)


def uv(*arguments):
    """Run the uv of .venv."""
    environment = clean(os.environ)
    told = sources(environment)
    offline = told.get("no-index", "").lower() in YES and "pip" in arguments
    # Its own configuration could lead the packages out of .venv.
    command = [str(PYTHON), "-m", "uv", "--no-config", *map(str, arguments)]
    command += ["--no-index"] * offline
    run(command, for_uv(environment, told))


def wanted():
    """A fingerprint of the required packages."""
    files = ("install.py", "pyproject.toml", "requirements-uv.lock", "requirements.lock")
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in files)).hexdigest()


def clean(environment):
    """The environment without variables that lead to another Python's packages."""
    return {name: value for name, value in environment.items() if name not in OTHER_PYTHONS}


def sources(environment):
    """The package sources from pip's configuration and variables: setting -> value."""
    pip = [str(PYTHON), "-m", "pip", "-vvv", "--disable-pip-version-check"]  # it may be told quiet
    listed = subprocess.run([*pip, "config", "list"], env=environment, stdout=-1)
    if listed.returncode:
        sys.exit("pip can't read its own settings: the lines above say why. Mend or remove them.")
    lines = listed.stdout.decode(errors="replace")
    said = {}
    for line in lines.splitlines():
        key, _, value = line.partition("=")
        section, _, setting = key.rpartition(".")
        if setting in {*SOURCES, "no-index"} and section in ("global", "install", ":env:"):
            said[("global", "install", ":env:").index(section), setting] = ast.literal_eval(value)
    told = {setting: value for (_, setting), value in sorted(said.items())}  # the last one wins
    return {setting: value for setting, value in told.items() if value.strip()}


def for_pip(environment, told):
    """These sources for pip, without its other settings: PIP_TARGET, ... lead out of .venv."""
    kept = {name: value for name, value in environment.items() if not name.startswith("PIP_")}
    kept["PIP_CONFIG_FILE"] = os.devnull
    return dict(kept, **{f"PIP_{name.upper().replace('-', '_')}": told[name] for name in told})


def for_uv(environment, told):
    """The same for uv, which does not read pip's settings. uv's own variables take precedence."""
    handed = {}
    for setting, value in told.items():
        several = setting in SEVERAL
        parts = [value]
        if several:
            parts = list(filter(is_there, map(os.path.expanduser, value.split())))
        elif setting.endswith("timeout"):
            parts = [value.partition(".")[0]]  # whole seconds
        elif setting == "keyring-provider" and value not in UV_KNOWS:
            parts = []
        if parts and setting in SOURCES:
            handed[SOURCES[setting]] = SEVERAL.get(setting, "").join(parts)
    if "UV_INDEX" in handed:
        handed["UV_INDEX_STRATEGY"] = (
            "unsafe-best-match"  # as pip does: all indexes have the same priority
        )
    return dict(handed, **environment)


def is_there(place):
    """Whether a folder exists; an address is assumed to exist, as pip does."""
    path = place[len("file://") :] if place.startswith("file://") else place
    return "://" in path or Path(path).exists()


def run(command, environment):
    """Run a command in the project's folder; on failure, tell the likely cause."""
    if subprocess.run(command, cwd=str(ROOT), env=environment).returncode:
        sys.exit(
            "The packages could not be installed: the lines above say why. "
            "They come from where pip is told to look. "
            "On a machine that reaches only a mirror of the packages, tell pip so, and try again: "
            "python -m pip config set global.index-url ADDRESS"
        )


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped. Type the same again to go on.")
