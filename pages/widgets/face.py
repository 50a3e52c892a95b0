"""The HTTP face, where ``server.py`` mounts it beside the studio: it gives files away in parts, however large."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

if TYPE_CHECKING:
    from s2v_core.api import Face
    from s2v_core.production.store import StoredOutput

__all__ = ["address_of", "mounted"]


@contextmanager
def mounted(face: Face) -> Iterator[None]:
    """Let the pages of this process lead to what ``face`` serves, as long as this lasts."""
    _faces().append(face)
    try:
        yield
    finally:
        _faces().remove(face)


def address_of(output: StoredOutput, file: str, *, download: bool = False) -> str | None:
    """Return where this server gives a file of an output to who sees the page; None where it does not.

    Args:
        output: a finished one.
        file: ``video`` or ``subtitles``.
        download: whether it is to be saved instead of shown.
    """
    page = st.context.url
    if not page or not _faces():
        return None
    from s2v_core.api.links import path_of

    here = urlsplit(page)
    path = path_of(output.job, output.index, file)
    return _faces()[-1].links.for_page(f"{here.scheme}://{here.netloc}", path, download=download)


@cache
def _faces() -> list[Face]:
    return []
