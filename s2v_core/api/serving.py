"""Serving the HTTP face over a socket."""

from __future__ import annotations

import gc
import socket

import uvicorn

from s2v_core.api.app import create_app
from s2v_core.api.connections import ImpatientProtocol
from s2v_core.api.face import Face
from s2v_core.api.guard import is_loopback
from s2v_core.errors import SettingsError
from s2v_core.settings import Settings, access_keys

__all__ = ["check_reach", "open_socket", "serve"]

_LONGEST_HEAD = 256 * 1024
"""Bytes of a request's line and headers: the vendor's clients put whole configs into the query."""
_MOST_CONNECTIONS = 500
"""At a time; more would use up the files that the process may open, and with them the store."""
_PATIENCE = 3
"""Seconds that open answers have when the server ends."""


def check_reach(settings: Settings, host: str) -> None:
    """See whether the server may listen at ``host``.

    Raises:
        SettingsError: others could reach it there, and there are no access keys.
    """
    if not is_loopback(host) and not access_keys(settings):
        raise SettingsError(
            "Without access keys the server is for this machine alone.",
            where=f"--host {host}",
            hint="Set S2V_ACCESS_KEYS=id:secret, or listen at 127.0.0.1.",
        )


def open_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        SettingsError: nothing can listen there.
    """
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=256
        )
    except OSError as error:
        raise SettingsError(
            f"The server cannot listen at {host}:{port} ({error.strerror or error}).",
            where=f"--port {port}",
            hint="Choose another port; 0 takes one that is free.",
        ) from None


def serve(face: Face, listening: socket.socket) -> None:
    """Answer requests until the process is asked to end."""
    config = uvicorn.Config(
        create_app(face),
        http=ImpatientProtocol,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_PATIENCE,
    )
    gc.collect()
    gc.freeze()  # or each full collection would stop all answers, to look at what the libraries hold for good
    uvicorn.Server(config).run(sockets=[listening])
