"""``GetBatchMediaProducingJob``: one job with its outputs."""

from __future__ import annotations

from typing import Any

from s2v_core.api.vendor.batch_jobs import batch_job, sub_job
from s2v_core.api.vendor.call import Call

__all__ = ["get_batch_job"]


def get_batch_job(call: Call) -> dict[str, Any]:
    """Return the job ``JobId``."""
    identity = call.required("JobId")
    job = call.service.job(identity)
    outputs = [sub_job(call, output) for output in call.service.outputs(identity)]
    return {"EditingBatchJob": batch_job(call, job) | {"SubJobList": outputs}}
