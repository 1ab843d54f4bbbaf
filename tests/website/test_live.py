"""The lessons for the browser alone: always the build; with Pyodide, also a lesson that runs."""

import ast
import json
import re
import sys
import time
import zipfile
from importlib.metadata import requires
from statistics import median

import pytest
from packaging.requirements import Requirement

from lessons_lib.language import SOURCE, languages
from website.conftest import ROOT, with_pyodide

sys.path.insert(0, str(ROOT / "docs/site_tools"))
import pyodide
import wheels

LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("[!.]*.ipynb"))
PYTHON = "live/static/pyodide"


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_all_lessons_are_in_it(site):
    others = [f"notebooks/{language}" for language in languages() if language != SOURCE]
    for folder in ("notebooks", *others):
        listed = read(site / f"live/api/contents/{folder}/all.json")["content"]
        names = (file["name"] for file in listed if file["name"].endswith(".ipynb"))
        assert sorted(names) == LESSONS
        for name in LESSONS:
            assert (site / "live/files" / folder / name).is_file()


def test_it_asks_nobody_else_for_python_or_packages(site):
    settings = read(site / "live/jupyter-lite.json")["jupyter-config-data"]["litePluginSettings"]
    kernel = settings["@jupyterlite/pyodide-kernel-extension:kernel"]
    assert kernel["disablePyPIFallback"] is True
    assert kernel["pyodideUrl"] == "./static/pyodide/pyodide.js"
    assert all(url.startswith("./") for url in kernel["pipliteUrls"])


def test_a_lesson_starts_by_itself(site):
    settings = read(site / "live/jupyter-lite.json")["jupyter-config-data"]
    (ours,) = [one for one in settings["federated_extensions"] if one["name"] == "backprop-by-hand"]
    script = site / "live/extensions" / ours["name"] / ours["load"]
    mark = re.search(r"querySelector\(\"\[([\w-]+)\]\"\)", script.read_text("utf-8"))[
        1
    ]  # JupyterLite
    assert f" {mark}=" in (site / "live/lab/index.html").read_text("utf-8").replace("\n", " ")


def test_the_package_imports_only_what_is_there():
    """Of the modules, those that a browser's Python lacks or cannot use, and packages not named."""
    named = {"IPython", "lessons_lib", *wheels.NEEDS[wheels.LESSONS]}
    there = named | sys.stdlib_module_names
    unusable = {"multiprocessing", "socket", "subprocess", "urllib"}
    optional = {"isal"}  # app/png.py does without
    server = ROOT / "lessons_lib/server.py"  # for a Jupyter server alone: no lesson imports it
    for path in {*(ROOT / "lessons_lib").rglob("*.py")} - {server}:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module] if isinstance(node, ast.ImportFrom) else []
            roots = {module.partition(".")[0] for module in modules}
            assert roots <= (there | optional) - unusable, path.name


def test_the_wheels_hold_whole_packages(tmp_path):
    with zipfile.ZipFile(wheels.ours(tmp_path)) as wheel:
        inside = {name for name in wheel.namelist() if not name.endswith("/")}
    ours = [path for path in (ROOT / "lessons_lib").rglob("*.*") if path.suffix != ".pyc"]
    assert {path.relative_to(ROOT).as_posix() for path in ours if path.is_file()} <= inside
    with zipfile.ZipFile(wheels.installed("ipywidgets", tmp_path)) as wheel:
        inside = wheel.namelist()
    assert "ipywidgets/widgets/widget_int.py" in inside
    assert any(name.endswith(".dist-info/METADATA") for name in inside)


def test_each_package_finds_what_it_needs():
    """Among the wheels, or among what is taken from Pyodide."""
    there = {pyodide.canonical(name) for name in [*wheels.NEEDS, *pyodide.WANTED]}
    for name, needed in wheels.NEEDS.items():
        asked = [] if name in wheels.OWN else map(Requirement, requires(name) or [])
        asked = {pyodide.canonical(one.name) for one in asked if not one.marker}
        needed = {pyodide.canonical(other) for other in needed}
        assert asked - {"widgetsnbextension"} <= needed <= there, name


@with_pyodide
def test_the_lock_names_files_that_are_there_and_whatever_they_need(site):
    lock = read(site / PYTHON / "pyodide-lock.json")["packages"]
    for name, package in lock.items():
        assert (site / PYTHON / package["file_name"]).is_file(), name
        needed = {other.lower().replace("_", "-") for other in package["depends"]}
        assert needed <= lock.keys(), name


def milliseconds(page, app, key):
    """From one press on the first slider to the picture that is painted after it."""
    page.evaluate("cell => slider.watch('app', cell)", app.element_handle())
    app.get_by_role("slider").first.press(key)
    page.wait_for_function("slider.frames.length > 0")
    return page.evaluate("slider.frames[0] - slider.pressed[0]")


@with_pyodide
@pytest.mark.parametrize("name", ["05_six_neurons"])
def test_a_lesson_runs_and_its_sliders_move_the_picture(open_page, name, capsys):
    start = time.perf_counter()
    page = open_page(f"live/lab/index.html?path=notebooks/{name}.ipynb")
    page.set_default_timeout(240_000)
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.locator(".jp-KernelName", has_text="Pyodide").wait_for()  # the lesson starts by itself
    stored = read(ROOT / f"notebooks/{name}.ipynb")["cells"]
    outputs = [output for cell in stored for output in cell.get("outputs", [])]
    apps = page.locator(".lesson-app")
    apps.first.locator(".lesson-picture img").wait_for()
    first_picture = time.perf_counter() - start
    apps.nth(sum("image/png" in o.get("data", {}) for o in outputs) - 1).wait_for()
    for app in apps.all():
        picture = app.locator(".lesson-picture img")
        before = picture.get_attribute("src")
        slider = app.get_by_role("slider").first
        at, last = (slider.get_attribute(f"aria-value{which}") for which in ("now", "max"))
        slider.press("ArrowLeft" if float(at) == float(last) else "ArrowRight")
        page.wait_for_function(
            "([app, src]) => app.querySelector('.lesson-picture img').src !== src",
            arg=[app.element_handle(), before],
        )
        assert app.locator(".lesson-error").count() == 0
    page.add_script_tag(path=ROOT / "tests/benchmarks/slider.js")
    redraws = [milliseconds(page, apps.first, key) for key in ["ArrowRight", "ArrowLeft"] * 5]
    with capsys.disabled():
        print(
            f"\n{name}: first picture {first_picture:.0f} s, redraw {median(redraws):.0f} ms (p50)"
        )
    assert page.locator('[data-mime-type$=".error"], [data-mime-type$=".stderr"]').count() == 0
    assert page.elsewhere() == []
