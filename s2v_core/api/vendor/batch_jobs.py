"""Batch jobs and their outputs as the vendor's operations tell of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from s2v_core.api.links import path_of
from s2v_core.api.refusals import without_paths
from s2v_core.api.vendor.call import Call
from s2v_core.api.vendor.times import time_text
from s2v_core.production.store import Failure, StoredJob, StoredOutput, output_id, vendor_state

__all__ = ["batch_job", "failure_fields", "sub_job"]

_ECHOED = ("InputConfig", "EditingConfig", "OutputConfig", "TemplateConfig")


def batch_job(call: Call, job: StoredJob) -> dict[str, Any]:
    """Return a job without its outputs. Its configs are texts, as they were given."""
    request = call.service.request(job.id)
    fields = {
        "JobId": job.id,
        "Status": vendor_state(job.state),
        "JobType": job.kind,
        **_configs(request.document),
        "UserData": request.user_data,
        "Extend": json.dumps(failure_fields(job.failure)),
        "CreateTime": time_text(job.created),
        "ModifiedTime": time_text(job.modified),
    }
    return fields | ({"CompleteTime": time_text(job.ended)} if job.ended else {})


def sub_job(call: Call, output: StoredOutput) -> dict[str, Any]:
    """Return one output of a job."""
    identity, results = output_id(output.job, output.index), output.results
    fields: dict[str, Any] = {"JobId": identity, "ProjectId": identity, "Status": vendor_state(output.state)}
    if output.state == "Success" and results is not None:
        fields["Duration"] = round(results.duration, 4)
        if "Video" in results.files:
            address = results.urls.get("Video") or video_address(call, output)
            fields |= {"MediaId": identity, "MediaURL": address}
    return fields | failure_fields(output.reason)


def video_address(call: Call, output: StoredOutput) -> str:
    """Return where this server gives the video of an output away; where there are keys, signed by the caller's."""
    return call.links.signed(call.base, path_of(output.job, output.index, "video"), call.key)


def failure_fields(failure: Failure | None) -> dict[str, str]:
    """Return what a failure says; nothing when there is none."""
    if failure is None:
        return {}
    return {"ErrorCode": failure.vendor_code, "ErrorMessage": without_paths(str(failure.error()))}


def _configs(document: str) -> dict[str, str]:
    values = json.loads(document)
    if not isinstance(values, Mapping):
        return {}
    return {name: _as_text(values[name]) for name in _ECHOED if values.get(name) is not None}


def _as_text(config: Any) -> str:
    return config if isinstance(config, str) else json.dumps(config, ensure_ascii=False)
