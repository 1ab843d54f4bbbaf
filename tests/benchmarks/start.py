"""How long it takes until a learner can touch something, step by step.

    python tests/benchmarks/start.py

Importing a lesson beside importing NumPy, Matplotlib's figure and ipywidgets alone; from the start
of JupyterLab to the answer to the first key in lesson 5; and of every interactive the layout (its
axes and all that never moves), the first picture and a later one.
"""

import io
import subprocess
import sys
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path

import nbformat
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "browser"), str(HERE.parent)]
from chromium import launched  # noqa: E402
from conftest import NOTEBOOKS, Lab  # noqa: E402
from lesson import Lesson  # noqa: E402

from lessons_lib.app import App  # noqa: E402
from lessons_lib.app.picture import Picture  # noqa: E402

ROUNDS = 5
NOTEBOOK = "05_six_neurons.ipynb"


def processor_time(code):
    """Seconds of processor time that a new Python takes for this code."""
    last = f"{code}\nimport time\nprint(time.process_time())"
    ran = subprocess.run([sys.executable, "-c", last], check=True, capture_output=True)
    return float(ran.stdout)


def imports():
    """Print how much longer the import of a lesson takes than that of what all lessons need."""
    least = {"nothing": "pass", "needed": "import numpy, matplotlib.figure, ipywidgets"}
    lessons = {
        path.stem[3:]: f"import lessons_lib.lessons.{path.stem[3:]}"
        for path in sorted(NOTEBOOKS.glob("[!.]*.ipynb"))
    }
    fastest = dict.fromkeys(least | lessons, float("inf"))
    for _ in range(ROUNDS):
        for name, code in (least | lessons).items():
            fastest[name] = min(fastest[name], processor_time(code))
    needed = fastest["needed"] - fastest["nothing"]
    print(f"import of NumPy, matplotlib.figure and ipywidgets: {1000 * needed:.0f} ms")
    for name in lessons:
        ratio = (fastest[name] - fastest["nothing"]) / needed
        print(f"    {name:30}{ratio:6.2f} of that")
    print(flush=True)


class Clock:
    """Prints each step with the seconds since the one before."""

    def __init__(self):
        self._last = time.perf_counter()

    def step(self, name):
        now = time.perf_counter()
        print(f"    {name:50}{now - self._last:7.2f} s", flush=True)
        self._last = now


def lab():
    """Print the steps from the start of JupyterLab to the answer to the first key."""
    print("from `make lessons`, installed before, to the first answer")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        page = browser.new_page()
        page.set_default_timeout(120_000)
        clock = Clock()
        lab = Lab(Path(folder))
        try:
            address = lab.address()
            clock.step("JupyterLab answers")
            Lesson(page, lab.log).open(f"{address}lab/tree/notebooks/{NOTEBOOK}?token={lab.token}")
            clock.step("the page is there, and its kernel")
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
            app = page.locator(".lesson-app").first
            app.get_by_role("button", name="Next").wait_for()
            clock.step("Run All Cells: the first interactive is there")
            said = app.locator(".lesson-status").first.text_content()
            app.get_by_role("button", name="Next").click()
            page.wait_for_function(
                "([app, said]) => app.querySelector('.lesson-status').textContent !== said",
                arg=[app.element_handle(), said],
            )
            clock.step("Next: the first answer, all other cells run before")
        finally:
            browser.close()
            lab.kill()
    print(flush=True)


class Timed:
    """Keeps the milliseconds of processor time that each call of a method takes."""

    def __init__(self, cls, name):
        self.taken, method = [], getattr(cls, name)

        def timed(*args, **kwargs):
            start = time.thread_time()
            result = method(*args, **kwargs)
            self.taken.append(1000 * (time.thread_time() - start))
            return result

        setattr(cls, name, timed)


def first_pictures():
    """Print the layout, the first picture and a later one of every interactive."""
    layout, show = Timed(Picture, "__init__"), Timed(App, "_show")
    made, new = [], App.__init__

    def remembered(app, *args, **kwargs):
        new(app, *args, **kwargs)
        made.append((app, layout.taken[-1], show.taken[-1]))

    App.__init__ = remembered
    for path in sorted(NOTEBOOKS.glob("[!.]*.ipynb")):
        names = {}
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                with redirect_stdout(io.StringIO()):
                    exec(cell.source, names)
    print(f"{'ms of processor time':44}{'layout':>9}{'first':>9}{'later':>9}")
    for app, laid_out, first in made:
        app._show(app.values)
        show.taken.clear()
        for _ in range(ROUNDS):
            app._show(app.values)
        name = repr(app).splitlines()[0]
        print(f"{name:44.44}{laid_out:9.0f}{first:9.0f}{min(show.taken):9.1f}")


def main():
    imports()
    lab()
    first_pictures()


if __name__ == "__main__":
    main()
