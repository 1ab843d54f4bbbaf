"""docs/class.md agrees with its settings and with the measurements."""

import json
import math
import re
import uuid
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from traitlets.config import Config

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "class.md").read_text(encoding="utf-8")
VALUES = yaml.safe_load((DOCS / "class/kubernetes.yaml").read_text(encoding="utf-8"))
MEASURED = json.loads((DOCS / "class/measured.json").read_text(encoding="utf-8"))
SYSTEM = 1024  # megabytes for the operating system, the hub and the proxy
SERVER = MEASURED["server of a learner, MB"]
KERNEL = MEASURED["kernel of a learner, MB"]
PEAKS = MEASURED["kernel at its peak, MB"]
UNITS = {"M": 1, "G": 1024}


@pytest.fixture(scope="module")
def hub():
    """The settings of hub.py, as JupyterHub reads them."""
    config = Config()
    source = (DOCS / "class/hub.py").read_text(encoding="utf-8")
    exec(compile(source, "hub.py", "exec"), {"get_config": lambda: config})
    return config


def megabytes(text):
    return float(text[:-1]) * UNITS[text[-1]]


def gigabytes(mb):
    return f"{mb / 1024:.1f} GB"


def row(learners):
    """Learners -> memory -> machine: two processors carried 20 learners."""
    one, three = (SYSTEM + learners * (SERVER + lessons * KERNEL) for lessons in (1, 3))
    cores = 2 * math.ceil(learners / MEASURED["learners"])
    ram = next(size for size in (4, 8, 16, 32, 64, 128) if size * 1024 >= three)
    note = " (measured)" if learners == MEASURED["learners"] else " (extrapolated)"
    return (
        f"| {learners} | {gigabytes(one)}{note} | {gigabytes(three)} (extrapolated) "
        f"| {cores} processors, {ram} GB |"
    )


def test_nobody_comes_in_whom_the_teacher_has_not_let_in(hub):
    assert hub.JupyterHub.authenticator_class == "nativeauthenticator.NativeAuthenticator"
    assert hub.NativeAuthenticator.open_signup is False
    assert hub.NativeAuthenticator.minimum_password_length >= 10
    hubs = VALUES["hub"]["config"]
    assert hubs["JupyterHub"]["authenticator_class"] == hub.JupyterHub.authenticator_class
    (teacher,) = hubs["Authenticator"]["admin_users"]
    assert f"--admin {teacher}\n" in PAGE and f"sign up as `{teacher}`" in PAGE


def test_each_engine_has_the_same_limits(hub):
    (timeout,) = re.findall(r"services\.cull\.timeout (\d+)", PAGE)
    assert VALUES["cull"] == {"enabled": True, "timeout": int(timeout)}
    assert VALUES["singleuser"]["extraEnv"] == hub.Spawner.environment
    assert int(timeout) == 3600 and "--MappingKernelManager.cull_idle_timeout=1800" in (
        hub.Spawner.args
    )


def test_the_image_is_the_one_that_is_built():
    image = VALUES["singleuser"]["image"]
    name = f"{image['name']}:{image['tag']}"
    recipe = (DOCS / "class/Dockerfile").read_text(encoding="utf-8")
    chart = re.search(r"k8s-singleuser-sample:(\S+)", recipe)[1]
    assert f"--tag {name} " in PAGE and f"--tag {name} " in recipe
    assert f"--version {chart} " in PAGE


def test_a_learner_fits_into_the_limits(hub):
    limit = megabytes(hub.Spawner.mem_limit)
    assert limit > MEASURED["server at its peak, MB"] + 3 * max(PEAKS.values())
    assert megabytes(VALUES["singleuser"]["memory"]["guarantee"]) > SERVER + KERNEL


def test_the_link_opens_the_first_lesson():
    (link,) = re.findall(r"https://HUB/hub/user-redirect/git-pull\S+", PAGE)
    asked = parse_qs(urlsplit(link).query, strict_parsing=True)
    (folder,), (opens,) = asked["targetpath"], asked["urlpath"]
    assert opens.startswith(f"lab/tree/{folder}/")
    lesson = DOCS.parent / opens.removeprefix(f"lab/tree/{folder}/")
    assert lesson.name == "00_start_here.ipynb" and lesson.exists()


def test_the_address_of_a_kernel_is_not_too_long(hub):
    """A socket's path has at most 107 characters, and a home of TLJH is /home/jupyter-NAME."""
    assert "--KernelManager.transport=ipc" in hub.Spawner.args
    longest = "a" * 14
    assert re.fullmatch(hub.Authenticator.username_pattern, longest)
    assert not re.fullmatch(hub.Authenticator.username_pattern, longest + "a")
    kernel = f".local/share/jupyter/runtime/kernel-{uuid.UUID(int=0)}-ipc-1"
    assert len(f"/home/jupyter-{longest}/{kernel}") <= 107


@pytest.mark.parametrize("learners", [20, 40, 80])
def test_the_machine_fits_the_class(learners):
    assert row(learners) in PAGE


def test_the_figures_are_those_that_were_measured():
    assert MEASURED["learners"] == 20 and MEASURED["moves without a picture"] == 0
    hungriest = max(PEAKS, key=PEAKS.get)
    lines = [
        f"| all servers started at once | {MEASURED['start all servers, s']} s |",
        f"| all learners following the link | {MEASURED['fetch the lessons, s']} s |",
        f"| a whole lesson run by all at once | {MEASURED['run a whole lesson, s']} s |",
        "| time to the new picture when everybody moves a slider once a second | 50% within "
        f"{MEASURED['update p50, ms']} ms, 95% within {MEASURED['update p95, ms']} ms |",
        f"| processors kept busy by that | {MEASURED['processors busy']} of {MEASURED['cores']} |",
        f"| memory of a learner | {SERVER} MB (server) + {KERNEL} MB for each open lesson |",
        f"| the most that any lesson needs (lesson {int(hungriest[:2])}) | {PEAKS[hungriest]} MB |",
        "| all servers killed at once: time until all are back | "
        f"{MEASURED['start all servers again, s']} s |",
    ]
    assert [line for line in lines if line not in PAGE] == []


@pytest.mark.parametrize("path", sorted(DOCS.glob("class.*.md")), ids=lambda path: path.stem)
def test_a_translated_page_has_the_same_commands_and_figures(path):
    """Only its link leads into its own language."""

    def commands(page):
        return re.findall(r"^```(.*?)^```", page, re.MULTILINE | re.DOTALL)

    def figures(page):
        rows = re.findall(r"^\| .*", page, re.MULTILINE)
        return [sorted(re.findall(r"\d+(?:\.\d+)?", row)) for row in rows]

    other = path.read_text(encoding="utf-8")
    language = path.stem.partition(".")[2]
    assert commands(other.replace(f"%2F{language}%2F", "%2F")) == commands(PAGE)
    assert figures(other) == figures(PAGE)
