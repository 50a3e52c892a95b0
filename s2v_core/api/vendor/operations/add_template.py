"""``AddTemplate``: keep a template for batch jobs."""

from __future__ import annotations

from typing import Any

from s2v_core.api.templates import BATCH_EDITING
from s2v_core.api.vendor.call import Call
from s2v_core.api.vendor.operations.get_template import template_fields

__all__ = ["add_template"]

_MOST_CONFIG = 256 * 1024
"""Bytes: a list of templates reads them all."""


def add_template(call: Call) -> dict[str, Any]:
    """Return the new template."""
    call.choice("Type", (BATCH_EDITING,), "")
    config = call.required("Config", most_bytes=_MOST_CONFIG)
    template = call.service.templates.add(call.text("Name"), config, cover=call.text("CoverUrl", most_bytes=1024))
    return {"Template": template_fields(template)}
