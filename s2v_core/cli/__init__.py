"""The command line."""

from __future__ import annotations

from s2v_core.cli.app import main

__all__ = ["main"]
