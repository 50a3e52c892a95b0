"""``python -m s2v_core``: the command line."""

from __future__ import annotations

import sys


def _main() -> None:
    try:
        from s2v_core.cli import main

        main()
    except KeyboardInterrupt:  # before there is a command, or after it
        sys.exit(130)
    except ModuleNotFoundError as error:
        sys.exit(f"The package {error.name} is not installed. Run `pip install -r requirements.txt`.")


if __name__ == "__main__":
    _main()
