"""The typeface of those contestants who have none of their own."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def font_file() -> str:
    """Return the file of Inter."""
    files = Path(str(resources.files("fontpkg_inter")))
    return str(next(path for path in files.rglob("Inter*.ttf") if "Italic" not in path.name))
