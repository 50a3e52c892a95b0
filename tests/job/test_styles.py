from __future__ import annotations

import pytest

from s2v_core.job import caption_style, sub_heading_style, title_style
from tests.job.documents import GLOBAL, SILENT, changed, job_of

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080), "square": (1080, 1080)}


@pytest.mark.parametrize(
    ("shape", "title_y", "caption_y"), [("portrait", 0.1, 0.8), ("landscape", 0.05, 0.9), ("square", 0.08, 0.85)]
)
def test_texts_stand_where_the_shape_of_the_output_wants_them(shape: str, title_y: float, caption_y: float) -> None:
    width, height = SIZES[shape]
    job = job_of(changed(SILENT, **{"OutputConfig.Width": width, "OutputConfig.Height": height}))
    title, caption = title_style(job), caption_style(job)
    assert (title.y, title.font_size, title.font) == (title_y, 81, "Alibaba PuHuiTi 2.0 95 ExtraBold")
    assert (caption.y, caption.font_size, caption.font) == (caption_y, 49, "Alibaba PuHuiTi 2.0 65 Medium")
    assert (caption.alignment, caption.adapt_mode, caption.spacing) == ("TopCenter", "AutoWrap", -1)


def test_what_is_given_stays() -> None:
    job = job_of(GLOBAL)
    assert (caption_style(job).y, caption_style(job).font_size, caption_style(job).outline) == (0.8, 44, 2)
    assert title_style(job).y == 0.1
    assert (sub_heading_style(job, 1).y, sub_heading_style(job, 1).font_size) == (0.2, 40)


def test_the_top_edge_is_a_place_too() -> None:
    assert title_style(job_of(changed(GLOBAL, **{"EditingConfig.TitleConfig.Y": 0}))).y == 0


def test_a_font_size_of_zero_is_automatic() -> None:
    job = job_of(
        changed(
            GLOBAL,
            **{
                "EditingConfig.TitleConfig.FontSize": 0,
                "EditingConfig.SpeechConfig.AsrConfig.FontSize": 0,
                "EditingConfig.SubHeadingConfig.1.FontSize": 0,
            },
        )
    )
    sizes = (title_style(job).font_size, sub_heading_style(job, 1).font_size, caption_style(job).font_size)
    assert sizes == (81, 54, 49)


def test_a_level_without_style_takes_the_title_smaller_and_stacked() -> None:
    values = {"FontColor": "#ff0000", "Y": 0.3, "FontSize": 90, "TimelineOut": 4}
    style = sub_heading_style(job_of(changed(GLOBAL, **{"EditingConfig.TitleConfig": values})), 2)
    assert (style.font_color, style.font_size, style.y, style.timeline_out) == ("#ff0000", 60, None, 4)


def test_a_level_with_style_takes_the_rest_from_the_title() -> None:
    values = {
        "TitleConfig": {"FontColor": "#ff0000", "Outline": 3},
        "SubHeadingConfig": {"2": {"FontColor": "#00ff00"}},
    }
    style = sub_heading_style(job_of(changed(GLOBAL, EditingConfig=values)), 2)
    assert (style.font_color, style.outline, style.y) == ("#00ff00", 3, None)


@pytest.mark.parametrize(
    ("alignment", "y"), [("CenterCenter", 0.0), ("BottomLeft", 0.05), ("TopRight", 0.85), ("Center", 0.85)]
)
def test_only_captions_that_hang_from_the_top_are_placed_from_the_top(alignment: str, y: float) -> None:
    speech = {"AsrConfig": {"Alignment": alignment}}
    square = {"OutputConfig.Width": 720, "OutputConfig.Height": 720}
    assert caption_style(job_of(changed(SILENT, EditingConfig={"SpeechConfig": speech}, **square))).y == y
