"""A lesson as a learner meets it in JupyterLab: what is shown, and what can be pressed."""

import hashlib
import re
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import expect

from lessons_lib.app.frames import Frame

# Milliseconds, for a machine that does much else: on a quiet one nothing takes a tenth of it.
STARTING, PATIENCE = 120_000, 30_000

FAILED_OUTPUT = ", ".join(
    f'.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.{kind}"]'
    for kind in ("stderr", "error")
)
HERE = re.compile(r"(https?://127\.0\.0\.1:|data:|blob:)")
LOGGED_TROUBLE = re.compile(r"Traceback|ERROR|^\[[EC] |restarting kernel")
KERNEL_TROUBLE = re.compile(rb'"msg_type": ?"error"|"name": ?"stderr"')
# A fresh kernel has not imported ipywidgets yet when JupyterLab asks it for its widgets: it says
# so on stderr, in no cell. Once the cells have run, the same words mean a control that is dead,
# unless the kernel itself has just closed it because its cell ran again.
NO_COMM = re.compile(rb'"No such comm(?:: ([0-9a-f-]+)| target registered: [a-z.]+)\\n"')
CLOSED = re.compile(rb'"msg_type": ?"comm_close".*"comm_id": ?"([0-9a-f-]+)"', re.DOTALL)
# A kernel that ends while messages with buffers still wait to be sent says this on stderr.
ENDING = "zmq gc socket requested during shutdown"
LOGGED_ENDING = re.compile(
    rf"(ERROR:tornado\.general:.*\n)?Traceback.*\n(?: .*\n)+RuntimeError: {ENDING}\n"
)
# Of a kernel that is being started the server does not know the last activity yet, so it cannot
# list its kernels and sessions (500), and JupyterLab asks again.
LISTING = r"/api/(?:kernels|sessions)\?"
LOGGED_START = re.compile(
    rf"\[E .*Uncaught exception GET {LISTING}.*\n(?: .*\n)+?"
    r" .*'last_activity' trait .* not the NoneType None\.\n"
    rf"(?:\[W .*\n)?\[E .*\{{\n(?: .*\n)+\[E .* 500 GET {LISTING}.*\n"
)

# The page itself says "idle" for a moment before it has a kernel, and it adds cells one by one.
ALL_IS_THERE = """() => {
    const {content, sessionContext} = window.jupyterapp?.shell.currentWidget ?? {};
    return sessionContext?.isReady && sessionContext.session?.kernel?.status === 'idle'
        && content.widgets.length > 0 && content.widgets.every(cell => cell.isAttached);
}"""
SHOWN = """app => {
    const picture = app.querySelector('.lesson-picture img');
    const status = app.querySelector('.lesson-says:not(.lesson-note) .lesson-status').textContent;
    const formula = [...app.querySelectorAll('.lesson-formula > div')].map(l => l.textContent);
    return [picture.src, picture.alt, status, formula];
}"""
PIXELS = """async picture => {
    await picture.decode().catch(String);  // it fails if another one has come meanwhile
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
    canvas.getContext('2d').drawImage(picture, 0, 0);
    return canvas.toDataURL();
}"""

# Every picture in view has just as many pixels as its place on the screen has, the largest if its
# panels stand below each other.
SHARP = """() => [...document.querySelectorAll('.lesson-picture')].every(shown => {
    const pictures = [...shown.querySelectorAll('img')];
    const width = pictures[0].getAttribute('width'), height = pictures[0].getAttribute('height');
    const scale = Math.max(...pictures.map(one => one.getBoundingClientRect()).map(
        place => Math.min(place.width / width, place.height / height)));
    const place = scale * width * devicePixelRatio;
    const needed = Math.min(2 * width, Math.max(width / 2, place));
    return place === 0 || Math.abs(pictures[0].naturalWidth - needed) < 1;
})"""


