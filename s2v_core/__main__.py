"""``python -m s2v_core``: the command line."""

from __future__ import annotations

from s2v_core.cli import main

if __name__ == "__main__":
    main()
