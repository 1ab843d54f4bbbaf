"""What a Jupyter server does for the lessons: it sends every message at once, and trusts them.

Left alone, TCP holds a small message back until the one before was acknowledged, which costs a
moved slider 17 ms (Nagle's algorithm; J. Nagle, RFC 896). The lessons that come with this package
are as much to be trusted as the package: so JupyterLab runs them when they are opened
(jupyter/share/jupyter/labextensions). The server loads this by
`jupyter/etc/jupyter/jupyter_server_config.d`; no lesson imports it.
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
    """Sign these lessons as they are now: one that is changed elsewhere is another notebook."""
    for path in sorted(lessons.rglob("[0-9]*.ipynb")):
        notary.sign(nbformat.read(path, as_version=4))  # type: ignore[no-untyped-call]
