"""A page that does with frames what the script of an App does."""

import asyncio

from .dot import decoded


class PlayedPage:
    """A page that keeps frames: `sent` are the messages it has got, `frames` what it keeps."""

    def __init__(self, app, looks=True):
        self.app, self.sent, self.frames, self.generation, self.told = app, [], {}, -1, []
        self.made_for, self.silent = None, False
        app._page.send = self._receive
        self._say({"hello": True})
        app._page.set_state({"looked_at": looks})

    def _say(self, content):
        message = {"content": {"data": {"method": "custom", "content": content}}, "buffers": []}
        self.app._page._handle_msg(message)

    def _receive(self, message, buffers=()):
        self.sent.append(message)
        if "made_for" in message:
            self.made_for = message
            return
        if message["generation"] > self.generation:
            self.frames = {}
        self.generation = message["generation"]
        for place in message["forget"]:
            del self.frames[place]
        self.frames[message["place"]] = {**message, "png": buffers[0]}
        self.told.append(message["generation"])

    def answer(self):
        """It answers what it has got; returns that."""
        told, self.told = self.told, []
        for generation in () if self.silent else told:
            self._say({"got": generation})
        return told

    async def answers(self):
        """It answers what it has got, until nothing more comes."""
        while True:
            told = self.answer()
            if self.app._ahead:
                await asyncio.sleep(0)
            elif not told or self.silent:
                return

    @property
    def places(self):
        return [message["place"] for message in self.sent if "place" in message]

    def shows(self):
        """The picture that the script shows now that all is quiet; None: the kernel shows it."""
        walk = self.app._all[0]
        others = [
            getattr(o, "index" if o.has_trait("index") else "value") for o in self.app._page.others
        ]
        fits = self.made_for == {"generation": self.generation, "made_for": others}
        frame = self.frames.get(walk.slider.value) if fits else None
        return frame and decoded(frame["png"])
