"""``SubmitSceneBatchEditingJob``: render the timelines of outputs that were made as previews."""

from __future__ import annotations

from typing import Any

from s2v_core.api.refusals import Refusal
from s2v_core.api.vendor.call import Call
from s2v_core.api.vendor.operations.submit_batch_job import MOST_USER_DATA
from s2v_core.job import limits
from s2v_core.production.store import parse_output_id

__all__ = ["submit_scene_batch_job"]


def submit_scene_batch_job(call: Call) -> dict[str, Any]:
    """Return the id of a job that renders ``ProjectIds`` (separated by commas) as ``OutputConfig`` says."""
    identities = [part.strip() for part in call.required("ProjectIds").split(",") if part.strip()]
    most = limits.COUNT[1]
    if not 0 < len(identities) <= most:
        raise Refusal(400, "InvalidParameter", f"Name 1 to {most} projects.", where="ProjectIds")
    outputs = [parse_output_id(identity) for identity in identities]
    job = call.service.submit_timelines(
        outputs, call.required("OutputConfig"), user_data=call.text("UserData", most_bytes=MOST_USER_DATA)
    )
    return {"JobId": job}
