"""Everything that can be set from outside.

Values come from environment variables with the prefix ``S2V_`` (``S2V_HOME``, ``S2V_ROOTS``...), from a ``.env`` file
in the working folder, and from ``settings.json`` in the data folder (``{"cache_limit_gb": 20}``), which the settings
page of the studio writes. The environment wins over ``.env``, and both over the file. That never holds keys and
passwords.
"""

from __future__ import annotations

from s2v_core.settings.access import AccessKey, access_keys
from s2v_core.settings.file import SETTINGS_FILE
from s2v_core.settings.keeping import keep_settings, may_be_kept, set_outside
from s2v_core.settings.loading import load_settings
from s2v_core.settings.model import Settings, storage_entry

__all__ = [
    "SETTINGS_FILE",
    "AccessKey",
    "Settings",
    "access_keys",
    "keep_settings",
    "load_settings",
    "may_be_kept",
    "set_outside",
    "storage_entry",
]
