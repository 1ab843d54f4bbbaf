"""Key press on a slider → repainted picture, in JupyterLab in a headless browser.

    pip install -e '.[test,rivals]'
    python tests/benchmarks/slider.py [--rounds 3] [--presses 20] [--scale 1 2]
        [--trip 0 50 150] [--lessons]

The same picture moved by our App, by `interact` with inline Matplotlib and by ipympl, and the least
that a round trip through the kernel costs: a label that repeats the number. They take turns, so
that the ratios stand where the machine is busy. The App twice: along its first control, of which
the page has the frames already, and along another one. --trip: milliseconds to the server and back.
--lessons: the first slider of every interactive of every lesson, beside a label on the same page.
"""

import argparse
import itertools
import random
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import numpy as np
import psutil
from playwright.sync_api import Error, sync_playwright

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "browser"), str(HERE.parent)]
from chromium import launched  # noqa: E402
from conftest import NOTEBOOKS, Lab  # noqa: E402
from far import Far  # noqa: E402
from rivals import STEPS  # noqa: E402

RIVALS = {
    "label": "rivals.label()",
    "frames": "rivals.our_app()",
    "app": "rivals.another_control()",
    "ipympl": "rivals.by_ipympl()",
    "interact": "rivals.by_interact()",
}
NAMES = {
    "label": "label",
    "frames": "App, frames",
    "app": "App, other",
    "ipympl": "ipympl",
    "interact": "interact",
}
AHEAD = 8  # seconds until the frames are there, and as many round trips as there are frames
HELD, REPEATS = 3, 30  # seconds a key is held, and how often a second it then repeats
QUIET = 1200  # milliseconds without a new picture: nothing more will come
PATIENCE = 60_000
IDLE = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'


def kernel_milliseconds():
    """The processor time that the kernels below this process have used."""
    spent = [
        process.cpu_times()
        for process in psutil.Process().children(recursive=True)
        if "ipykernel_launcher" in " ".join(process.cmdline())
    ]
    return 1000 * sum(time.user + time.system for time in spent)


class Slider:
    """The first slider of a cell, moved by keys, and the picture that follows."""

    def __init__(self, page, way, cell):
        self.page, self._way, self._cell = page, way, cell
        self._handle = cell.locator(".noUi-handle").first
        self._next = "ArrowRight"

    def focus(self):
        self.page.bring_to_front()
        self._handle.focus()

    def to_the_start(self):
        self._watch()
        self.page.keyboard.press("Home")
        self.settle()

    def _watch(self):
        self.page.evaluate(
            "([way, cell]) => slider.watch(way, cell)", [self._way, self._cell.element_handle()]
        )

    def settle(self):
        """Wait until the kernel rests and no new picture has come for a while."""
        count = -1
        while count != (count := self.page.evaluate("slider.frames.length")):
            self.page.wait_for_timeout(QUIET)
            self.page.locator(IDLE).wait_for()

    def press(self):
        """Milliseconds from one press to the repainted picture; None where none came."""
        self.page.wait_for_timeout(random.uniform(60, 90))  # at no fixed phase of the screen
        self._watch()
        self.page.keyboard.press(self._next)
        try:
            self.page.wait_for_function("slider.frames.length > 0", timeout=3000)
        except Error:
            self.turn()
            return None
        return self.page.evaluate("slider.frames[0] - slider.pressed[0]")

    def turn(self):
        self._next = "ArrowLeft" if self._next == "ArrowRight" else "ArrowRight"

    def hold(self):
        """Frames a second while the key is held, the lag after it, whether the last one is lost."""
        self._watch()
        start = time.perf_counter()
        for i in range(HELD * REPEATS):
            self.page.wait_for_timeout(max(0, 1000 * (start + i / REPEATS - time.perf_counter())))
            self.page.keyboard.down("ArrowRight")
        self.page.keyboard.up("ArrowRight")
        self.settle()
        pressed, frames = self.page.evaluate("[slider.pressed, slider.frames]")
        held = [at for at in frames if at <= pressed[-1]]
        rate = 1000 * len(held) / (pressed[-1] - pressed[0])
        lag = frames[-1] - pressed[-1] if frames else np.nan
        last = self.page.evaluate("slider.fingerprint()")
        for key in ("ArrowLeft", "ArrowRight"):
            self.page.keyboard.press(key)
            self.settle()
        return rate, lag, last != self.page.evaluate("slider.fingerprint()")


