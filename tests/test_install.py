"""The folder .venv: made where there is none, or it does not fit, and fed by pip's settings.

Wheels lie in a folder of their own here, and on a server of this machine. The uv that pip fetches
writes down how it was called; what the real one makes of that, the last tests ask.
"""

import functools
import http.server
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import pythons

import packed

ROOT = Path(__file__).parents[1]
UV = pythons.UV  # of .venv: another environment that runs this has none
ASKED = """
import json, os, sys
from pathlib import Path
asked = {"arguments": sys.argv[1:], "environment": dict(os.environ)}
Path("asked.json").write_text(json.dumps(asked))
"""


def load(root):
    """install.py as a module, for the project in that folder."""
    spec = importlib.util.spec_from_file_location("install", root / "install.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wheel(folder, name, code):
    info = f"{name}-1.0.dist-info"
    about = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
    kind = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files = {
        f"{name}/__init__.py": b"",
        f"{name}/__main__.py": code.encode(),
        f"{info}/METADATA": about.encode(),
        f"{info}/WHEEL": kind.encode(),
        f"{info}/RECORD": b"",
    }
    return packed.pack(folder / f"{name}-1.0-py3-none-any.whl", files)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """A folder with two wheels, uv and another, and the same as an index of packages."""
    folder = tmp_path_factory.mktemp("wheels")
    (folder / "simple").mkdir()
    for name in ("uv", "another"):
        made = wheel(folder, name, ASKED)
        (folder / "simple" / name).mkdir()
        link = f'<a href="../../{made.name}">{made.name}</a>'
        (folder / "simple" / name / "index.html").write_text(link)
    return folder


@pytest.fixture(scope="module")
def index(wheels):
    """The address of the index on a server of this machine."""
    handler = functools.partial(Quiet, directory=wheels)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/simple"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def project(folder):
    """A project that wants nothing but uv."""
    folder.mkdir(exist_ok=True)
    shutil.copy(ROOT / "install.py", folder)
    for name in ("pyproject.toml", "requirements.lock"):
        (folder / name).write_text("")
    (folder / "requirements-uv.lock").write_text("uv==1.0")
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory, wheels):
    """A project with its .venv."""
    folder = project(tmp_path_factory.mktemp("made"))
    install(folder, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(wheels))
    return folder


@pytest.fixture
def emptied(made):
    """The same without what was installed into it."""
    (made / ".venv/installed.json").unlink()
    (made / "asked.json").unlink()
    for path in site_packages(made).glob("uv*"):
        shutil.rmtree(path)
    return made


def site_packages(folder):
    (found,) = (folder / ".venv").glob("[Ll]ib/**/site-packages")
    return found


