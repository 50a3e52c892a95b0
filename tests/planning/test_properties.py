"""What holds for every plan, whatever the job."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s2v_core.planning import Plan, plan
from s2v_core.timeline import Timeline, dumps
from tests.planning.fakes import FakeAssets, FakeSpeaker, group, job_of

MEDIA = st.one_of(
    st.integers(0, 9).map("{}.png".format),
    st.tuples(st.integers(0, 9), st.integers(2, 400)).map(lambda pair: f"v{pair[0]}_{pair[1] / 10}.mp4"),
)
SCRIPT = st.integers(1, 120).map(lambda number: ("word " * number).strip())
PROCESS = st.fixed_dictionaries(
    {
        "SingleShotDuration": st.sampled_from([0.5, 1, 2.7, 3, 8]),
        "AlignmentMode": st.sampled_from(["AutoSpeed", "Cut"]),
        "EnableClipSplit": st.booleans(),
        "AllowTransition": st.booleans(),
        "TransitionDuration": st.sampled_from([0.2, 0.5, 2]),
    }
)
RATES = st.sampled_from([24, 25, 30, 60, "30000/1001", "24000/1001"])


@st.composite
def jobs(draw: st.DrawFn, *, segmented: bool) -> dict[str, Any]:
    """Return the arguments of a job document."""
    groups = []
    for number in range(draw(st.integers(1, 6))):
        media = draw(st.lists(MEDIA, min_size=1, max_size=5, unique=True))
        fields: dict[str, Any] = {}
        if segmented:
            fields["SplitMode"] = draw(st.sampled_from(["NoSplit", "AverageSplit"]))
            fields["DurationAutoAdapt"] = draw(st.booleans())
            fields |= draw(
                st.one_of(
                    st.lists(SCRIPT, min_size=1, max_size=3).map(lambda texts: {"SpeechTextArray": texts}),
                    st.sampled_from([0.1, 2.5, 5, 21]).map(lambda seconds: {"Duration": seconds}),
                )
            )
        groups.append(group(f"g{number}", *media, **fields))
    output: dict[str, Any] = {"Video": {"Fps": draw(RATES)}}
    job: dict[str, Any] = {"groups": groups, "process": draw(PROCESS), "output": output}
    if not segmented:
        job["scripts"] = draw(st.lists(SCRIPT, max_size=3))
        if draw(st.booleans()):
            output["FixedDuration" if not job["scripts"] and draw(st.booleans()) else "MaxDuration"] = draw(
                st.sampled_from([0.5, 4.1, 15])
            )
    return job


def made(job: dict[str, Any], count: int) -> Plan:
    return plan(job_of(**job, count=count), assets=FakeAssets(), speaker=FakeSpeaker())


def check(timeline: Timeline) -> None:
    assert timeline.main_track is not None
    clips = timeline.main_track.clips
    spans = [clip.span for clip in clips if clip.span is not None]
    assert len(spans) == len(clips)
    assert all(len(span) > 0 for span in spans)
    assert spans[0].start == 0
    assert all(one.end == two.start for one, two in pairwise(spans))
    assert spans[-1].end == timeline.length
    for clip, span in zip(clips, spans, strict=True):
        assert 0.5 <= clip.speed <= 2
        if clip.type == "Video":
            assert clip.material is not None
            assert clip.source_out is not None
            assert clip.material[0] <= clip.source_in <= clip.source_out <= clip.material[1]
            shown = float(Fraction(len(span)) / timeline.rate) * clip.speed
            held = clip.source_out == clip.material[1] and clip.speed == 0.5
            assert held or abs(clip.source_out - clip.source_in - shown) < 1e-3
    voices = [voice.span for voice in timeline.voices()]
    assert all(one.end <= two.start for one, two in pairwise(voices))
    assert all(voice.end <= timeline.length for voice in voices)


SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SETTINGS
@given(jobs(segmented=False))
def test_global_outputs_are_gapless_exact_and_inside_their_material(job: dict[str, Any]) -> None:
    for output in made(job, 3).outputs:
        assert output.timeline is not None
        check(output.timeline)


@SETTINGS
@given(jobs(segmented=True))
def test_segmented_outputs_are_gapless_exact_and_inside_their_material(job: dict[str, Any]) -> None:
    for output in made(job, 3).outputs:
        assert output.timeline is not None
        check(output.timeline)


@settings(SETTINGS, max_examples=25)
@given(st.booleans().flatmap(lambda segmented: jobs(segmented=segmented)), st.integers(1, 6), st.integers(1, 6))
def test_a_longer_batch_begins_with_the_shorter_one(job: dict[str, Any], count: int, more: int) -> None:
    short, long = made(job, count).outputs, made(job, count + more).outputs
    for one, two in zip(short, long[:count], strict=True):
        assert one.timeline is not None
        assert two.timeline is not None
        assert dumps(one.timeline) == dumps(two.timeline)


@settings(SETTINGS, max_examples=25)
@given(st.booleans().flatmap(lambda segmented: jobs(segmented=segmented)), st.integers(0, 4), st.integers(1, 3))
def test_redrawing_a_shot_of_one_output_leaves_the_others(job: dict[str, Any], output: int, redraw: int) -> None:
    for each in job["groups"]:
        each.pop("DurationAutoAdapt", None)  # lets the number of shots follow the asset
    free = made(job, 5)
    slots = [name for name in free.outputs[output].draws if name.startswith("shot:")]
    entry = {"Output": output, "Decision": "shot", "Slot": slots[0].partition(":")[2], "Redraw": redraw}
    fixed = made({**job, "output": {**job["output"], "S2V": {"Draws": [entry]}}}, 5)
    for one, two in zip(free.outputs, fixed.outputs, strict=True):
        if one.index != output:
            assert one.draws == two.draws
    changed = {name for name in slots if free.outputs[output].draws[name] != fixed.outputs[output].draws.get(name)}
    assert changed <= {slots[0]}
