"""``doctor``: what the installation needs, what is missing, and how to mend it."""

from __future__ import annotations

import re
from typing import Annotated

import typer
from pydantic import SecretStr
from rich.text import Text

from s2v_core.cli.console import out, print_json, show_table
from s2v_core.production import Finding, examine
from s2v_core.settings import Settings, load_settings

__all__ = ["doctor"]

_CREDENTIALS = re.compile(r"(?<=:)//[^/\s]+@")


def doctor(
    settings: Annotated[
        bool, typer.Option("--settings", help="List every setting with its meaning and value.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Check what the installation needs (fonts, voices, encoders, libraries, folders) and say how to mend it."""
    values = load_settings()
    if settings:
        rows = _setting_rows(values)
        print_json(rows) if as_json else show_table("Settings", rows)
        return
    findings = examine(values)
    if as_json:
        print_json([finding.to_json() for finding in findings])
    else:
        for finding in findings:
            out.print(_line(finding))
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(1)


def _line(finding: Finding) -> Text:
    colour = {"good": "green", "fair": "yellow", "bad": "red"}[finding.state]
    text = Text()
    text.append(f"{finding.state:<5}", style=f"bold {colour}")
    text.append(f"{finding.subject:<22}", style="bold")
    text.append(finding.message)
    if finding.remedy:
        text.append(f"  {finding.remedy}", style="dim")
    return text


def _setting_rows(settings: Settings) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        shown = ("set" if value.get_secret_value() else "") if isinstance(value, SecretStr) else value
        if isinstance(shown, tuple):
            shown = ", ".join(str(part) for part in shown)
        if isinstance(shown, str):
            shown = _CREDENTIALS.sub("//***@", shown)
        rows.append({"setting": f"S2V_{name.upper()}", "value": shown, "meaning": field.description or ""})
    return rows
