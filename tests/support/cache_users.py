"""What a process does that shares a cache with others, for the tests of several processes."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from s2v_core.cache import Cache, key_of

__all__ = ["BLOCKS", "KEYS", "is_whole", "use_cache"]

KEYS = 24
BLOCKS = 200


def use_cache(root: Path, user: int, turns: int, limit: int) -> Counter[str]:
    """Find, store, trim and clear the same few entries again and again; trim at the end; return what happened."""
    choices = random.Random(user)
    cache = Cache(root)
    seen: Counter[str] = Counter()
    for _ in range(turns):
        seen[_turn(cache, user, choices, limit)] += 1
    cache.trim(limit, spare=0.0)
    return seen


def is_whole(content: bytes, name: str) -> bool:
    """Tell whether content was written for an entry of that name by one single user."""
    return len(content) == 16 * BLOCKS and content == content[:16] * BLOCKS and content.startswith(name.encode())


def _turn(cache: Cache, user: int, choices: random.Random, limit: int) -> str:
    act = choices.random()
    if act < 0.03:
        cache.trim(limit, spare=0.0)
        return "trimmed"
    if act < 0.04:
        cache.clear(kinds=["speech"])
        return "cleared"
    name = f"{choices.randrange(KEYS):03}"
    sealed = choices.random() < 0.5
    kind = "chunks" if sealed else "speech"
    path = (cache.find_sealed if sealed else cache.find)(kind, key_of(name), ".bin")
    if path is None:
        block = f"{name} by user {user:04}".encode()
        (cache.store_sealed if sealed else cache.store)(
            kind, key_of(name), ".bin", lambda target: _write(target, block)
        )
        return "stored"
    try:
        return "read" if is_whole(path.read_bytes(), name) else "torn"
    except FileNotFoundError:
        return "evicted"


def _write(target: Path, block: bytes) -> None:
    with target.open("wb", buffering=0) as file:
        for _ in range(BLOCKS):
            file.write(block)
