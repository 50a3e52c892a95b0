"""The settings that are kept on disk: ``settings.json`` in the data folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from s2v_core.errors import SettingsError

__all__ = ["SETTINGS_FILE", "FileSource", "is_keepable", "read_file", "read_kept"]

SETTINGS_FILE = "settings.json"


class FileSource(PydanticBaseSettingsSource):
    """Gives what is kept in the data folder that the stronger sources name."""

    def __call__(self) -> dict[str, Any]:
        fields = self.settings_cls.model_fields
        home = self.current_state.get("home") or fields["home"].get_default(call_default_factory=True)
        return read_kept(Path(home).expanduser(), self.settings_cls)

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return the value of one setting, its name, and that it needs no decoding."""
        return self().get(field_name), field_name, False


def is_keepable(kind: type[BaseSettings], name: str) -> bool:
    """Return whether a setting may be kept on disk: it is no secret, and not what says where that file is."""
    field = kind.model_fields.get(name)
    return field is not None and name != "home" and field.annotation is not SecretStr


def read_kept(home: Path, kind: type[BaseSettings]) -> dict[str, Any]:
    """Return the settings that a data folder keeps, by their names; what this version does not know is left out.

    Raises:
        SettingsError: the file cannot be read, or holds what must not be there.
    """
    known = {name: value for name, value in read_file(home).items() if name in kind.model_fields}
    for name in known:
        if not is_keepable(kind, name):
            hint = f"Take it out of the file and set S2V_{name.upper()} in the environment."
            raise SettingsError(f"'{name}' cannot be set there.", where=str(home / SETTINGS_FILE), hint=hint)
    return known


def read_file(home: Path) -> dict[str, Any]:
    """Return everything that the file of a data folder holds; nothing where there is none.

    Raises:
        SettingsError: it cannot be read, or is damaged.
    """
    file = home / SETTINGS_FILE
    try:
        values = json.loads(file.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        message = f"The settings cannot be read: {error.strerror}."
        raise SettingsError(message, where=str(file), hint="Check its permissions.") from None
    except ValueError:
        values = None
    if not isinstance(values, dict):
        hint = "Mend it, or remove it to go back to the defaults."
        raise SettingsError("The file of the settings is damaged.", where=str(file), hint=hint)
    return values
