"""Changing the settings that are kept on disk."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError
from pydantic_settings import DotEnvSettingsSource, EnvSettingsSource

from s2v_core.cache import write_atomically
from s2v_core.errors import SettingsError
from s2v_core.settings.file import SETTINGS_FILE, is_keepable, read_file, read_kept
from s2v_core.settings.loading import load_settings, refusal_of
from s2v_core.settings.model import Settings

__all__ = ["keep_settings", "may_be_kept", "set_outside"]


def may_be_kept(name: str) -> bool:
    """Return whether a setting may be kept on disk."""
    return is_keepable(Settings, name)


def set_outside() -> frozenset[str]:
    """Return the settings that the environment or ``.env`` gives; what is kept on disk does not count for them."""
    sources = (EnvSettingsSource(Settings), DotEnvSettingsSource(Settings))
    return frozenset(name for source in sources for name in source() if name in Settings.model_fields)


def keep_settings(settings: Settings, **changes: Any) -> Settings:
    """Keep settings in the data folder, for every process that uses it, and return the settings as they are now.

    Args:
        settings: name the data folder.
        changes: by name; None goes back to the default.

    Raises:
        SettingsError: a value is malformed, or must not be kept on disk; nothing is changed. Or the file cannot be
            read or written.
    """
    for name in changes:
        if not may_be_kept(name):
            raise SettingsError(f"'{name}' is not kept on disk.", where=f"S2V_{name.upper()}")
    kept = read_kept(settings.home, Settings) | changes
    wanted = {name: value for name, value in kept.items() if value is not None}
    try:
        checked = Settings(home=settings.home, **wanted)
    except ValidationError as error:
        raise refusal_of(error) from None
    others = {name: value for name, value in read_file(settings.home).items() if name not in kept}
    values = others | checked.model_dump(mode="json", include=set(wanted))
    text = json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    file = settings.home / SETTINGS_FILE
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        write_atomically(file, lambda aside: aside.write_text(text, "utf-8"))
    except OSError as error:
        message = f"The settings cannot be saved: {error.strerror}."
        raise SettingsError(message, where=str(file), hint="Check the data folder and its disk.") from None
    return load_settings(home=settings.home)