class Lesson:
    """A notebook in JupyterLab, and all that goes wrong while it is open."""

    def __init__(self, page, log):
        self.page, self._log = page, log
        self._log_lines_told = len(self._logged())
        self._went_wrong = []
        self._closed = set()
        self.has_run = False
        page.on("console", self._hear_console)
        page.on("request", self._see_request)
        page.on("pageerror", lambda error: self._went_wrong.append(f"page: {error}"))
        page.on("websocket", lambda socket: socket.on("framereceived", self._hear_kernel))
        self.still_pictures = page.locator('.jp-OutputArea [data-mime-type="image/png"] img')
        self.interactives = page.locator(".lesson-app")
        self.widget_errors = page.get_by_text("Error displaying widget")
        self._kernel = page.locator(".jp-Notebook-ExecutionIndicator")

    def open(self, address):
        """Open it in JupyterLab, and wait until its kernel and all its cells are there."""
        self.has_run = False
        self.page.goto(address, timeout=STARTING)
        self.page.wait_for_function(ALL_IS_THERE, timeout=STARTING)
        expect(self._kernel).to_have_attribute("data-status", "idle", timeout=STARTING)

    def choose_from_menu(self, *path):
        """Choose an entry, from the menu bar down."""
        for name in path:
            self.page.get_by_role("menuitem", name=name, exact=True).click()

    def change_theme(self, theme):
        """Choose a theme of JupyterLab; a notebook in mode "doc" has no menu for it."""
        self.page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
        )

    def close(self):
        """Leave the page and end its kernel, as a server does with an idle one.

        What it has heard until then stays heard.
        """
        if not self.page.is_closed():
            self.page.evaluate("window.jupyterapp?.shell.currentWidget?.sessionContext.shutdown()")
            self.page.close()

    def run_all_cells(self, interactives):
        """Run All Cells, and wait until so many interactives are there."""
        self.choose_from_menu("Run", "Run All Cells")
        self.wait_until_it_has_run(interactives)

    def wait_until_it_has_run(self, interactives):
        """Wait until so many interactives are there, and no picture changes by itself any more."""
        expect(self.interactives).to_have_count(interactives, timeout=STARTING)
        self.page.wait_for_function(SHARP, timeout=STARTING)
        self.has_run = True

    def restart_and_run_all_cells(self):
        """Restart the kernel, run all cells, and wait until it has done so."""
        self.has_run = False
        self.choose_from_menu("Kernel", "Restart Kernel and Run All Cells…")
        self.page.get_by_role("button", name="Confirm Kernel Restart").click()
        prompts = self.page.locator(".jp-CodeCell .jp-InputPrompt")
        expect(prompts.last).to_have_text("[*]:", timeout=STARTING)
        expect(prompts.last).to_have_text(re.compile(r"\[\d+\]:"), timeout=STARTING)
        self.page.wait_for_function(SHARP, timeout=STARTING)
        self.has_run = True

    def nth(self, number):
        """The interactive that comes after so many others."""
        return Interactive(self.interactives.nth(number))

    def save(self):
        """Save the notebook, and wait until it is saved."""
        self.page.get_by_role("menuitem", name="File", exact=True).click()
        with self.page.expect_response(lambda answer: answer.request.method == "PUT"):
            self.page.get_by_role("menuitem", name=re.compile("^Save Notebook(?! As)")).click()

    def interactive(self, code):
        """The interactive below the cell that holds this code and nothing else."""
        alone = re.compile(f"^{re.escape(code)}$")
        editor = self.page.locator(".cm-content").filter(has_text=alone)
        cell = self.page.locator(".jp-CodeCell").filter(has=editor)
        return Interactive(cell.locator(".lesson-app"))

    def went_wrong(self):
        """What went wrong since this was last asked: in the page, a cell, the kernel, the Lab."""
        try:
            expect(self._kernel).to_have_attribute("data-status", "idle")
        except AssertionError as busy:
            self._went_wrong.append(f"kernel: {busy}")
        logged = self._logged()
        found = [
            *self._went_wrong,
            *self.page.locator(FAILED_OUTPUT).all_text_contents(),
            *logged[self._log_lines_told :],
        ]
        self._went_wrong, self._log_lines_told = [], len(logged)
        return found

    def _logged(self):
        log = LOGGED_START.sub("", LOGGED_ENDING.sub("", self._log()))
        return [line for line in log.splitlines() if LOGGED_TROUBLE.search(line)]

    def _see_request(self, request):
        if not HERE.match(request.url):
            self._went_wrong.append(f"fetched: {request.url}")

    def _hear_console(self, message):
        # `_logged` tells why a listing failed
        failed = re.search(LISTING, message.location["url"]) and " 500 " in message.text
        if message.type == "error" and not failed:
            self._went_wrong.append(f"console: {message.text}")

    def _hear_kernel(self, frame):
        frame = frame if isinstance(frame, bytes) else frame.encode()
        if closed := CLOSED.search(frame):
            self._closed.add(closed[1])
        no_comm = NO_COMM.search(frame)
        harmless = ENDING.encode() in frame or (
            no_comm and (not self.has_run or no_comm[1] in self._closed)
        )
        if KERNEL_TROUBLE.search(frame) and not harmless:
            self._went_wrong.append(f"kernel: {frame.decode(errors='replace')}")


