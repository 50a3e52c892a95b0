"""``GetTemplate``: one template."""

from __future__ import annotations

import json
from typing import Any

from s2v_core.api.refusals import Refusal
from s2v_core.api.templates import BATCH_EDITING, Template
from s2v_core.api.vendor.call import Call
from s2v_core.api.vendor.times import time_text
from s2v_core.errors import JobError

__all__ = ["get_template", "template_fields"]


def get_template(call: Call) -> dict[str, Any]:
    """Return the template ``TemplateId``."""
    identity = call.required("TemplateId")
    try:
        return {"Template": template_fields(call.service.templates.get(identity))}
    except (JobError, FileNotFoundError):
        raise Refusal(
            404, "InvalidParameter.TemplateNotFound", "There is no such template.", where="TemplateId"
        ) from None


def template_fields(template: Template) -> dict[str, Any]:
    """Return a template as the operations tell of it; its config is JSON text."""
    return {
        "TemplateId": template.id,
        "Name": template.name,
        "Type": BATCH_EDITING,
        "Config": json.dumps(template.config, ensure_ascii=False),
        "Status": "Available",
        "CreateSource": "OpenAPI",
        "CoverURL": template.cover,
        "CreationTime": time_text(template.created),
        "ModifiedTime": time_text(template.modified),
    }
