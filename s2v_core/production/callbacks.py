"""Telling a job's owner that it is finished: ``UserData.NotifyAddress`` gets an event by HTTP POST.

The event is JSON. It is delivered at least once, so a receiver that must not act twice remembers ``X-S2V-Delivery``,
which stays the same when an event is sent again. With a key in ``S2V_CALLBACK_KEY`` every attempt is signed:

* ``X-S2V-Timestamp``: seconds since 1970, as decimal digits;
* ``X-S2V-Signature``: ``v1=`` and, in hex, HMAC-SHA256 with the key over the timestamp, a full stop and the body as
  sent.

The receiver computes the same, compares without telling by its timing how much was right, and refuses old timestamps::

    expected = "v1=" + hmac.new(key, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    genuine = hmac.compare_digest(expected, signature) and abs(time.time() - int(timestamp)) < 300

Only public hosts and those of ``S2V_URL_HOSTS`` are talked to. An answer of 2xx ends the matter; its body is not read
and redirections are not followed. Other answers of 4xx and 3xx refuse the event; everything else is tried again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from s2v_core.cache import key_of
from s2v_core.errors import DeliveryAway, DeliveryRefused, MediaNotFound, MediaRefused, Problem
from s2v_core.media.addresses import shown
from s2v_core.media.web import NoAnswer, ask, parse_url
from s2v_core.production.delivery import Handler, Outbox, Outcome
from s2v_core.settings import Settings

__all__ = ["CALLBACK", "SubJob", "callback_handler", "completion_event", "notify", "notify_address"]

CALLBACK = "callback"
"""The kind of these notes in the outbox."""

_EVENT = "BatchProduceMediaComplete"
_FIELD = "UserData.NotifyAddress"
_SECONDS = 10.0
_PASSING = (408, 425, 429)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class SubJob:
    """One output as the event tells of it; ``duration`` is in seconds."""

    job_id: str
    status: str
    project_id: str = ""
    media_id: str = ""
    media_url: str = ""
    duration: float = 0.0
    error_code: str = ""
    error_message: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the output as JSON values; what is not known is left out."""
        values = {
            "JobId": self.job_id,
            "ProjectId": self.project_id,
            "MediaId": self.media_id,
            "MediaURL": self.media_url,
            "Status": self.status,
            "Duration": round(self.duration, 4),
            "ErrorCode": self.error_code,
            "ErrorMessage": self.error_message,
        }
        return {name: value for name, value in values.items() if value or name in ("JobId", "Status")}


def notify_address(user_data: Any) -> tuple[str, Problem | None]:
    """Return the address that a job wants to be told at, and what the user should know about it.

    Args:
        user_data: ``UserData`` as the document has it: an object or its JSON text.

    Returns:
        The address, empty when there is none or it cannot be used; then, if one was given, a warning.
    """
    address = _fields(user_data).get("NotifyAddress")
    if not address:
        return "", None
    try:
        if not isinstance(address, str):
            raise NoAnswer("it is no text")
        parse_url(address)
    except NoAnswer as error:
        return "", Problem(
            path=_FIELD,
            message=f"Nobody can be told at this address: {error}.",
            hint="Give an http(s) address. Message queues of the vendor's service are not reached from here.",
            severity="warning",
        )
    return address, None


def completion_event(
    *,
    job_id: str,
    status: str,
    user_data: Any,
    sub_jobs: Sequence[SubJob],
    at: datetime,
    job_type: str = "Script",
) -> dict[str, Any]:
    """Return the event that says that a batch has ended.

    Args:
        job_id: the job's id.
        status: ``Finished`` or ``Failed``.
        user_data: ``UserData`` as it was given; it is sent back unchanged (an object as JSON text).
        sub_jobs: its outputs.
        at: when it ended.
        job_type: the vendor's name for what kind of job it is.
    """
    echoed = user_data if isinstance(user_data, str) else json.dumps(user_data or {}, ensure_ascii=False)
    return {
        "EventType": _EVENT,
        "EventTime": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "UserId": 0,
        "MessageBody": {
            "JobId": job_id,
            "JobType": job_type,
            "Status": status,
            "UserData": echoed,
            "SubJobs": [sub_job.to_json() for sub_job in sub_jobs],
        },
    }


