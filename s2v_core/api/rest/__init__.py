"""A plain REST for people who do not have the vendor's client libraries, described by its own OpenAPI document."""

from __future__ import annotations

from s2v_core.api.rest.application import answer_error, create_rest

__all__ = ["answer_error", "create_rest"]
