"""The HTTP face: how fast polls are answered while a batch renders."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode, urlsplit

from benchmarks.jobs import series
from benchmarks.parts import Options
from benchmarks.scene import media_folder
from benchmarks.tables import Target, table, targets
from s2v_core.api.vendor.signature import acs3_signature
from s2v_core.api.vendor.wire import VERSION, read_wire

_CLIENTS, _PAUSE = 50, 1.0
"""How many poll, and the seconds between two polls of each."""
_OUTPUTS, _SIZE = 100, (540, 960)
_KEY = ("benchmark", "a-long-secret")
_FORM = "application/x-www-form-urlencoded"


@dataclass
class _Seen:
    """What the clients saw: milliseconds of every poll by what was asked, and the videos at the end."""

    polls: dict[str, list[float]] = field(default_factory=dict)
    made: int = 0


def measure(options: Options) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        home = Path(folder, "home")
        with _started(home, "serve", "--port", "0", "--no-runner") as server, _started(home, "work"):
            assert server.stdout is not None
            endpoint = urlsplit(server.stdout.readline().strip()).netloc
            gc.collect()
            gc.freeze()  # or collections of the clients would be taken for waiting
            begun = time.perf_counter()
            seen = asyncio.run(_watched(endpoint))
            seconds = time.perf_counter() - begun
    return {
        "outputs": seen.made,
        "seconds": seconds,
        "polls": {name: _summary(times) for name, times in seen.polls.items()},
    }


@contextmanager
def _started(home: Path, *command: str) -> Iterator[subprocess.Popen[str]]:
    environment = {
        **os.environ,
        "S2V_HOME": str(home),
        "S2V_ROOTS": str(media_folder()),
        "S2V_ACCESS_KEYS": ":".join(_KEY),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "s2v_core", *command],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=30)


async def _watched(endpoint: str) -> _Seen:
    """Submit a batch, have all clients poll until it ends, and return what they saw."""
    seen = _Seen()
    configs = {name: json.dumps(value) for name, value in series(count=_OUTPUTS, size=_SIZE).items()}
    job = (await _call(endpoint, "SubmitBatchMediaProducingJob", {}, configs))["JobId"]
    await asyncio.gather(*(_client(endpoint, job, number, seen) for number in range(_CLIENTS)))
    return seen


async def _client(endpoint: str, job: str, number: int, seen: _Seen) -> None:
    """Ask at moments of its own, whatever the others do and however long an answer takes."""
    due = time.perf_counter() + _PAUSE * number / _CLIENTS
    ended = False
    while not ended:
        told = await _asked(endpoint, due, "GetBatchMediaProducingJob", {"JobId": job}, seen)
        ended = told["EditingBatchJob"]["Status"] in ("Finished", "Failed")
        seen.made = sum(sub["Status"] == "Success" for sub in told["EditingBatchJob"]["SubJobList"])
        await _asked(endpoint, due + _PAUSE / 2, "ListBatchMediaProducingJobs", {}, seen)
        due += _PAUSE


async def _asked(endpoint: str, due: float, action: str, query: dict[str, str], seen: _Seen) -> Any:
    await asyncio.sleep(max(0.0, due - time.perf_counter()))
    begun = time.perf_counter()
    answer = await _call(endpoint, action, query)
    seen.polls.setdefault(action, []).append((time.perf_counter() - begun) * 1000)
    return answer


async def _call(endpoint: str, action: str, query: dict[str, str], form: dict[str, str] | None = None) -> Any:
    """Call an operation over a connection of its own, as the vendor's client library does."""
    asked, body = urlencode(query), urlencode(form or {}).encode("ascii")
    headers = _signed(endpoint, action, asked, body)
    lines = [f"POST /?{asked} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    host, _, port = endpoint.partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write("\r\n".join([*lines, "connection: close", f"content-length: {len(body)}", "", ""]).encode() + body)
    head, _, content = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    if b" 200 " not in head.partition(b"\r\n")[0]:
        raise RuntimeError(f"{action} was refused: {content!r}")
    return json.loads(content)


def _signed(endpoint: str, action: str, query: str, body: bytes) -> dict[str, str]:
    headers = {
        "content-type": _FORM,
        "host": endpoint,
        "x-acs-action": action,
        "x-acs-content-sha256": sha256(body).hexdigest(),
        "x-acs-date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": uuid.uuid4().hex,
        "x-acs-version": VERSION,
    }
    names = sorted(headers)
    signature = acs3_signature(read_wire("POST", "/", query.encode(), headers, body), names, _KEY[1])
    credential = f"Credential={_KEY[0]},SignedHeaders={';'.join(names)},Signature={signature}"
    return headers | {"authorization": f"ACS3-HMAC-SHA256 {credential}"}


def _summary(times: list[float]) -> dict[str, float]:
    return {"count": len(times), "median": median(times), "p99": quantiles(times, n=100)[98], "max": max(times)}


def describe(data: dict[str, Any]) -> str:
    polls = data["polls"]
    intro = (
        f"{_CLIENTS} clients ask once a second what became of a batch and which jobs there are, every time over a new "
        f"connection and with a signature, while {data['outputs']} videos of {_SIZE[0]}x{_SIZE[1]} are made on all "
        f"cores, in {data['seconds']:.0f} s. Server, runner, workers and clients share this machine."
    )
    rows = [
        (f"`{name}`", f"{times['count']:.0f}", *(f"{times[key]:.1f}" for key in ("median", "p99", "max")))
        for name, times in polls.items()
    ]
    wanted = [Target("slowest kind of poll, 99th percentile", max(times["p99"] for times in polls.values()), 50, "ms")]
    poll_table = table(("poll", "asked", "median ms", "99 % ms", "highest ms"), rows)
    return "\n\n".join([intro, poll_table, "### Targets", targets(wanted)])
