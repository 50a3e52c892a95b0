"""``GetEditingProject``: the timeline of an output."""

from __future__ import annotations

from typing import Any

from s2v_core.api.vendor.call import Call
from s2v_core.api.vendor.times import time_text
from s2v_core.production.store import parse_output_id

__all__ = ["get_editing_project"]

_STATUS = {"Init": "Draft", "Processing": "Producing", "Success": "Produced", "Failed": "ProduceFailed"}


def get_editing_project(call: Call) -> dict[str, Any]:
    """Return the project ``ProjectId``, which a sub-job names; its timeline is JSON text."""
    job, index = parse_output_id(call.required("ProjectId"))
    stored, output = call.service.job(job), call.service.output(job, index)
    made = output.results is not None and "Video" in output.results.files
    status = _STATUS.get(output.state, "Draft")
    project = {
        "ProjectId": call.text("ProjectId"),
        "Title": output.name,
        "Timeline": call.service.timeline(job, index),
        "Status": status if made or status != "Produced" else "Draft",
        "CreateTime": time_text(stored.created),
        "ModifiedTime": time_text(output.ended or stored.modified),
    }
    return {"Project": project}