def written(folder, name, cells):
    """A notebook of these code cells."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(code) for code in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, folder / name)
    return name


def opened(page, lab, notebook):
    """The page with the notebook open, all its cells run, ready to watch."""
    # not by Lesson: it listens to what the kernel sends, and that takes time
    page.goto(f"{lab.address()}lab/tree/notebooks/{notebook}?reset&token={lab.token}")
    page.locator(".jp-KernelName").get_by_text("Py").wait_for()
    page.locator(IDLE).wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(".noUi-handle").last.wait_for()
    page.wait_for_timeout(1000)
    page.locator(IDLE).wait_for()
    page.add_script_tag(path=HERE / "slider.js")
    return page


def closed(page, lab):
    """Leave the page, and end all kernels."""
    address = f"{lab.address()}api/sessions"
    for session in page.request.get(f"{address}?token={lab.token}").json():
        page.request.delete(f"{address}/{session['id']}?token={lab.token}")
    page.close()


def race(new_page, lab, folder, rounds, presses, trip):
    """Print what each rival needs; each has a page and a kernel of its own."""
    sliders = {}
    for rival, code in RIVALS.items():
        page = opened(new_page(), lab, written(folder, f"{rival}.ipynb", ["import rivals", code]))
        sliders[rival] = Slider(page, rival, page.locator(".jp-CodeCell").last)
        if rival == "frames":
            page.wait_for_timeout(1000 * AHEAD + trip * STEPS)
    times, costs, held = ({rival: [] for rival in RIVALS} for _ in range(3))
    for _ in range(rounds):
        for rival, slider in sliders.items():
            slider.focus()
            slider.to_the_start()
            before = kernel_milliseconds()
            times[rival] += [slider.press() for _ in range(presses)]
            costs[rival].append((kernel_milliseconds() - before) / presses)
            held[rival].append(slider.hold())
    for slider in sliders.values():
        closed(slider.page, lab)
    times = {rival: np.array(taken, float) for rival, taken in times.items()}  # None becomes NaN
    least = np.nanmedian(times["label"])
    heads = ("p50 ms", "p95 ms", "÷ label", "held /s", "lag ms", "kernel ms", "last lost")
    print(f"{'':12}" + "".join(f"{head:>11}" for head in heads))
    for rival, name in NAMES.items():
        middle, slow = np.nanpercentile(times[rival], (50, 95))
        rate, lag, lost = np.transpose(held[rival])
        print(
            f"{name:12}{middle:11.0f}{slow:11.0f}{middle / least:11.2f}{np.median(rate):11.1f}"
            f"{np.median(lag):11.0f}{np.median(costs[rival]):11.1f}{f'{lost.sum():.0f}/{len(lost)}':>11}"
        )
    print(flush=True)


def lessons(new_page, lab, folder, presses):
    """Print what the first slider of every interactive of every lesson needs."""
    print(f"{'':64}{'p50 ms':>9}{'p95 ms':>9}{'÷ label':>9}{'kernel':>9}")
    for path in sorted(NOTEBOOKS.glob("[!.]*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell("import rivals\nrivals.label()"))
        nbformat.write(notebook, folder / path.name)
        page = opened(new_page(), lab, path.name)
        cells = page.locator(".jp-CodeCell").filter(has=page.locator(".lesson-app"))
        label = Slider(page, "label", page.locator(".jp-CodeCell").last)
        apps = [
            (one.locator(".cm-content").inner_text(), Slider(page, "app", one))
            for one in cells.all()
            if one.locator(".noUi-handle").count()
        ]
        for code, slider in apps:
            times, least, costs = [], [], []
            for _ in range(2):
                label.focus()
                least += [label.press() for _ in range(presses // 2)]
                slider.focus()
                before = kernel_milliseconds()
                found = [slider.press() for _ in range(presses // 2)]
                costs.append((kernel_milliseconds() - before) / len(found))
                times += found
            middle, slow = np.nanpercentile(np.array(times, float), (50, 95))
            name = f"{path.stem[:2]} {code.splitlines()[-1]}"
            print(
                f"{name:64.64}{middle:9.0f}{slow:9.0f}{middle / np.median(least):9.2f}"
                f"{np.median(costs):9.1f}",
                flush=True,
            )
        closed(page, lab)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--presses", type=int, default=20)
    parser.add_argument("--scale", type=float, nargs="*", default=[1])
    parser.add_argument("--trip", type=float, nargs="*", default=[0])
    parser.add_argument("--lessons", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        lab, browser = Lab(Path(name)), launched(playwright.chromium)
        folder = Path(name) / "notebooks"
        (folder / "rivals.py").write_text((HERE / "rivals.py").read_text(encoding="utf-8"))
        try:
            for scale, trip in itertools.product(asked.scale, asked.trip):
                print(f"device pixel ratio {scale:g}, round trip {trip:g} ms more")
                context = browser.new_context(
                    viewport={"width": 1280, "height": 800}, device_scale_factor=scale
                )
                context.set_default_timeout(PATIENCE)
                far = Far(lab.address(), trip, lab.token) if trip else lab
                if asked.lessons:
                    lessons(context.new_page, far, folder, asked.presses)
                else:
                    race(context.new_page, far, folder, asked.rounds, asked.presses, trip)
                context.close()
                if trip:
                    far.kill()
        finally:
            browser.close()
            lab.kill()


if __name__ == "__main__":
    main()
