"""How the server is: for those who watch over it."""

from __future__ import annotations

from s2v_core import __version__
from s2v_core.api.face import Face
from s2v_core.api.metrics import exposition
from s2v_core.production.store import JOB_STATES

__all__ = ["metrics_text", "well_being"]


def well_being(face: Face) -> dict[str, object]:
    """Return whether the store answers, and whether a runner is alive, as JSON values.

    Raises:
        StoreUnusable: the store does not answer.
    """
    face.service.states()
    return {"status": "ok", "runner": face.service.has_runner()}


def metrics_text(face: Face) -> str:
    """Return the figures of server and store as Prometheus reads them.

    Raises:
        StoreUnusable: the store does not answer.
    """
    service, counted = face.service, face.metrics
    states = service.states()
    return exposition(
        {
            "s2v_info": ("gauge", "The version of the product.", {(("version", __version__),): 1}),
            "s2v_runner_up": ("gauge", "Whether a runner is alive.", {(): float(service.has_runner())}),
            "s2v_jobs": (
                "gauge",
                "Jobs in the store by state.",
                {(("state", state),): float(states.get(state, 0)) for state in JOB_STATES},
            ),
            "s2v_open_texts": ("gauge", "Texts that are to be written.", {(): float(service.open_texts())}),
            "s2v_http_requests_total": ("counter", "Requests that were answered.", dict(counted.requests)),
            "s2v_http_request_seconds_total": ("counter", "Seconds that answers took.", dict(counted.seconds)),
        }
    )
