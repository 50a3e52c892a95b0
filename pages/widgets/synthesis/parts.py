"""The parts of the page Output: how many videos, how large and long, under which names, and where they go."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.widgets.fields import change_button, field, setting
from pages.widgets.i18n import t
from pages.widgets.navigation import link
from pages.widgets.problems import plain
from pages.widgets.services import services
from pages.widgets.storage.trial import storage_test, storage_test_result
from s2v_core.job.limits import CRF, LONGEST_SECONDS, PRESETS
from s2v_core.projects import (
    PLATFORMS,
    Project,
    address_of,
    example_names,
    length_of,
    pattern_of,
    platforms_of,
    scripts,
    set_address,
    set_length,
    set_pattern,
    set_platform,
    set_value,
    value_of,
)
from s2v_core.timeline.rates import DEFAULT_RATE

__all__ = ["amount", "encoding", "length", "names", "place", "size"]

_OUTPUT, _VIDEO = "OutputConfig", "OutputConfig.Video"
_RATES = (24.0, 25.0, float(DEFAULT_RATE), 50.0, 60.0)
_QUALITIES = {"small": 29, "standard": None, "high": 19, "best": 15}
_SPEEDS = ("", "ultrafast", "veryfast", "medium", "slow", "veryslow")
_FORMATS = {"": "standard", "H.264": "h264", "HEVC": "hevc", "AV1": "av1"}
_CELL, _FIELD = 108, 150
_USUAL_SECONDS = 15.0


def amount() -> None:
    """Show how many videos are made, or whether they are only planned."""
    setting(st.number_input, t("synthesis.count"), f"{_OUTPUT}.Count", step=1, help=t("synthesis.count.help"))
    only = f"{_OUTPUT}.GeneratePreviewOnly"
    setting(st.toggle, t("synthesis.only_plan"), only, help=t("synthesis.only_plan.help"))


def size(project: Project) -> None:
    """Show the sizes that platforms want, any other size, and the frame rate."""
    fitting = platforms_of(project)
    grid = st.grid("auto", min_column_width=_CELL, gap="small")
    for key, platform in PLATFORMS.items():
        with grid.cell():
            change_button(
                f"**{t(f'synthesis.platform.{key}')}**  \n:small[{platform.width} × {platform.height}]",
                partial(set_platform, key=key),
                key=f"synthesis_platform_{key}",
                type="primary" if key in fitting else "secondary",
                width="stretch",
            )
    width, height, rate = st.columns(3)
    for column, word, name in ((width, "width", "Width"), (height, "height", "Height")):
        with column:
            setting(st.number_input, t(f"synthesis.{word}"), f"{_OUTPUT}.{name}", step=2)
    with rate:
        _frame_rate(project)


def length(project: Project) -> None:
    """Show how long videos are, where their voiceover or their shots do not decide it alone."""
    rule, seconds = length_of(project)
    spoken = bool(scripts(project))
    rules = ["free", "most", *(["exact"] if not spoken or rule == "exact" else [])]
    field(
        st.segmented_control,
        t("synthesis.length"),
        name="synthesis_length",
        value=rule,
        save=lambda project, chosen: set_length(project, chosen, seconds or _USUAL_SECONDS),
        options=rules,
        required=True,
        wrap=True,
        format_func=lambda each: t(f"synthesis.length.{each}"),
    )
    if rule != "free":
        field(
            st.number_input,
            t("synthesis.seconds"),
            name="synthesis_seconds",
            value=float(seconds or _USUAL_SECONDS),
            save=lambda project, entered: set_length(project, rule, entered),
            min_value=0.1,
            max_value=float(LONGEST_SECONDS),
            step=1.0,
            format="%.1f",
        )
    st.caption(t("synthesis.length.spoken" if spoken else f"synthesis.length.{rule}.help"))


def names(project: Project) -> None:
    """Show the pattern of the file names, and the names that it gives."""
    grid = st.grid("auto", min_column_width=_FIELD, gap="small")
    with grid.cell():
        field(
            st.text_input,
            t("synthesis.names"),
            name="synthesis_names",
            value=pattern_of(project),
            save=set_pattern,
            help=t("synthesis.names.help"),
        )
    with grid.cell():
        setting(
            st.selectbox,
            t("synthesis.first"),
            f"{_OUTPUT}.S2V.IndexBase",
            options=sorted({0, 1, int(value_of(project, f"{_OUTPUT}.S2V.IndexBase"))}),
        )
    shown = example_names(project)
    more = " …" if value_of(project, f"{_OUTPUT}.Count") > len(shown) else ""
    st.caption(f":material/movie: {' · '.join(plain(name) for name in shown)}{more}")


def place(project: Project) -> None:
    """Show where the videos go, with a test of that place."""
    address = address_of(project)
    named = {known.address: known.name for known in services().addresses.all()}
    allowed = not address or address in named or services().addresses.open_to_all

    def label(each: str) -> str:
        return f"{named[each]} ({each})" if each in named else each or t("synthesis.place.own")

    field(
        st.selectbox,
        t("synthesis.place"),
        name="synthesis_place",
        value=address,
        save=set_address,
        options=list(dict.fromkeys(["", address, *named])),
        format_func=label,
    )
    tested = address or str(services().settings.outputs_dir)
    with st.container(horizontal=True, vertical_alignment="center"):
        storage_test("synthesis_test", tested, disabled=not allowed)
        link("storage", t("synthesis.place.manage"))
    storage_test_result("synthesis_test", tested)
    if not allowed:
        st.caption(t("synthesis.place.unknown"))


def encoding(project: Project) -> None:
    """Show the format, the quality, the speed of encoding, and the seed of all draws."""
    left, right = st.columns(2)
    with left:
        known = str(value_of(project, f"{_VIDEO}.Codec"))
        setting(
            st.selectbox,
            t("synthesis.format"),
            f"{_VIDEO}.Codec",
            empty="",
            options=list(dict.fromkeys([*_FORMATS, known])),
            format_func=lambda name: t(f"synthesis.format.{_FORMATS[name]}") if name in _FORMATS else name,
        )
        preset = value_of(project, f"{_VIDEO}.Preset")
        setting(
            st.selectbox,
            t("synthesis.speed"),
            f"{_VIDEO}.Preset",
            empty="",
            options=[name for name in ("", *PRESETS) if name in (*_SPEEDS, preset)],
            format_func=lambda name: t(f"synthesis.speed.{name or 'standard'}") if name in _SPEEDS else name,
            help=t("synthesis.speed.help"),
        )
    with right:
        _quality(project)
        setting(
            st.number_input,
            t("synthesis.seed"),
            f"{_OUTPUT}.S2V.Seed",
            step=1,
            help=t("synthesis.seed.help"),
        )


def _quality(project: Project) -> None:
    crf = value_of(project, f"{_VIDEO}.Crf")
    quality = next((name for name, value in _QUALITIES.items() if value == crf), "own")
    options = [*_QUALITIES, *(["own"] if quality == "own" else [])]
    field(
        st.selectbox,
        t("synthesis.quality"),
        name="synthesis_quality",
        value=quality,
        save=_with_quality,
        options=options,
        format_func=lambda name: t(f"synthesis.quality.{name}"),
    )
    if quality == "own":
        low, high = CRF
        setting(st.number_input, t("synthesis.crf"), f"{_VIDEO}.Crf", min_value=low, max_value=high, step=1)


def _with_quality(project: Project, quality: str) -> Project:
    return project if quality == "own" else set_value(project, f"{_VIDEO}.Crf", _QUALITIES[quality])


def _frame_rate(project: Project) -> None:
    given = value_of(project, f"{_VIDEO}.Fps")
    setting(
        st.selectbox,
        t("synthesis.rate"),
        f"{_VIDEO}.Fps",
        empty=float(DEFAULT_RATE),
        options=[*_RATES, *([given] if given is not None and given not in _RATES else [])],
        format_func=lambda each: f"{each:g}",
    )
