"""``python -m s2v_core``: the command line."""

from __future__ import annotations

import sys


def _main() -> None:
    try:
        from s2v_core.cli import main

        main()
    except KeyboardInterrupt:  # before there is a command, or after it
        sys.exit(130)


if __name__ == "__main__":
    _main()
