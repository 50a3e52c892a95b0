"""``SubmitBatchMediaProducingJob``: submit a Script-to-Video job."""

from __future__ import annotations

import json
from typing import Any

from s2v_core.api.refusals import Refusal
from s2v_core.api.vendor.call import Call
from s2v_core.errors import JobConflict

__all__ = ["MOST_USER_DATA", "submit_batch_job"]

MOST_USER_DATA = 512
"""Bytes."""

_CONFIGS = ("InputConfig", "EditingConfig", "OutputConfig", "TemplateConfig")


def submit_batch_job(call: Call) -> dict[str, Any]:
    """Return the id of the new job, or of the one that the same ``ClientToken`` made before."""
    if not call.text("TemplateConfig"):
        call.required("InputConfig")
    given = {name: call.text(name) for name in _CONFIGS} | {
        "UserData": call.text("UserData", most_bytes=MOST_USER_DATA)
    }
    document = json.dumps({name: text for name, text in given.items() if text}, ensure_ascii=False)
    try:
        submitted = call.service.submit(document, token=call.text("ClientToken", most_bytes=128))
    except JobConflict as error:
        raise Refusal(400, "IdempotentParameterMismatch", error.message, where=error.where, hint=error.hint) from None
    return {"JobId": submitted.job}
