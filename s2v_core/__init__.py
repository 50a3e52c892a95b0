"""Script-to-Video: from a job document to finished videos."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
