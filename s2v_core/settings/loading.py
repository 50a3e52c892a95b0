"""Reading the settings of a process."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from s2v_core.errors import SettingsError
from s2v_core.settings.model import Settings

__all__ = ["load_settings", "refusal_of"]


def load_settings(**overrides: Any) -> Settings:
    """Read the settings; ``overrides`` win over the environment.

    Raises:
        SettingsError: a value is malformed; the message names the variable. Or the file of the settings is damaged.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise refusal_of(error) from None


def refusal_of(error: ValidationError) -> SettingsError:
    """Return what is wrong with the first setting that is malformed."""
    first = error.errors()[0]
    name = "S2V_" + "_".join(str(part) for part in first["loc"]).upper()
    return SettingsError(f"{first['msg']}.", where=name, hint="See `python -m s2v_core doctor --settings`.")