def notify(
    address: str,
    event: Mapping[str, Any],
    *,
    outbox: Outbox,
    handler: Handler,
    now: Callable[[], float] = time.time,
) -> Outcome | None:
    """Send ``event`` to ``address``: once now, and later from the outbox when that fails.

    Never raises what a user or a network could cause: a production does not end because nobody listens. The outcome is
    logged; None when the event could not even be written down.

    Args:
        address: what ``notify_address`` returned.
        event: what ``completion_event`` returned. The same event to the same address is one delivery.
        outbox: keeps the event.
        handler: what ``callback_handler`` returned.
        now: tells the Unix time.
    """
    body = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    key = key_of(CALLBACK, address, body)
    try:
        outbox.put(CALLBACK, key, {"Address": address, "Body": body, "Delivery": key}, now=now())
        outcome = outbox.attempt(key, handler, now=now)
    except OSError as error:
        _log.error("The callback to %s cannot be written down: %s", shown(address), error)
        return None
    if outcome.state == "done":
        _log.info("The callback to %s was accepted.", shown(address))
    else:
        _log.warning("The callback to %s is %s: %s", shown(address), outcome.state, outcome.error or "under way")
    return outcome


def callback_handler(
    settings: Settings,
    *,
    now: Callable[[], float] = time.time,
    clock: Callable[[], float] = time.monotonic,
) -> Handler:
    """Return what makes the deliveries of this kind; it returns the status that was answered.

    Args:
        settings: ``callback_key`` signs, ``url_hosts`` names the private hosts that may be told.
        now: tells the Unix time.
        clock: a monotonic clock in seconds.
    """

    def handle(payload: Mapping[str, Any]) -> int:
        body = str(payload["Body"]).encode("utf-8")
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "script-to-video-studio",
            "X-S2V-Delivery": str(payload["Delivery"]),
            **_signature(settings.callback_key.get_secret_value(), body, int(now())),
        }
        return _post(str(payload["Address"]), body, headers, settings, clock)

    return handle


def _post(address: str, body: bytes, headers: Mapping[str, str], settings: Settings, clock: Callable[[], float]) -> int:
    where = shown(address)
    try:
        asking = ask(
            "POST",
            parse_url(address),
            headers=headers,
            body=body,
            private_hosts=settings.url_hosts,
            seconds=_SECONDS,
            clock=clock,
        )
        with asking as answer:
            status, reason = answer.status, answer.reason
    except MediaRefused as error:
        raise DeliveryRefused(error.message, where=where, hint=error.hint) from None
    except MediaNotFound as error:
        raise DeliveryAway(error.message, where=where, hint=error.hint) from None
    except NoAnswer as error:
        raise DeliveryAway(f"The receiver cannot be reached: {error}.", where=where) from None
    if 200 <= status < 300:
        return status
    message = f"The receiver answered {status} {reason}".rstrip() + "."
    if 300 <= status < 500 and status not in _PASSING:
        raise DeliveryRefused(message, where=where, hint="Check NotifyAddress; redirections are not followed.")
    raise DeliveryAway(message, where=where)


def _signature(key: str, body: bytes, timestamp: int) -> dict[str, str]:
    if not key:
        return {}
    signed = hmac.new(key.encode("utf-8"), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {"X-S2V-Timestamp": str(timestamp), "X-S2V-Signature": f"v1={signed}"}


def _fields(user_data: Any) -> Mapping[str, Any]:
    if isinstance(user_data, str):
        try:
            user_data = json.loads(user_data)
        except (ValueError, RecursionError):  # it may be any text
            return {}
    return user_data if isinstance(user_data, Mapping) else {}
