"""Measure everything side by side on this machine and write ``benchmarks/RESULTS.md``: ``python -m benchmarks``.

It needs real footage, in the folder named by ``S2V_TEST_MEDIA``. With three rounds it takes about half an hour.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks import results, scene
from benchmarks.machine import busy
from benchmarks.parts import PARTS, Options, part
from benchmarks.report import write_report


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts, separated by commas: {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=3, help="turns of every contestant (default: 3)")
    parser.add_argument("--report", action="store_true", help="measure nothing; write the report of the last results")
    parser.add_argument("--keep", type=Path, default=None, help="folder that keeps the films")
    chosen = parser.parse_args()
    names = [] if chosen.report else chosen.only.split(",")
    unknown = [name for name in names if name not in PARTS]
    if unknown or chosen.rounds < 1:
        parser.error(f"there is no part {', '.join(unknown)}" if unknown else "at least one round")
    with tempfile.TemporaryDirectory(prefix="s2v-benchmark-") as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        _measure(names, Options(chosen.rounds, folder.resolve()))
    write_report()


def _measure(names: list[str], options: Options) -> None:
    if names:
        scene.media_folder()
    for name in names:
        others = busy()
        print(f"{name}... (other work takes {others:.0%} of the processor)", flush=True)
        results.save(name, part(name).measure(options), others)


if __name__ == "__main__":
    main()
