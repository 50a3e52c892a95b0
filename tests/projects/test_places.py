"""Where a problem is mended."""

from __future__ import annotations

import pytest

from s2v_core.errors import Problem
from s2v_core.projects import PAGES, placed, problems, set_duration, set_node_texts
from tests.projects.making import one_story, scenes

NODES = "InputConfig.MediaGroupArray"
DATA = "EditingConfig.MediaConfig.MediaMetaDataArray"


@pytest.mark.parametrize(
    ("path", "page", "section", "node", "row"),
    [
        ("", "nodes", "", "", ""),
        ("Unheard.Of", "nodes", "", "", ""),
        (NODES, "nodes", "", "", ""),
        (f"{NODES}[1].GroupName", "nodes", "", "n2", ""),
        (f"{NODES}[1].MediaArray[1]", "nodes", "", "n2", "media://cake-2.mp4#1"),
        (f"{NODES}[1].SpeechTextArray[3]", "nodes", "", "n2", "3"),
        (f"{NODES}[9].MediaArray[1]", "nodes", "", "", "1"),
        (f"{DATA}[0].TimeRangeList[1].In", "nodes", "ranges", "n2", "media://cake-1.mp4#1"),
        (f"{DATA}[7]", "nodes", "ranges", "", ""),
        ("InputConfig.TitleArray[2]", "titles", "title", "", "2"),
        ("InputConfig.SubHeadingArray[0].TitleArray[1]", "titles", "1", "", "1"),
        ("InputConfig.SpeechTextArray[1]", "broadcast", "", "", "1"),
        ("InputConfig.StickerArray[0].X", "stickers", "", "", "file:///assets/badge.png#1"),
        ("InputConfig.BackgroundMusicArray[0]", "music", "", "", "0"),
        ("EditingConfig.BackgroundMusicConfig.Volume", "music", "settings", "", ""),
        ("EditingConfig.SpeechConfig.AsrConfig.FontColor", "style", "captions", "", ""),
        ("EditingConfig.SpeechConfig.AsrConfig.AaiMotionIn", "style", "captions", "", ""),
        ("EditingConfig.SpeechConfig.Voice", "style", "voice", "", ""),
        ("EditingConfig.ProcessConfig.TransitionList[0]", "style", "transitions", "", "0"),
        ("EditingConfig.ProcessConfig.SingleShotDuration", "style", "shots", "", ""),
        ("OutputConfig.Count", "synthesis", "", "", ""),
        ("OutputConfig.MediaURL", "synthesis", "address", "", ""),
        ("OutputConfig.S2V.Draws[0].Value", "timeline", "draws", "", "0"),
        ("TemplateConfig.BatchEditingTemplateIdArray[0]", "synthesis", "templates", "", "0"),
    ],
)
def test_a_path_leads_to_its_page(path: str, page: str, section: str, node: str, row: str) -> None:
    found = placed(one_story(), Problem(path=path, message="wrong."))
    assert (found.page, found.section, found.node, found.row) == (page, section, node, row)
    assert page in PAGES


def test_errors_come_first_whoever_found_them() -> None:
    warning = Problem(path="InputConfig.TitleArray[0]", message="slow.", severity="warning")
    error = Problem(path=f"{NODES}[0].MediaArray[0]", message="not there.")
    found = problems(one_story(), [warning, error])
    assert found[0].problem == error
    assert warning in [one.problem for one in found]
    assert len(found) == len({one.problem for one in found})


def test_a_node_that_waits_for_its_text_is_named() -> None:
    before = scenes()
    waiting = set_node_texts(before, before.nodes[2], [])
    (found,) = problems(waiting)
    assert (found.problem.severity, found.page, found.node) == ("warning", "nodes", before.nodes[2])
    assert "silent for 5 seconds" in found.problem.message
    assert problems(set_duration(waiting, before.nodes[2], "fixed", 5)) == ()
