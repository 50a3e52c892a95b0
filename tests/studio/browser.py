"""The studio as people use it: the real server, and a real browser on it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any
from xml.sax.saxutils import escape

import pytest

__all__ = ["IN_BROWSER", "ROOT", "Server", "chromium", "free_port", "open_browser", "settled", "why_no_browser"]

ROOT = Path(__file__).resolve().parents[2]

_PLACES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def chromium() -> str | None:
    """Return the browser of this machine; None if it has none."""
    return next((path for name in _PLACES if (path := shutil.which(name))), None)


def why_no_browser() -> str:
    """Return why no browser can be had; empty if one can."""
    if chromium() is None:
        return "no Chromium is installed (Debian: apt install chromium)"
    try:
        import playwright.sync_api  # noqa: F401 (whether it is there)
    except ImportError:
        return "the package playwright is not installed (pip install -r requirements-dev.txt)"
    return ""


IN_BROWSER = [
    pytest.mark.skipif(bool(why_no_browser()), reason=why_no_browser() or "there is a browser"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
"""Marks of tests that need a browser."""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The studio's server on a data folder, as a process of its own; a context that ends it.

    Args:
        home: the data folder.
        environment: more settings.
    """

    def __init__(self, home: Path, **environment: str) -> None:
        self._environment = {**os.environ, **environment, "S2V_HOME": str(home)}
        self._port = free_port()
        self._log = home.parent / f"server-{self._port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where the studio is."""
        return f"http://localhost:{self._port}"

    @property
    def said(self) -> str:
        """What the server wrote to its console."""
        return self._log.read_text("utf-8", "replace")

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={self._port}"],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 30
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"The studio did not start:\n{self.said}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End the server at once, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


@contextmanager
def open_browser() -> Iterator[Any]:
    """Give a Chromium without a window, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment = {**os.environ, "FONTCONFIG_FILE": str(_fonts(Path(folder)))}
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"], env=environment)
        try:
            yield browser
        finally:
            browser.close()


def _fonts(folder: Path) -> Path:
    """Let the browser show Chinese on a machine that has no fonts for it, with those that the product brings."""
    spec = find_spec("manimgx_fonts_cjk")
    places = list(spec.submodule_search_locations or ()) if spec is not None else []
    named = "".join(f"<dir>{escape(place)}</dir>" for place in places)
    path = folder / "fonts.conf"
    include = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    path.write_text(f"<fontconfig>{include}{named}<cachedir>{escape(str(folder))}</cachedir></fontconfig>", "utf-8")
    return path


def settled(page: Any, *, timeout: float = 15_000) -> Any:
    """Wait until the server has nothing more to say about a page, and return that."""
    page.wait_for_timeout(150)  # what was just done is on its way
    page.wait_for_selector(_QUIET, timeout=timeout)
    return page
