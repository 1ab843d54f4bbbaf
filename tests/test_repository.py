"""Consistency of the files around the code."""

import re
import shutil
import subprocess
import tomllib
from inspect import getsource
from pathlib import Path

import pytest
import pythons
import release
import yaml
from packaging.requirements import Requirement

import addresses
from lessons_lib.language import SOURCE, languages
from lessons_lib.network import backward, forward

ROOT = Path(__file__).parents[1]


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def ranges(lines):
    """Name -> range, of requirements as pyproject.toml writes them."""
    return {one.name: one.specifier for one in map(Requirement, lines)}


PROJECT = tomllib.loads(text("pyproject.toml"))["project"]
RUN_TIME = ranges(PROJECT["dependencies"])
TEST = ranges(PROJECT["optional-dependencies"]["test"])
PYTHONS = pythons.promised()
SYSTEMS = {"linux": "posix", "darwin": "posix", "win32": "nt"}
READMES = [
    "README.md",
    *(f"README.{language}.md" for language in languages() if language != SOURCE),
]
CONDA_NAMES = re.compile(r"^python-(?=isal)|(?<=^matplotlib)-base")
ONLINE_PYTHON = text("binder/runtime.txt").strip().removeprefix("python-")


def entries(lock):
    """The requirements of a lock, each with its hashes."""
    lines = text(lock).replace("\\\n", "").splitlines()
    return [line.partition(" --hash=")[::2] for line in lines]


def locked(python, system="linux"):
    """Name -> version that the lock installs on that Python and system."""
    machine = {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "sys_platform": system,
        "os_name": SYSTEMS[system],
    }
    wanted = [Requirement(entry) for entry, _ in entries("requirements.lock")]
    here = [one for one in wanted if one.marker is None or one.marker.evaluate(machine)]
    return {one.name: str(one.specifier).removeprefix("==") for one in here}


def tracked():
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return listed.stdout.decode().split("\0")[:-1]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_lock_fits_the_ranges(python, system):
    versions = locked(python, system)
    for name, accepted in (RUN_TIME | TEST).items():
        assert versions[name] in accepted, name


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("*.lock")))
def test_lock_is_exact_and_hashed_and_names_no_address(lock):
    for entry, hashes in entries(lock):
        assert re.match(r"[\w.-]+==[\w.]+( ;|$)", entry.rstrip()), entry
        assert re.match(r"sha256:[0-9a-f]{64}\b", hashes), entry
    assert "://" not in text(lock)


def test_conda_has_the_same_ranges():
    *conda, pip = yaml.safe_load(text("environment.yml"))["dependencies"]
    assert pip == {"pip": ["-e ."]}
    assert {f"python={ONLINE_PYTHON}", "pip"} <= set(conda)
    packages = set(conda) - {f"python={ONLINE_PYTHON}", "pip"}
    written = ranges(CONDA_NAMES.sub("", line) for line in packages)
    assert written == RUN_TIME | {"nbval": TEST["nbval"]}


def test_binder_has_the_locked_versions():
    assert ONLINE_PYTHON in PYTHONS
    versions = locked(ONLINE_PYTHON)
    pins = [f"{name}=={versions[name]}" for name in sorted(RUN_TIME)]
    assert text("binder/requirements.txt").splitlines() == pins


def test_binder_installs_the_lessons_on_top_and_nothing_else():
    """What Binder makes of it, `make binder` asks Binder's own tool."""
    folder = {path.name for path in (ROOT / "binder").iterdir()}
    assert folder == {"postBuild", "requirements.txt", "runtime.txt"}
    assert text("binder/postBuild").splitlines()[-1] == "pip install --no-deps -e ."
    assert text("binder/postBuild").startswith("#!/bin/bash\nset -e\n")


def test_saying_the_address_leaves_nothing_that_is_only_true_before(tmp_path):
    for pattern in addresses.SAID_IN:
        for file in ROOT.glob(pattern):
            copy = tmp_path / file.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
    addresses.say_everywhere("Ada/lessons", tmp_path)
    said = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    assert len(said) >= 3 + len(READMES)
    for content in said:
        assert "OWNER" not in content and "until published" not in content
        assert "ada.github.io/lessons" in content or "github.com/Ada/lessons" in content
        assert not re.search("not published yet|lead nowhere|还没有发布", content)


@pytest.mark.parametrize("name", ["lessons", "ada/les sons", "https://github.com/ada/lessons"])
def test_an_address_that_is_none(name, tmp_path):
    with pytest.raises(ValueError, match="owner/name"):
        addresses.say_everywhere(name, tmp_path)


