"""The server as a process of its own, on an empty data folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

import psutil

__all__ = ["KEY", "READER", "ROOT", "ApiServer"]

ROOT = Path(__file__).resolve().parents[2]
KEY, READER = ("shop", "a-long-secret"), ("reader", "readersecret")


class ApiServer:
    """``python -m s2v_core serve`` with two access keys, one of which may only read; a context that ends it.

    Args:
        folder: holds the data folder ``home``, and ``media``, which job documents may read.
    """

    def __init__(self, folder: Path) -> None:
        self.home, self.media = folder / "home", folder / "media"
        self._log = folder / "server.log"
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    @property
    def endpoint(self) -> str:
        """Host and port, as the vendor's clients want them."""
        return urlsplit(self.url).netloc

    @property
    def said(self) -> str:
        """What the server wrote to its log."""
        return self._log.read_text("utf-8", "replace")

    def __enter__(self) -> ApiServer:
        self.media.mkdir(parents=True)
        environment = {
            **os.environ,
            "S2V_HOME": str(self.home),
            "S2V_ROOTS": str(self.media),
            "S2V_ACCESS_KEYS": f"{KEY[0]}:{KEY[1]},{READER[0]}:{READER[1]}:read",
            "S2V_MAX_UPLOAD_MB": "1",
            "S2V_API_RATE": "0",
        }
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "s2v_core", "serve", "--port", "0"],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        assert self.url, self.said
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        below = psutil.Process(self._process.pid).children(recursive=True)
        self._process.terminate()
        try:
            self._process.wait(20)
        finally:
            for process in [*below, psutil.Process(self._process.pid)] if self._process.poll() is None else below:
                if process.is_running():
                    process.kill()
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
