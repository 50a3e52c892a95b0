"""``SubmitTextGenerateJob``: have titles, voiceovers or a storyboard written."""

from __future__ import annotations

from typing import Any

from s2v_core.api.vendor.call import Call
from s2v_core.api.vendor.operations.submit_batch_job import MOST_USER_DATA
from s2v_core.production.store import NewText
from s2v_core.production.texts import copy_request

__all__ = ["submit_text_job"]

_MOST_TITLE, _MOST_DESCRIPTION, _MOST_CONFIG = 128, 1024, 64 * 1024
"""Bytes."""


def submit_text_job(call: Call) -> dict[str, Any]:
    """Return the id of the new job; ``GetSmartHandleJob`` tells what came of it."""
    kind, config = call.required("Type"), call.required("GenerateConfig", most_bytes=_MOST_CONFIG)
    copy_request(kind, config)  # refuses what cannot be written
    text = NewText(
        kind=kind,
        config=config,
        title=call.text("Title", most_bytes=_MOST_TITLE),
        description=call.text("Description", most_bytes=_MOST_DESCRIPTION),
        user_data=call.text("UserData", most_bytes=MOST_USER_DATA),
    )
    return {"JobId": call.service.submit_text(text)}
