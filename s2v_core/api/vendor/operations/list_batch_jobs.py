"""``ListBatchMediaProducingJobs``: a page of the list of jobs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from s2v_core.api.vendor.batch_jobs import batch_job
from s2v_core.api.vendor.call import Call
from s2v_core.errors import JobNotFound
from s2v_core.production.store import JobFilter, Page, states_behind

__all__ = ["list_batch_jobs"]

_STATUSES = ("", "Init", "Processing", "Finished", "Failed")


def list_batch_jobs(call: Call) -> dict[str, Any]:
    """Return jobs by creation, from ``StartTime`` on and before ``EndTime``; ``NextToken`` leads to the next page."""
    most = call.whole("MaxResults", 10, low=1, high=100)
    wanted = JobFilter(
        id=call.text("JobId"),
        kind=call.text("JobType"),
        states=states_behind(call.choice("Status", _STATUSES, "")),
        created_from=call.moment("StartTime"),
        created_before=call.moment("EndTime"),
    )
    newest_first = call.choice("SortBy", ("desc", "asc"), "desc") == "desc"
    page = call.service.jobs(wanted, limit=most, token=call.text("NextToken") or None, newest_first=newest_first)
    fields: dict[str, Any] = {"MaxResults": most, "EditingBatchJobList": list(_told(call, page))}
    return fields | ({"NextToken": page.next_token} if page.next_token else {})


def _told(call: Call, page: Page) -> Iterator[dict[str, Any]]:
    for job in page.jobs:
        with suppress(JobNotFound):  # it was removed a moment ago
            yield batch_job(call, job)