@dataclass(frozen=True)
class Shown:
    """What an interactive shows at one moment; `picture` is a fingerprint of the image."""

    picture: str
    alt: str
    status: str
    formula: tuple[str, ...]


class Interactive:
    """One interactive: what it shows, and the controls a learner has, by their accessible names."""

    def __init__(self, app):
        self.app = app
        self.picture = app.locator(".lesson-picture img")
        self.status = app.locator(".lesson-says:not(.lesson-note) .lesson-status").first
        self.formula = app.locator(".lesson-formula > div")
        self.error = app.locator(".lesson-error")
        self.toggle = app.locator(".widget-toggle-button")
        self.rows = app.locator(".lesson-numbers tbody tr")

    def shown(self):
        image = self.picture.evaluate(PIXELS)
        _, *words, formula = self.app.evaluate(SHOWN)
        return Shown(hashlib.sha256(image.encode()).hexdigest(), *words, tuple(formula))

    @contextmanager
    def new_picture(self):
        """Wait, at the end of the block, until the picture is another one."""
        before = self.picture.get_attribute("src")
        yield
        self.app.page.wait_for_function(
            "([app, src]) => app.querySelector('.lesson-picture img').src !== src",
            arg=[self.app.element_handle(), before],
        )

    @contextmanager
    def new_state(self):
        """Wait, at the end of the block, until the picture or what is said of it is another."""
        said = f"app => JSON.stringify(({SHOWN})(app))"
        before = self.app.evaluate(said)
        yield
        self.app.page.wait_for_function(
            f"([app, before]) => ({said})(app) !== before",
            arg=[self.app.element_handle(), before],
        )

    def press(self, button):
        self.app.get_by_role("button", name=button, exact=True).click()

    def slider(self, name):
        return self.app.get_by_role("slider", name=name, exact=True)

    def box(self, name):
        return self.app.get_by_role("spinbutton", name=name, exact=True)

    def type(self, name, number):
        self.box(name).fill(str(number))
        self.box(name).press("Enter")

    def choose(self, name, option):
        self.app.get_by_role("combobox", name=name, exact=True).select_option(option)

    def touch(self, app, value, **state):
        """Click where this App draws the part that stands for the value, in this state."""
        parts = Frame.drawn(app._picture, app.values | state).parts
        places = next(part.places for part in parts if value in part.url.split())
        left, top, right, bottom = (places[len(places) // 2] * 2)[:4]  # shares, in thousandths
        width, height = app._picture.width, app._picture.height
        box = self.picture.bounding_box()
        scale = min(box["width"] / width, box["height"] / height) / 2000  # as large as fits
        x = box["width"] / 2 + (left + right - 1000) * width * scale  # in the middle
        y = box["height"] / 2 + (top + bottom - 1000) * height * scale
        self.picture.click(position={"x": x, "y": y})

    def open_the_numbers(self):
        self.toggle.click()
        expect(self.rows.first).to_be_visible()

    def row(self, parameter):
        """The cells of one row of "The numbers", after its name."""
        name = self.app.page.get_by_role("rowheader", name=parameter, exact=True)
        return self.rows.filter(has=name).get_by_role("cell")

    def table(self):
        """All of "The numbers": the cells of each row by its name."""
        rows = [row.locator("th, td").all_text_contents() for row in self.rows.all()]
        return {name: cells for name, *cells in rows}
