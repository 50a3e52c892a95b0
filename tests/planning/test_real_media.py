"""Planning over real footage, photos and music, with a real voice."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from s2v_core.job import parse_job
from s2v_core.media import Assets
from s2v_core.planning import Plan, plan, preflight
from s2v_core.settings import Settings
from s2v_core.speech import Speaker
from s2v_core.timeline import Timeline, cues
from tests.planning.fakes import document, group
from tests.planning.test_properties import check

pytestmark = pytest.mark.real_media


@pytest.fixture
def speaker(settings: Settings) -> Iterator[Speaker]:
    with Speaker(settings) as made:
        yield made


def groups(folder: Path, **fields: Any) -> list[dict[str, Any]]:
    footage, photos = sorted((folder / "footage").glob("*.mp4")), sorted((folder / "photos").glob("*.jpg"))
    return [
        group(name, *(str(path) for path in (*footage[at::3], *photos[at::3])), **fields)
        for at, name in enumerate(("opening", "middle", "end"))
    ]


def planned(raw: dict[str, Any], settings: Settings, speaker: Speaker) -> Plan:
    job, problems = parse_job(raw)
    assert job is not None
    assert not [problem for problem in problems if problem.severity == "error"]
    assets = Assets(settings, trusted=True)
    assert [problem for problem in preflight(job, assets=assets, speaker=speaker) if problem.severity == "error"] == []
    made = plan(job, assets=assets, speaker=speaker)
    assert all(output.error is None for output in made.outputs)
    return made


def timelines(made: Plan) -> list[Timeline]:
    return [output.timeline for output in made.outputs if output.timeline]


def test_a_global_job_is_as_long_as_its_voice(real_media: Path, settings: Settings, speaker: Speaker) -> None:
    music = [str(path) for path in sorted((real_media / "music").glob("*.opus"))]
    raw = document(
        groups(real_media),
        scripts=["Slow down. The meadow is waiting for you, and so is the sea.", "Come and see it this weekend."],
        count=4,
        given={"BackgroundMusicArray": music},
        editing={"BackgroundMusicConfig": {"Volume": 0.2}, "SpeechConfig": {"SpeechLanguage": "en"}},
        output={"Video": {"Fps": "30000/1001"}},
    )
    for output, timeline in zip((made := planned(raw, settings, speaker)).outputs, timelines(made), strict=True):
        check(timeline)
        assert timeline.length == round(Fraction(output.draws["speech"][0]["Seconds"]) * timeline.rate)
        assert "".join(cue.text for cue in cues(timeline)).replace(" ", "") == output.draws["script"].replace(" ", "")


def test_a_segmented_job_gives_every_node_its_own_voice(real_media: Path, settings: Settings, speaker: Speaker) -> None:
    nodes = groups(real_media)
    for node, text in zip(nodes, ("Good morning.", "This is the way up.", "And this is the view."), strict=True):
        node["SpeechTextArray"] = [text]
    nodes[1]["SplitMode"] = "NoSplit"
    for timeline in timelines(planned(document(nodes, count=3), settings, speaker)):
        check(timeline)
        spans = [voice.span for voice in timeline.voices()]
        assert len(spans) == 3
        assert spans[-1].end == timeline.length
