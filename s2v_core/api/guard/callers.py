"""Who may knock at all.

Without access keys only this machine may, and only by itself: not a web page that somebody has open in a browser here,
not a name that leads here from outside, and nobody behind a proxy on this machine.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from s2v_core.api.refusals import Refusal

__all__ = ["check_caller", "headers_of", "is_loopback"]

_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_OWN_PAGES = ("same-origin", "none")


def check_caller(client: str | None, headers: Mapping[str, str], *, keyed: bool) -> None:
    """See whether a request may be looked at.

    Args:
        client: the address that it comes from.
        headers: its headers, by names in lower case.
        keyed: whether there are access keys.

    Raises:
        Refusal: it may not.
    """
    host, origin = headers.get("host", ""), headers.get("origin")
    elsewhere = origin is not None and _place(origin) != host
    if elsewhere or headers.get("sec-fetch-site", "none") not in _OWN_PAGES:
        raise Refusal(403, "Forbidden", "Pages of other sites may not use this server.")
    if keyed:
        return
    passed_on = any(name in headers for name in _PASSED_ON)
    if passed_on or client is None or not is_loopback(client) or not is_loopback(_host_name(host)):
        raise Refusal(
            403,
            "Forbidden",
            "Without access keys this server answers its own machine alone.",
            hint="Set S2V_ACCESS_KEYS where it runs.",
        )


def headers_of(connection: HTTPConnection) -> dict[str, str]:
    """Return the headers of a request by names in lower case; of one that stands there twice, the first.

    Starlette's own mapping looks through all of them for each: fifty thousand would keep the server from all others.
    """
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(connection.scope["headers"])}


def is_loopback(host: str) -> bool:
    """Tell whether a name or address is this machine's own."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _place(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
