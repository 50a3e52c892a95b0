"""Which hosts may be talked to: public ones, and those that the settings name."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence

from s2v_core.errors import MediaNotFound, MediaRefused

__all__ = ["checked_addresses", "is_public"]

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


def checked_addresses(host: str, port: int, private_hosts: Sequence[str]) -> tuple[str, ...]:
    """Return the addresses of a host, in the order to try them.

    Args:
        host: its name (in ASCII) or address.
        port: the port that will be connected to.
        private_hosts: hosts (``host`` or ``host:port``) that need not be public.

    Raises:
        MediaNotFound: the host's name is unknown.
        MediaRefused: one of the addresses is not public, and the host is not named in ``private_hosts``.
    """
    host = host.strip("[]").rstrip(".")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise MediaNotFound(
            f"The host '{host}' is not known.", where=host, hint="Check the address and the network."
        ) from None
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    named = {name.lower() for name in private_hosts}
    if {host.lower(), f"{host.lower()}:{port}", f"[{host.lower()}]:{port}"} & named:
        return addresses
    if not all(is_public(address) for address in addresses):
        raise MediaRefused(
            f"'{host}' is not a public host, so it is not talked to.",
            where=host,
            hint=f"If it is yours, name it in S2V_URL_HOSTS ({host}:{port}).",
        )
    return addresses


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet, also when it wraps an IPv4 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _TRANSLATED:
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped:
            return is_public(str(wrapped))
    return ip.is_global and not ip.is_multicast
