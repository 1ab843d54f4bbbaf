"""Jupyter server extension: sends messages without delay and trusts the shipped lessons.

By default, TCP holds back a small message until the previous one is acknowledged (Nagle's
algorithm, RFC 896), which delays a slider's update by 17 ms. The lessons are part of this package
and as trustworthy as its code, so JupyterLab may run them when they are opened
(jupyter/share/jupyter/labextensions). `jupyter/etc/jupyter/jupyter_server_config.d` makes the
server load this module; no lesson imports it.
"""

from pathlib import Path
from typing import Any

import nbformat


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "lessons_lib.server"}]


LESSONS = Path(__file__).parents[1] / "notebooks"


def _load_jupyter_server_extension(server: Any) -> None:
    settings = server.web_app.settings
    usual = settings["kernel_websocket_connection_class"]

    def connect(connection: Any) -> Any:
        connection.websocket_handler.set_nodelay(True)
        return usual.connect(connection)

    settings["kernel_websocket_connection_class"] = type("AtOnce", (usual,), {"connect": connect})
    trust(server.contents_manager.notary)


def trust(notary: Any, lessons: Path = LESSONS) -> None:
    """Sign these lessons in their present state; a changed copy is not trusted."""
    for path in sorted(lessons.rglob("[0-9]*.ipynb")):
        notary.sign(nbformat.read(path, as_version=4))  # type: ignore[no-untyped-call]
