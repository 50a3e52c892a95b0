"""Make all sample media again, or the named ones: ``python sample_assets/make.py [name ...]``."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

if __name__ == "__main__":
    folder = Path(__file__).resolve().parent
    sys.path[:0] = [str(folder), str(folder.parent)]
    importlib.import_module("art.studio").make(sys.argv[1:])