def test_versions_and_licences_agree():
    cited = yaml.safe_load(text("CITATION.cff"))
    assert cited["version"] == PROJECT["version"]
    assert (
        cited["license"] == "MIT" and "text and pictures are under CC-BY-4.0" in cited["abstract"]
    )
    assert PROJECT["license"] == "MIT AND CC-BY-4.0"


RELEASED = {
    "CHANGELOG.md": "## 1.2.0 · 2027-01-31\n\n- New.\n\n## 1.1.0 · 2026-01-01\n\n- Old.\n",
    "pyproject.toml": '[project]\nversion = "1.2.0"\n',
    "CITATION.cff": "version: 1.2.0\ndate-released: 2027-01-31\n",
}


@pytest.fixture
def released(tmp_path):
    """A folder that is ready for the release v1.2.0, and its files to be changed."""
    for name, content in RELEASED.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_the_notes_of_a_release(released):
    assert release.notes("v1.2.0", released) == "- New."


@pytest.mark.parametrize(
    ("file", "new", "tag"),
    [
        ("CHANGELOG.md", "Not yet released", "v1.2.0"),
        ("pyproject.toml", "1.1.9", "v1.2.0"),
        ("CITATION.cff", "1.1.9", "v1.2.0"),
        ("CITATION.cff", "1.2.0", "v1.1.0"),
        ("CITATION.cff", "1.2.0", "1.2.0"),
    ],
)
def test_a_release_that_is_not_ready(released, file, new, tag):
    path = released / file
    path.write_text(path.read_text(encoding="utf-8").replace("1.2.0", new), encoding="utf-8")
    with pytest.raises(ValueError, match=f"For {tag} these must say"):
        release.notes(tag, released)


def test_links_to_this_project_name_one_place():
    """Either the published address is unset, or it is the same on every page."""
    known = PROJECT["urls"]["Repository"].removeprefix("https://github.com/")
    pages = [path.relative_to(ROOT) for path in ROOT.glob("docs/open*.md")]
    for page in (*READMES, *pages):
        binder = re.findall(r"mybinder\.org/v2/gh/([^/]+/[^/]+/[^?]+)", text(page))
        assert set(binder) == {f"{known}/v{PROJECT['version']}"}, page  # the tag of the release


def test_actions_run_the_oldest_and_newest_python_and_the_commands_of_the_readme():
    job = yaml.safe_load(text(".github/workflows/test.yml"))["jobs"]["test"]
    assert job["strategy"]["matrix"]["python"] == [PYTHONS[0], PYTHONS[-1]]
    scripts = [step["run"].splitlines() for step in job["steps"] if "run" in step]
    commands = [line for script in scripts for line in script if not line.startswith("$")]
    shown = [line.strip() for line in text("README.md").splitlines()]
    ours, *others = commands
    assert ours.startswith("bash .ci/run") and "make test" in text(".ci/run")
    assert others and [line for line in others if line not in shown] == []


def test_top_level_holds_only_what_belongs_there():
    own = {
        "notebooks",
        "lessons_lib",
        "environment.yml",
        "tests",
        "binder",
        "docs",
        *READMES,
    }
    usual = {"LICENSE", "LICENSE-CC-BY-4.0", "Makefile", "pyproject.toml", "CITATION.cff"}
    usual |= {"CHANGELOG.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "SECURITY.md"}
    usual |= {"install.py", "requirements.lock", "requirements-site.lock", "requirements-uv.lock"}
    found = {name.partition("/")[0] for name in tracked()}
    assert {name for name in found if not name.startswith(".")} - own - usual == set()


def test_no_file_names_a_registry_or_this_machine():
    """Such an address would be right for one machine alone, or bypass the mirror of another."""
    hosts = r"pypi\.org|pythonhosted\.org|registry\.npmjs|(?:conda|repo)\.anaconda|deb\.debian"
    folders = r"(?<!\w)/(?:work|root|home/\w+|Users/\w+)/"
    private = re.compile(f"{hosts}|{folders}|{re.escape(str(ROOT))}")
    for name in tracked():
        content = (ROOT / name).read_bytes().decode(errors="ignore")
        assert private.findall(content) == [], name


def test_the_readme_shows_the_two_passes_as_they_stand_in_the_source():
    for one_pass in (forward, backward):
        assert getsource(one_pass) in text("README.md")