def install(folder, *arguments, fails=False, **environment):
    """What install.py prints, run as a learner's shell would, with these settings alone."""
    foreign = ("PIP_", "UV_", "PYTHON", "SSL_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    environment = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    } | environment
    done = subprocess.run(
        [sys.executable, "install.py", *arguments],
        cwd=folder,
        env=kept | environment,
        capture_output=True,
        text=True,
    )
    assert bool(done.returncode) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def asked(folder):
    """How uv was called, and in which environment."""
    said = json.loads((folder / "asked.json").read_text())
    return said["arguments"], said["environment"]


@pytest.mark.parametrize(
    "said",
    ["variable", "configuration", "quiet", "further index", "folder", "a folder at home"],
)
def test_what_pip_is_told_about_where_packages_come_from_is_told_to_uv(
    said, emptied, index, wheels, tmp_path
):
    config = tmp_path / "pip.conf"
    config.write_text(f"[global]\nindex-url = {index}\n[install]\nuser = yes\n")
    nowhere, at_home = index.replace("/simple", "/nowhere"), str(wheels.parent)
    settings, told = {
        "variable": ({"PIP_INDEX_URL": index}, {"UV_DEFAULT_INDEX": index}),
        "configuration": ({"PIP_CONFIG_FILE": str(config)}, {"UV_DEFAULT_INDEX": index}),
        "further index": (
            {"PIP_INDEX_URL": nowhere, "PIP_EXTRA_INDEX_URL": f"{index} /not/here"},
            {"UV_DEFAULT_INDEX": nowhere, "UV_INDEX": index},
        ),
        "quiet": (
            {"PIP_INDEX_URL": index, "PIP_QUIET": "1", "PIP_TIMEOUT": "15.5"},
            {"UV_DEFAULT_INDEX": index, "UV_HTTP_TIMEOUT": "15"},
        ),
        "folder": ({"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}, {}),
        "a folder at home": (
            {"PIP_NO_INDEX": "True", "PIP_FIND_LINKS": f"~/{wheels.name}", "HOME": at_home},
            {},
        ),
    }[said]
    install(emptied, **settings)
    arguments, environment = asked(emptied)
    assert arguments[:3] == ["--no-config", "pip", "install"]
    assert told.items() <= environment.items()
    if "folder" in said:
        assert environment["UV_FIND_LINKS"] == str(wheels) and "--no-index" in arguments


def test_settings_that_lead_elsewhere_do_not_count(emptied, index, tmp_path):
    foreign = tmp_path / "foreign"
    shutil.copytree(site_packages(emptied), foreign)
    elsewhere = {f"PIP_{name}": str(tmp_path) for name in ("TARGET", "PREFIX", "ROOT", "SRC")}
    wishes = {"PIP_USER": "1", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_DRY_RUN": "1"}
    paths = {"PYTHONPATH": str(foreign), "PYTHONUSERBASE": str(tmp_path)}
    install(emptied, PIP_INDEX_URL=index, **elsewhere, **wishes, **paths)
    assert (site_packages(emptied) / "uv").is_dir()
    _, environment = asked(emptied)
    assert not environment.keys() & paths.keys()
    assert [path.name for path in tmp_path.iterdir()] == ["foreign"]


def test_settings_that_pip_cannot_read_are_told(emptied, index, tmp_path):
    (tmp_path / "pip.conf").write_text("[global\nindex-url")
    said = install(emptied, fails=True, PIP_CONFIG_FILE=str(tmp_path / "pip.conf"))
    assert "pip can't read its own settings" in said.splitlines()[-1]
    install(emptied, PIP_INDEX_URL=index)


def test_what_uv_itself_is_told_counts_more():
    told = load(ROOT).for_uv({"UV_DEFAULT_INDEX": "ours"}, {"index-url": "pip's", "proxy": "one"})
    assert told == {"UV_DEFAULT_INDEX": "ours", "ALL_PROXY": "one"}


def test_the_extras_add_up_and_nothing_is_asked_twice(emptied, index):
    install(emptied, "test", PIP_INDEX_URL=index)
    assert asked(emptied)[0][-1] == ".[test]"
    (emptied / "asked.json").unlink()
    assert install(emptied) == install(emptied, "test") == ""
    assert not (emptied / "asked.json").exists()
    install(emptied, "peers", PIP_INDEX_URL=index)
    assert asked(emptied)[0][-1] == ".[peers,test]"
    (emptied / "requirements.lock").write_text("another")
    install(emptied, PIP_INDEX_URL=index)
    assert asked(emptied)[0][-1] == ".[peers,test]"


def test_what_cannot_be_fetched_is_said_with_what_to_do(emptied, index):
    said = install(emptied, fails=True, PIP_INDEX_URL=index + "/nowhere", PIP_RETRIES="0")
    assert "On a machine that reaches only a mirror" in said and "Traceback" not in said
    assert not (emptied / ".venv/installed.json").exists()
    install(emptied, PIP_INDEX_URL=index)  # the next time it goes on


def installed_from(folder, home, address=""):
    """Say in the .venv of the folder that the lessons were installed from there."""
    info = site_packages(folder) / "backprop_by_hand-0.1.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: backprop-by-hand\nVersion: 0.1\n")
    (info / "direct_url.json").write_text(json.dumps({"url": address or home.resolve().as_uri()}))


def test_a_folder_that_was_copied_or_moved_is_made_anew(made, wheels, tmp_path):
    installed_from(made, made)
    assert load(made).what_does_not_fit() == ""
    copy = tmp_path / "copy"
    shutil.copytree(made, copy, symlinks=True)
    said = install(copy, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(wheels))
    assert f"The folder .venv was made for another folder ({made.as_uri()})" in said
    assert "it is made anew" in said
    assert load(copy).what_does_not_fit() == ""
    assert (site_packages(copy) / "uv").is_dir()


@pytest.mark.parametrize("name", ["a (1)", "a+b@c&d's", "a[1]!=;,$^", "é 课 ~#%"])
def test_a_folder_of_any_name_fits(made, name, tmp_path):
    ours = load(project(tmp_path / name))
    shutil.copytree(made / ".venv", ours.VENV, symlinks=True)
    quoted = ours.ROOT.resolve().as_uri()
    for written in (quoted, quoted.replace("%28", "(").replace("%29", ")").replace("%2B", "+")):
        installed_from(ours.ROOT, ours.ROOT, written)
        assert ours.what_does_not_fit() == ""


def cut_off_pip(venv):
    shutil.rmtree(site_packages(venv.parent) / "pip/_internal")


def cut_off_uv(venv):
    (site_packages(venv.parent) / "uv/__main__.py").unlink()
    (venv / "installed.json").unlink()


def cut_off_note(venv):
    (venv / "installed.json").write_text('{"": ')


def lost_settings(venv):
    (venv / "pyvenv.cfg").unlink()


def link_to_nothing(venv):
    shutil.rmtree(venv)
    venv.symlink_to(venv.parent / "nowhere")


def link_to_another(venv):
    cut_off_pip(venv)
    venv.rename(venv.parent / "other")
    venv.symlink_to(venv.parent / "other")


@pytest.mark.parametrize(
    "harm",
    [cut_off_pip, cut_off_uv, cut_off_note, lost_settings, link_to_nothing, link_to_another],
)
@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_what_was_cut_off_is_mended(harm, made, wheels, tmp_path):
    folder = tmp_path / "project"
    shutil.copytree(made, folder, symlinks=True)
    installed_from(folder, folder)
    harm(folder / ".venv")
    settings = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    assert "Traceback" not in install(folder, **settings)
    assert (site_packages(folder) / "uv/__main__.py").exists()
    assert load(folder).what_does_not_fit() == ""
    assert install(folder, **settings) == ""


@pytest.mark.parametrize(
    ("python", "says"),
    [
        ("", "is not whole"),
        ("exit 1", "is not whole"),
        (
            """echo '[[3, 9, 18], true, null, "HERE"]'""",
            "holds Python 3.9.18, and the lessons need Python 3.11",
        ),
        (
            """echo '[[3, 15, 0], true, null, "HERE"]'""",
            "holds Python 3.15.0, and the lessons need Python 3.11",
        ),
        ("""echo '[[3, 12, 0], false, null, "HERE"]'""", "holds no pip"),
        ("""echo '[[3, 12, 0], true, null, "/usr"]'""", "its packages would go elsewhere"),
        ("""echo '[[3, 12, 0], true, null, "HERE"]'""", ""),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="a shell script stands for a Python")
def test_a_folder_that_does_not_fit_is_told_from_one_that_does(python, says, tmp_path):
    ours = load(project(tmp_path))
    ours.PYTHON.parent.mkdir(parents=True)
    if python:
        ours.PYTHON.write_text(f"#!/bin/sh\n{python.replace('HERE', str(ours.VENV))}\n")
        ours.PYTHON.chmod(0o755)
    assert says in ours.what_does_not_fit() and bool(says) == bool(ours.what_does_not_fit())


def test_the_pythons_it_takes_are_those_that_are_promised():
    ours = load(ROOT)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    oldest, newest = ours.OLDEST, ours.NEWEST
    assert f'requires-python = ">=3.{oldest[1]},<3.{newest[1] + 1}"' in project


def test_an_old_python_is_named_with_a_way_out(tmp_path, monkeypatch):
    ours = load(project(tmp_path))
    monkeypatch.setattr(ours.sys, "version_info", (3, 9, 18))
    with pytest.raises(SystemExit, match=r"Python 3\.11 to 3\.14, and .* is 3\.9\. .*make PYTHON="):
        ours.make()


def test_a_file_in_the_place_of_the_folder_is_left_alone(tmp_path):
    (project(tmp_path) / ".venv").write_text("mine")
    assert "is no folder" in install(tmp_path, fails=True)
    assert (tmp_path / ".venv").read_text() == "mine"


@pytest.mark.parametrize("told", ["index-url", "extra-index-url", "find-links"])
def test_the_real_uv_finds_packages_where_pip_is_told_to_look(told, index, wheels, tmp_path):
    place = f"/not/here {wheels}" if told == "find-links" else index
    said = {"index-url": index + "/nowhere", "timeout": "15"} | {told: place}
    environment = load(ROOT).for_uv({"PATH": os.environ["PATH"], "HOME": str(tmp_path)}, said)
    target = ("--target", tmp_path, "--python", sys.executable)
    command = [UV, "pip", "install", "--no-config", "--no-cache", *target, "another"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert (tmp_path / "another").is_dir()


@pytest.mark.parametrize("root", [True, False])
@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_root_is_told_what_to_type(root, tmp_path):
    """JupyterLab refuses root, and says `--allow-root`, which make does not know."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "install.py").write_text("")
    for name, does in ("id", f"echo {0 if root else 1000}"), (".venv/bin/jupyter", "exit 1"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    command = ["make", f"PYTHON={sys.executable}"]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PATH": path}, capture_output=True, text=True
    )
    assert done.returncode
    assert ("make ARGS=--allow-root" in done.stdout) == root
