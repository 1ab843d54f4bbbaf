"""What a Jupyter server does for the lessons: it sends every message at once.

Left alone, TCP holds a small message back until the one before was acknowledged, which costs a
moved slider 17 ms (Nagle's algorithm; J. Nagle, RFC 896). The server loads this by
`jupyter/etc/jupyter/jupyter_server_config.d`; no lesson imports it.
"""

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "lessons_lib.server"}]


def _load_jupyter_server_extension(server: Any) -> None:
    settings = server.web_app.settings
    usual = settings["kernel_websocket_connection_class"]

    def connect(connection: Any) -> Any:
        connection.websocket_handler.set_nodelay(True)
        return usual.connect(connection)

    settings["kernel_websocket_connection_class"] = type("AtOnce", (usual,), {"connect": connect})
