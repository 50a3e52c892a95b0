"""``effects``: the catalogue on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from s2v_core.cli.app import run
from s2v_core.effects import Registry, filters, transitions
from s2v_core.effects.kinds import KINDS
from tests.support.media import write_image


def test_list_names_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["effects", "list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == sum(len(registry) for registry in KINDS.values()) + 1
    assert {"Kind": "transition", "Name": "fade", "Category": "fade", "Look": transitions["fade"].look} in rows
    assert [row["Category"] for row in rows if row["Name"] == "color"] == ["manual"]


def test_list_can_be_narrowed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["effects", "list", "--kind", "filter", "--category", "infrared"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in ("4 entries", "pi1", "pi2", "pi3", "pi4", "autumn"))
    assert "pf1" not in shown


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["list", "--kind", "filters"], "Kinds are transition,"),
        (["list", "--category", "nothing"], "Categories are"),
        (["show", "tokio"], "Did you mean 'tokoyo'?"),
        (["show", "q"], "`effects list` shows all"),
        (["gallery", "--out", "pictures", "--kind", "filters"], "Kinds are transition,"),
        (["gallery"], "--out"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(
    call: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["effects", *call]) == 2
    assert said in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_show_tells_look_and_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["effects", "show", "Color"]) == 0
    shown = capsys.readouterr().out
    assert "color: filter, manual" in shown
    assert "kelvin_temperature" in shown
    assert run(["effects", "show", "pf4", "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["Look"] == filters["pf4"].look
    assert entry["Parameters"][0] == {
        "Name": "strength",
        "Default": 1,
        "From": 0,
        "To": 1,
        "Meaning": "how much of it is seen",
    }


def test_gallery_makes_a_page_of_one_kind_in_one_shape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few: Registry[Any] = Registry("filter")
    few.add("negative", category="odd", look="turned over")(lambda frame, _: 255 - frame)
    monkeypatch.setattr("s2v_core.rendering.gallery.build.KINDS", {"filter": few})
    write_image(tmp_path / "photo.png", size=(64, 48), colour=(200, 90, 30))
    given = ["--out", str(tmp_path / "out"), "--kind", "filter", "--photos", str(tmp_path)]
    assert run(["effects", "gallery", *given, "--portrait"]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "out" / "index.html")
    [picture] = (tmp_path / "out").rglob("negative-*.webp")
    assert "-portrait-" in picture.name
