"""``GetSmartHandleJob``: what came of a text job."""

from __future__ import annotations

import json
from typing import Any

from s2v_core.api.vendor.batch_jobs import failure_fields
from s2v_core.api.vendor.call import Call
from s2v_core.api.vendor.times import time_text

__all__ = ["get_smart_handle_job"]


def get_smart_handle_job(call: Call) -> dict[str, Any]:
    """Return the text job ``JobId``. ``AiResult`` is JSON text: a list of texts."""
    text = call.service.text(call.required("JobId"))
    fields: dict[str, Any] = {
        "JobId": text.id,
        "State": text.state,
        "UserData": text.request.user_data,
        "SmartJobInfo": {
            "JobType": text.request.kind,
            "Title": text.request.title,
            "Description": text.request.description,
            "CreateTime": time_text(text.created),
            "ModifiedTime": time_text(text.modified),
        },
        **failure_fields(text.failure),
    }
    if text.result is not None:
        result = json.dumps(text.result["Texts"], ensure_ascii=False)
        fields |= {"Output": result, "JobResult": {"AiResult": result, "Usage": text.result["Usage"]}}
    return fields
