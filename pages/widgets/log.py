"""The studio's own log: what went wrong on a page, with its traceback, under the number that the page shows."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

__all__ = ["STUDIO_LOG", "log_bug", "log_to"]

STUDIO_LOG = "studio.log"

_LARGEST = 2_000_000
_logger = logging.getLogger("s2v.studio")


def log_to(folder: Path) -> None:
    """Write the log into a folder from now on."""
    for handler in list(_logger.handlers):
        _logger.removeHandler(handler)
        handler.close()
    with suppress(OSError):  # a studio that cannot write its log still works; the errors go to the console
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / STUDIO_LOG, maxBytes=_LARGEST, backupCount=1, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        _logger.addHandler(handler)


def log_bug(error: Exception) -> str:
    """Write an unexpected error with its traceback into the log and return the number it is found under."""
    number = secrets.token_hex(4).upper()
    _logger.error("Reference %s", number, exc_info=error)
    return number
