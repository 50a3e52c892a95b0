"""Running a piece of work in a process of its own, and watching what it takes from outside."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import psutil

_INTERVAL = 0.2
"""Seconds between two looks: a look takes a few milliseconds from the cores that are being measured."""


@dataclass(frozen=True)
class Took:
    """Wall and CPU seconds; the CPU time of processes that were started and have ended is included."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Footprint:
    """The highest memory (resident, megabytes) and number of open files seen at one moment."""

    peak_mb: float
    open_files: int


def timed(work: Callable[[], object]) -> Took:
    """Do ``work`` and return what it took."""
    wall, cpu = time.perf_counter(), _cpu_seconds()
    work()
    return Took(time.perf_counter() - wall, _cpu_seconds() - cpu)


def _cpu_seconds() -> float:
    return sum(os.times()[:4])


def run_apart(work: Callable[..., Any], *arguments: Any, without_root: bool = False) -> tuple[Any, Footprint]:
    """Call ``work`` in a new process; return what it returned and the footprint of that process and all it started.

    Args:
        work: a function of a module; it and the arguments are pickled.
        without_root: count only what the process started: it does nothing but wait for another program.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(sender, work, arguments))
    process.start()
    sender.close()
    watched = psutil.Process(process.pid)
    peak, files = 0.0, 0
    while not receiver.poll(_INTERVAL):
        memory, opened = _look(watched, without_root)
        peak, files = max(peak, memory), max(files, opened)
    try:
        result = receiver.recv()
    except EOFError:
        raise RuntimeError(f"{work.__name__} did not finish; see its traceback above.") from None
    finally:
        process.join()
    return result, Footprint(peak, files)


def _serve(sender: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    sender.send(work(*arguments))


def _look(root: psutil.Process, without_root: bool) -> tuple[float, int]:
    memory, files = 0, 0
    try:
        family = root.children(recursive=True)
    except psutil.Error:
        return 0.0, 0
    for process in family if without_root else [root, *family]:
        try:
            memory += process.memory_info().rss
            files += process.num_fds() if psutil.POSIX else process.num_handles()
        except psutil.Error:
            continue  # it has just ended
    return memory / 1e6, files
