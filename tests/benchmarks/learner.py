"""A learner of a class: signs up, starts a server, opens lessons, moves sliders, saves.

Talks to JupyterHub and to the kernel as a browser does: cookies, and Jupyter's own messages over
a websocket through the proxy.
"""

import asyncio
import json
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

import requests
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClosedError, websocket_connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"
PATIENCE = 180  # seconds, for a machine that starts a whole class at once


class Learner:
    """One account and its browser. Its ordinary methods wait: call them in a thread."""

    def __init__(self, hub, name):
        self.name, self._hub = name, hub
        self.password = f"{uuid.uuid4()}"
        self._browser = requests.Session()
        self._browser.trust_env = False  # a proxy of this machine is not for loopback

    def get(self, path, **parameters):
        """The answer to a page of the hub; redirections are followed, as in a browser."""
        return self._browser.get(f"{self._hub.address}{path}", timeout=PATIENCE, **parameters)

    def _post(self, path, form):
        self.get(path)
        form = form | {"_xsrf": self._cookie("_xsrf", "/hub/")}
        return self._browser.post(f"{self._hub.address}{path}", data=form, timeout=PATIENCE)

    def _cookie(self, name, path):
        found = {c.path: c.value for c in self._browser.cookies if c.name == name}
        return found[max((p for p in found if path.startswith(p)), key=len)]

    def sign_up(self, password=None):
        """Ask for an account; returns what the page says."""
        password = password or self.password
        form = {
            "username": self.name,
            "signup_password": password,
            "signup_password_confirmation": password,
        }
        page = self._post("/hub/signup", form)
        page.raise_for_status()
        return page.text

    def log_in(self, password=None):
        """True if the hub lets this learner in."""
        form = {"username": self.name, "password": password or self.password}
        self._post("/hub/login?next=%2Fhub%2Fhome", form)
        return self.get("/hub/home").url.endswith("/hub/home")

    @property
    def base(self):
        return f"/user/{self.name}"

    def start_server(self):
        """Start the server, wait until it answers, and be let in by it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.get("/hub/spawn")
            if self.get(f"{self.base}/api/status").status_code == 200:
                return
            time.sleep(0.5)
        raise TimeoutError(f"{self.name} has no server after {PATIENCE} s")

    def follow(self, link):
        """Follow a link that brings the lessons; returns what was said on the way."""
        page = self.get(link)
        page.raise_for_status()
        query = link.partition("?")[2]
        said = self.get(f"{self.base}/git-pull/api?{query}").text
        if '"phase": "finished"' not in said:
            raise RuntimeError(f"{self.name} did not get the lessons: {said[-2000:]}")
        return said

    def read(self, path):
        """A notebook as it is on the server."""
        answer = self.get(f"{self.base}/api/contents/{quote(path)}")
        answer.raise_for_status()
        return answer.json()["content"]

    def save(self, path, notebook):
        self._api("PUT", f"/api/contents/{quote(path)}", {"type": "notebook", "content": notebook})

    async def open_kernel(self, path, hub=None):
        """Open a notebook: its kernel, connected; `hub` is another address for the same hub."""
        session = await asyncio.to_thread(
            self._api,
            "POST",
            "/api/sessions",
            {"path": path, "type": "notebook", "name": "", "kernel": {"name": "python3"}},
        )
        origin = (hub or self._hub.address).rstrip("/")
        address = origin.replace("http", "ws", 1)
        address += f"{self.base}/api/kernels/{session['kernel']['id']}/channels"
        cookies = "; ".join(
            f"{c.name}={c.value}" for c in self._browser.cookies if self._sends(c.path)
        )
        request = HTTPRequest(
            f"{address}?{urlencode({'session_id': session['id']})}",
            headers={"Cookie": cookies, "Origin": origin},
            request_timeout=30,
        )
        end = time.monotonic() + PATIENCE
        while True:  # as JupyterLab does: a kernel that found its port taken is started again
            try:
                return Kernel(
                    await websocket_connect(
                        request, subprotocols=[PROTOCOL], max_message_size=2**28
                    )
                )
            except HTTPClientError:
                if time.monotonic() > end:
                    raise

    def end_kernels(self):
        for kernel in self._api("GET", "/api/kernels"):
            self._api("DELETE", f"/api/kernels/{kernel['id']}")

    def _sends(self, path):
        return f"{self.base}/api".startswith(path)

    def _api(self, method, path, body=None):
        answer = self._browser.request(
            method,
            f"{self._hub.address}{self.base}{path}",
            json=body,
            headers={"X-XSRFToken": self._cookie("_xsrf", f"{self.base}/api")},
            timeout=PATIENCE,
        )
        answer.raise_for_status()
        return answer.json() if answer.content else None


@dataclass
class Request:
    """What came back for one message so far."""

    outputs: list = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Kernel:
    """A kernel, its widgets, and what a browser would know of both."""

    def __init__(self, socket):
        self._socket, self._session = socket, uuid.uuid4().hex
        self._requests, self.widgets = {}, {}
        self.pages = {}  # widget -> what hears the messages of its own kind
        self._news = asyncio.Condition()
        self._listening = asyncio.create_task(self._listen())

    async def run(self, code):
        """Run a cell; returns its outputs, as a notebook stores them."""
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        request = self._requests[await self._send("execute_request", content)] = Request()
        await asyncio.wait_for(request.done.wait(), PATIENCE)
        failed = [o for o in request.outputs if o["output_type"] == "error"]
        if failed:
            raise RuntimeError("\n".join(failed[0]["traceback"]))
        return request.outputs

    def parts(self, identity):
        """The state of every widget inside one widget, by identity."""
        model = self.widgets[identity]
        found = {identity: model}
        for child in model.get("children", []):
            found |= self.parts(child.removeprefix("IPY_MODEL_"))
        return found

    async def set(self, widget, **state):
        """Change the state of a widget, here and in the kernel."""
        self.widgets[widget] |= state
        await self.tell(widget, method="update", state=state, buffer_paths=[])

    async def tell(self, widget, **data):
        """Send a widget a message."""
        await self._send("comm_msg", {"comm_id": widget, "data": data})

    async def until(self, condition, patience):
        """Wait until a message makes the condition true."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(condition), patience)

    async def close(self):
        self._listening.cancel()
        with suppress(asyncio.CancelledError, WebSocketClosedError):
            await self._listening
        self._socket.close()

    async def _send(self, kind, content):
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "session": self._session,
            "username": "",
            "version": "5.3",
            "date": datetime.now(UTC).isoformat(),
        }
        parts = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        blob = serialize_msg_to_ws_v1(parts, "shell", pack=lambda part: json.dumps(part).encode())
        await self._socket.write_message(blob, binary=True)
        return header["msg_id"]

    async def _listen(self):
        while (blob := await self._socket.read_message()) is not None:
            channel, (header, parent, _, content, *buffers) = deserialize_msg_from_ws_v1(blob)
            if channel != "iopub":
                continue
            content = json.loads(content)
            await self._hear_of_widgets(json.loads(header)["msg_type"], content, buffers)
            request = self._requests.get(json.loads(parent).get("msg_id"))
            if request:
                hear_of_a_cell(request, json.loads(header)["msg_type"], content)
            async with self._news:
                self._news.notify_all()

    async def _hear_of_widgets(self, kind, content, buffers):
        data = content.get("data", {})
        binary = {
            path[0]: b for path, b in zip(data.get("buffer_paths", []), buffers, strict=False)
        }
        if kind == "comm_open":
            self.widgets[content["comm_id"]] = data["state"] | binary
        elif kind == "comm_msg" and data.get("method") == "update":
            self.widgets[content["comm_id"]] |= data["state"] | binary
        elif data.get("method") == "custom" and (page := self.pages.get(content["comm_id"])):
            await page.hear(data["content"], buffers)


def hear_of_a_cell(request, kind, content):
    if kind == "status" and content["execution_state"] == "idle":
        request.done.set()
    elif kind == "execute_result":
        request.outputs.append({"output_type": kind, **content})
    elif kind in ("display_data", "error", "stream"):
        content.pop("transient", None)
        request.outputs.append({"output_type": kind, **content})
