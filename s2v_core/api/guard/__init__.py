"""What stands between the network and the service: who may ask, how often, how much, and nothing twice."""

from __future__ import annotations

from s2v_core.api.guard.body import MAX_BODY, announced_size, patience, read_body
from s2v_core.api.guard.callers import check_caller, headers_of, is_loopback
from s2v_core.api.guard.freshness import Freshness
from s2v_core.api.guard.throttle import Throttle

__all__ = [
    "MAX_BODY",
    "Freshness",
    "Throttle",
    "announced_size",
    "check_caller",
    "headers_of",
    "is_loopback",
    "patience",
    "read_body",
]
