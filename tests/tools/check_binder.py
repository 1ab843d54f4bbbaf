"""Check what Binder would build of this folder, without a container engine, and run it.

Needs jupyter-repo2docker, and a Python of the version in binder/runtime.txt: `make binder`.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from repo2docker.app import Repo2Docker
from repo2docker.buildpacks import PythonBuildPack

ROOT = Path(__file__).parents[2]
BASE_IMAGE = Repo2Docker().base_image
EXPECTED = (
    'pip install --no-cache-dir -r "binder/requirements.txt"',
    "./binder/postBuild",
)


def rendered():
    """The Dockerfile, once it is the build pack and the Python that are meant."""
    os.chdir(ROOT)
    packs = [pack(BASE_IMAGE) for pack in Repo2Docker().buildpacks]
    chosen = next(pack for pack in packs if pack.detect())
    assert type(chosen) is PythonBuildPack, type(chosen)
    chosen.platform = "linux/amd64"
    python = Path("binder/runtime.txt").read_text(encoding="utf-8").strip()
    assert f"python-{chosen.python_version}" == python, chosen.python_version
    print(f"{type(chosen).__name__}, {python}, on {BASE_IMAGE}")
    return chosen.render({"NB_USER": "learner", "NB_UID": "1000"}), chosen.python_version


def install(python):
    """Do in a clean environment what the Dockerfile does, and check whether everything is there."""
    uv = ROOT / ".venv" / "bin" / "uv"
    with tempfile.TemporaryDirectory() as folder:
        copy, place = Path(folder, "copy"), Path(folder, "place")
        subprocess.run(["git", "clone", "-q", str(ROOT), str(copy)], check=True)
        if subprocess.run([uv, "venv", "-q", "--seed", "--python", python, place]).returncode:
            sys.exit(f"Binder's Python {python} is not here. Install it, or put it on the PATH.")
        paths = os.pathsep.join([str(place / "bin"), os.environ["PATH"]])
        env = os.environ | {"PATH": paths, "VIRTUAL_ENV": str(place)}
        for command in (
            "pip install -q --no-cache-dir -r binder/requirements.txt",
            "bash binder/postBuild",
            "jupyter lab --version",
            'python -c "from lessons_lib.self_check import self_check; print(self_check())"',
            f"test -f {place}/share/jupyter/lab/settings/overrides.json",
        ):
            print(f"$ {command}", flush=True)
            subprocess.run(command, shell=True, cwd=copy, env=env, check=True)


if __name__ == "__main__":
    dockerfile, version = rendered()
    missing = [line for line in EXPECTED if line not in dockerfile]
    if missing:
        sys.exit(f"not in the Dockerfile: {missing}")
    install(version)
    print("Binder would build it. Its base environment, from conda, was not tried.")
