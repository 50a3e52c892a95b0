"""Who may use the HTTP face: the keys of ``S2V_ACCESS_KEYS``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from s2v_core.errors import SettingsError
from s2v_core.settings.model import Settings

__all__ = ["AccessKey", "access_keys"]

_ENTRY = re.compile(r"(?P<id>[A-Za-z0-9_.\-]{1,64}):(?P<secret>[^\s,:]{8,200})(?P<right>:read)?")


@dataclass(frozen=True)
class AccessKey:
    """A key of the HTTP face. ``may_write`` is False for one that may only read."""

    id: str
    secret: str = field(repr=False)
    may_write: bool = True


def access_keys(settings: Settings) -> Mapping[str, AccessKey]:
    """Return the keys in the settings by their ids; none: the HTTP face serves its own machine alone.

    Raises:
        SettingsError: an entry is malformed, or two have one id. No secret is in the message.
    """
    keys: dict[str, AccessKey] = {}
    for number, entry in enumerate(filter(None, map(str.strip, settings.access_keys.get_secret_value().split(","))), 1):
        found = _ENTRY.fullmatch(entry)
        if found is None or found["id"] in keys:
            problem = "is malformed" if found is None else "has the id of another one"
            raise SettingsError(
                f"Access key {number} {problem}.",
                where="S2V_ACCESS_KEYS",
                hint="Write id:secret, or id:secret:read, separated by commas; a secret has at least 8 characters.",
            )
        keys[found["id"]] = AccessKey(found["id"], found["secret"], may_write=found["right"] is None)
    return keys
