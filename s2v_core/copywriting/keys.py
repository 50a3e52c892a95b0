"""The key of the service that writes: from the environment, or from ``.streamlit/secrets.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import SecretStr

from s2v_core.errors import SettingsError
from s2v_core.settings import Settings

__all__ = ["SECRET", "with_key"]

SECRET = "S2V_COPY_API_KEY"  # noqa: S105 (the name of a variable)


def with_key(settings: Settings, folder: Path) -> Settings:
    """Return the settings with the key of the writing service, from ``folder/.streamlit/secrets.toml`` if none is set.

    Raises:
        SettingsError: that file cannot be read; nothing of what it holds is in the message.
    """
    file = folder / ".streamlit" / "secrets.toml"
    if settings.copy_api_key.get_secret_value() or not file.is_file():
        return settings
    try:
        found = tomllib.loads(file.read_text("utf-8")).get(SECRET)
    except (OSError, ValueError):
        raise SettingsError("The file of the secrets cannot be read.", where=str(file), hint="Mend it.") from None
    return settings.model_copy(update={"copy_api_key": SecretStr(found)}) if isinstance(found, str) else settings
