"""A server seen from afar: a proxy on this machine that delays each direction by half a round trip.

python far.py PORT TARGET MILLISECONDS
"""

import asyncio
import subprocess
import sys
import time
from contextlib import suppress
from socket import create_connection, create_server

PATIENCE = 30  # seconds


class Far:
    """What listens at an address, `milliseconds` away: it has another address, and its token."""

    def __init__(self, address, milliseconds, token=""):
        self.token = token
        target = address.rstrip("/").rpartition(":")[2]
        with create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        command = [sys.executable, __file__, f"{self._port}", target, f"{milliseconds}"]
        self._proxy = subprocess.Popen(command)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError), create_connection(("127.0.0.1", self._port)):
                return
            time.sleep(0.05)
        raise TimeoutError("the proxy does not listen")

    def address(self):
        return f"http://127.0.0.1:{self._port}/"

    def kill(self):
        self._proxy.kill()
        self._proxy.wait()


async def pump(reader, writer, delay):
    """Hand on what comes, in order, each piece so many seconds later."""
    loop, pieces = asyncio.get_running_loop(), asyncio.Queue()

    async def deliver():
        while (piece := await pieces.get())[1]:
            await asyncio.sleep(piece[0] - loop.time())
            writer.write(piece[1])
            await writer.drain()
        writer.close()

    delivered = asyncio.create_task(deliver())
    with suppress(ConnectionError):
        while data := await reader.read(1 << 16):
            pieces.put_nowait((loop.time() + delay, data))
    pieces.put_nowait((0, b""))
    await delivered


async def serve(port, target, milliseconds):
    delay = milliseconds / 2000

    async def both(reader, writer):
        there, back = await asyncio.open_connection("127.0.0.1", target)
        ways = pump(reader, back, delay), pump(there, writer, delay)
        await asyncio.gather(*ways, return_exceptions=True)

    async with await asyncio.start_server(both, "127.0.0.1", port) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
