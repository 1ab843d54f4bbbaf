"""A learner's open lesson, and what frames.js does in it: it keeps frames of one interactive."""

import asyncio
import random
import time

HOME = "backprop-by-hand/notebooks"  # where the link puts the lessons
LATE = 10  # seconds after which a picture counts as not come
SLIDERS = "its first slider", "another slider"

# lesson -> the cell with the interactive
CELLS = {"01_gradient_descent.ipynb": "rate-walk", "05_six_neurons.ipynb": "gradient-walk"}


class Desk:
    """A learner's open lesson, its kernel, and one interactive of it."""

    def __init__(self, learner, lesson):
        self.learner, self.lesson = learner, lesson
        self.path = f"{HOME}/{lesson}"
        self.late = 0

    async def run_all(self):
        """Open the lesson and run all cells; returns the seconds until the last picture."""
        start = time.perf_counter()
        self.notebook = await asyncio.to_thread(self.learner.read, self.path)
        self.kernel = await self.learner.open_kernel(self.path)
        for cell in self.notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"] = await self.kernel.run(cell["source"])
        return time.perf_counter() - start

    async def sit_down(self):
        """Find the interactive."""
        outputs = one(self.notebook, CELLS[self.lesson])["outputs"]
        view = outputs[0]["data"]["application/vnd.jupyter.widget-view+json"]
        parts = self.kernel.parts(view["model_id"])
        self._page = Page(self.kernel, next(i for i in parts if "looked_at" in parts[i]))

    async def go(self, hub, *, keeps_frames):
        """Go on at a browser that reaches the hub at this address, and keeps frames or does not."""
        before, self.kernel = self.kernel, await self.learner.open_kernel(self.path, hub)
        self.kernel.widgets = before.widgets
        await before.close()
        await self.sit_down()
        if keeps_frames:
            await self._page.open()

    async def move(self, which=SLIDERS[0]):
        """One move to another position; returns the seconds until the picture, or None."""
        try:
            return await self._page.move(which, LATE)
        except TimeoutError:
            self.late += 1
            return None

    async def play(self, which, seconds):
        """Move once a second, starting at any moment."""
        await asyncio.sleep(random.random())
        await self._page.go_to_the_end()  # where any slider changes the picture
        end, took = time.perf_counter() + seconds, []
        while (now := time.perf_counter()) < end:
            took.append(await self.move(which))
            await asyncio.sleep(max(0, now + 1 - time.perf_counter()))
        return took


class Page:
    """One interactive in a browser, as frames.js has it: frames by their places, once opened."""

    def __init__(self, kernel, me):
        self._kernel, self._me = kernel, me
        self._frames, self._generation, self._made_for = {}, -1, None
        named = {name: reference(kernel.widgets[me][name]) for name in ("image", "said", "walked")}
        self._image, self._said, self._walked = named.values()
        self._others = list(map(reference, kernel.widgets[me]["others"]))

    async def open(self):
        """Say that frames are kept here, and that somebody looks."""
        self._kernel.pages[self._me] = self
        await self._kernel.tell(self._me, method="custom", content={"hello": True})
        await self._kernel.set(self._me, looked_at=True)

    async def go_to_the_end(self):
        """Move the first slider to its last place."""
        await self._kernel.set(self._walked, value=self._state(self._walked)["max"])
        self._follow()

    async def move(self, which, patience):
        """Move a slider to a place where it is not; returns the seconds until that is shown."""
        sliders = [self._walked, *(one for one in self._others if "max" in self._state(one))]
        slider = sliders[SLIDERS.index(which)]
        state = self._state(slider)
        low, high, step = (state[name] for name in ("min", "max", "step"))
        places = [round(low + step * k, 10) for k in range(round((high - low) / step) + 1)]
        to = random.choice([place for place in places if place != state["value"]])
        start, before = time.perf_counter(), self._shown()
        await self._kernel.set(slider, value=to)
        self._follow()
        if self._shown() == before:
            await self._kernel.until(lambda: self._shown() != before, patience)
        return time.perf_counter() - start

    async def hear(self, message, buffers):
        """A frame, or what frames are made for."""
        if "made_for" in message:
            self._made_for = message
        else:
            if message["generation"] > self._generation:
                self._frames.clear()
            self._generation = message["generation"]
            for far in message["forget"]:
                self._frames.pop(far, None)
            frame = self._frames[message["place"]] = buffers[0], message["said"]
            await self._kernel.tell(self._me, method="custom", content={"got": self._generation})
            if not self._follow() and message["answer"]:
                self._show(frame)
            return
        self._follow()

    def _follow(self):
        place = round(self._state(self._walked)["value"], 10)
        states = map(self._state, self._others)
        stands = [state.get("index", state.get("value")) for state in states]
        fits = self._made_for == {"generation": self._generation, "made_for": stands}
        if fits and place in self._frames:
            self._show(self._frames[place])
            return True
        return False

    def _show(self, frame):
        self._state(self._image)["value"], self._state(self._said)["value"] = frame

    def _shown(self):
        return self._state(self._image)["value"], self._state(self._said)["value"]

    def _state(self, widget):
        return self._kernel.widgets[widget]


def one(notebook, cell):
    """The cell of this name."""
    return next(c for c in notebook["cells"] if c["id"] == cell)


def reference(text):
    """The identity of the widget that a text refers to."""
    return text.removeprefix("IPY_MODEL_")
