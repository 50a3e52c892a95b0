"""``write``: texts from keywords on the command line."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from s2v_core.cli import write as command
from s2v_core.cli.app import run
from tests.copywriting.service import KEY, running_service


def test_titles_are_printed_one_in_a_line_and_the_report_beside_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["write", "coffee", "Berlin", "--kind", "title", "--count", "5", "--longest", "30"]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert len(set(lines)) == 5
    assert all(0 < len(line) <= 30 for line in lines)
    assert "5 of 5 texts by templates, no AI" in said.err


def test_everything_is_there_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--count", "3", "--seconds", "15-20", "--voice", "pyttsx3:cmn", "--point", "三十天内免费退货", "--json"]
    assert run(["write", "咖啡", "清晨", *options]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["Report"]["Written"] == 3
    assert all(15 <= text["Seconds"] <= 20 for text in said["Texts"])
    assert all("三十天内免费退货" in text["Text"] for text in said["Texts"])


def test_a_storyboard_tells_a_text_in_parts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = tmp_path / "story.txt"
    story.write_text("First we bake. Then we open.\nAt noon it smells of bread. In the evening we close.", "utf-8")
    options = ["--kind", "storyboard", "--text", str(story), "--parts", "2", "--count", "1"]
    assert run(["write", *options]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line]
    assert len(lines) == 2
    assert lines[0].endswith("First we bake. Then we open.")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["coffee", "--kind", "title", "--count", "1000", "--longest", "12"], 1, "no more texts"),
        (["coffee", "--count", "1001"], 2, "from 1 to 1000"),
        (["coffee", "--kind", "poem"], 2, "no kind"),
        (["coffee", "--seconds", "soon"], 2, "no time"),
        (["--text", "nowhere.txt"], 2, "cannot be read"),
        ([], 2, "no keyword"),
        (["Kaffee", "--language", "de"], 2, "no templates"),
    ],
)
def test_what_went_wrong_is_said_and_in_the_exit_code(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["write", *arguments]) == code
    assert said in " ".join(capsys.readouterr().err.split())


def test_ctrl_c_keeps_what_came(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with running_service() as service:
        monkeypatch.setenv("S2V_COPY_BASE_URL", service.url)
        monkeypatch.setenv("S2V_COPY_MODEL", "silent")
        shown = []

        def show(text: object) -> None:
            shown.append(text)
            if len(shown) == 2:
                signal.raise_signal(signal.SIGINT)

        monkeypatch.setattr(command, "_show", show)
        assert run(["write", "coffee", "--kind", "title", "--count", "6"]) == 130
    said = capsys.readouterr().err
    assert f"{len(shown)} of 6 texts by silent" in said
    assert "Stopped." in said


def test_the_key_may_stand_in_the_secrets_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text(f'S2V_COPY_API_KEY = "{KEY}"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    with running_service() as service:
        monkeypatch.setenv("S2V_COPY_BASE_URL", service.url)
        monkeypatch.setenv("S2V_COPY_MODEL", "good")
        assert run(["write", "coffee", "--kind", "title", "--count", "2", "--json"]) == 0
        assert service.keys == {f"Bearer {KEY}"}
    said = capsys.readouterr()
    assert KEY not in said.out + said.err
    assert json.loads(said.out)["Report"]["Model"] == "good"
