"""Batch-editing templates: files of the data folder, one for each."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from s2v_core.cache import write_atomically
from s2v_core.errors import JobError
from s2v_core.job import Job, load_template, with_template
from s2v_core.production.json_object import json_object
from s2v_core.settings import Settings

__all__ = ["BATCH_EDITING", "Template", "Templates"]

BATCH_EDITING = "BatchEditing"
_MOST = 1000
_LONGEST_NAME = 128


@dataclass(frozen=True, kw_only=True)
class Template:
    """A template. ``config`` is a JSON object; times are UTC."""

    id: str
    name: str
    config: Mapping[str, Any]
    cover: str
    created: datetime
    modified: datetime


class Templates:
    """The templates in the data folder of ``settings``. Files that somebody put there by hand count, too."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def add(self, name: str, config: str, *, cover: str = "") -> Template:
        """Check and keep a template.

        Args:
            name: what it is called; empty: as its id.
            config: ``{InputTemplateConfig, EditingTemplateConfig, OutputTemplateConfig}`` as JSON text.
            cover: address of a picture of it.

        Raises:
            JobError: it is malformed, or there are too many already.
        """
        with_template(Job(), {"Type": BATCH_EDITING, "Config": config})
        if len(self._ids()) >= _MOST:
            raise JobError(f"There are {_MOST} templates already.", hint="Delete some in the data folder.")
        identity = secrets.token_hex(16)
        values = {
            "TemplateId": identity,
            "Name": name[:_LONGEST_NAME] or identity,
            "Type": BATCH_EDITING,
            "Config": json.loads(config),
            "CoverURL": cover,
            "CreationTime": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        text = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
        self._settings.templates_dir.mkdir(parents=True, exist_ok=True)
        write_atomically(self._file(identity), partial(Path.write_text, data=text, encoding="utf-8"))
        return self.get(identity)

    def get(self, identity: str) -> Template:
        """Return a template.

        Raises:
            JobError: there is none, or its file is no template.
        """
        values = load_template(self._settings, identity)
        modified = datetime.fromtimestamp(self._file(identity).stat().st_mtime, UTC)
        return Template(
            id=identity,
            name=str(values.get("Name") or identity),
            config=_config(values),
            cover=str(values.get("CoverURL") or ""),
            created=_moment(values.get("CreationTime")) or modified,
            modified=modified,
        )

    def all(self) -> list[Template]:
        """Return all templates, the oldest first; files that are none are left out."""
        found = []
        for identity in self._ids():
            try:
                found.append(self.get(identity))
            except (JobError, OSError):  # somebody put it there by hand, or takes it away
                continue
        return sorted(found, key=lambda template: (template.created, template.id))

    def _ids(self) -> list[str]:
        folder = self._settings.templates_dir
        return sorted(file.stem for file in folder.glob("*.json")) if folder.is_dir() else []

    def _file(self, identity: str) -> Path:
        return self._settings.templates_dir / f"{identity}.json"


def _config(values: Mapping[str, Any]) -> Mapping[str, Any]:
    config = values.get("Config", {name: part for name, part in values.items() if name.endswith("TemplateConfig")})
    return json_object(config, "Config")


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC)
    except (ValueError, OverflowError):  # the first or the last day of all
        return None
