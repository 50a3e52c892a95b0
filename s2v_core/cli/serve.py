"""``serve``: answer over HTTP what the vendor's clients, and others, ask."""

from __future__ import annotations

import logging
from typing import Annotated

import typer
from rich.text import Text

from s2v_core.cli.console import err, out
from s2v_core.settings import load_settings

__all__ = ["serve"]


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen at; others than this machine's own need access keys.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen at; 0 takes one that is free.")] = 8900,
    no_runner: Annotated[bool, typer.Option("--no-runner", help="Start no runner; `work` makes the jobs.")] = False,
) -> None:
    """Serve the vendor's operations and a plain REST over HTTP; a runner makes what is submitted."""
    from s2v_core.api import Face, check_reach, open_socket
    from s2v_core.api import serve as answer

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    settings = load_settings()
    check_reach(settings, host)
    with open_socket(host, port) as listening:
        face = Face(settings, runner=not no_runner)
        shown = f"[{host}]" if ":" in host else host
        out.print(Text(f"http://{shown}:{listening.getsockname()[1]}"))
        if not face.keys:
            err.print("There are no access keys (S2V_ACCESS_KEYS): this machine alone is served, whoever asks.")
        answer(face, listening)
