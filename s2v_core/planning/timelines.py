"""From the decisions of an output to its timeline."""

from __future__ import annotations

from s2v_core.planning.draft import Draft, Drafter
from s2v_core.planning.filters import draw_filters
from s2v_core.planning.materials import exact
from s2v_core.planning.pictures import background_clip, shot_clips, sticker_clip
from s2v_core.planning.sound import music_clip, voice_clip
from s2v_core.planning.styling import Styler, Times
from s2v_core.planning.transitions import draw_transitions
from s2v_core.planning.visual_effects import draw_effects
from s2v_core.timeline.model import AudioClip, Span, SubtitleClip, Timeline, Track, VideoClip
from s2v_core.timeline.style import SubtitleStyle

__all__ = ["Assembler"]


class Assembler:
    """Makes the timelines of one effective job."""

    def __init__(self, drafter: Drafter) -> None:
        self._drafter = drafter
        self._offer = drafter.offer
        self._job = drafter.offer.job
        self._rate, self._canvas = drafter.rate, self._job.canvas
        self._styler = Styler(self._job, drafter.offer.fonts)

    def timeline(self, draft: Draft, output: int) -> Timeline:
        """Return the timeline of ``draft``; the last decisions (looks, transitions) are added to its record."""
        return Timeline(
            canvas=self._canvas,
            rate=self._rate,
            length=draft.length,
            video_tracks=self._video(draft),
            audio_tracks=self._audio(draft),
            subtitle_tracks=self._subtitles(draft),
            s2v={"Seed": draft.chooser.draws.seed, "Output": output},
        )

    def _video(self, draft: Draft) -> tuple[Track[VideoClip], ...]:
        job, offer, chooser, showings = self._job, self._offer, draft.chooser, draft.showings
        process = job.editing_config.process_config
        cuts = draw_transitions(chooser, offer.transitions, process, showings, self._rate)
        colours = draw_filters(chooser, offer.filters, job.editing_config.s2v, showings)
        effects = draw_effects(chooser, offer.effects, process, showings, cuts, self._rate)
        treatments = [(*filters, *visual) for filters, visual in zip(colours, effects, strict=True)]
        behind = draft.background is not None
        shots = shot_clips(job, showings, cuts, treatments, chooser, on_background=behind)
        main = Track(clips=shots, main=True)
        below = (Track(clips=(background_clip(draft.background),)),) if draft.background else ()
        return (*below, main, *self._sticker(draft))

    def _sticker(self, draft: Draft) -> tuple[Track[VideoClip], ...]:
        if draft.sticker is None:
            return ()
        times = draft.sticker.sticker.s2v
        begin, end = times.timeline_in, times.timeline_out
        span = None if begin is None and end is None else self._span(draft, begin, end)
        return () if span is not None and not len(span) else (Track(clips=(sticker_clip(draft.sticker, span),)),)

    def _audio(self, draft: Draft) -> tuple[Track[AudioClip], ...]:
        job = self._job
        tracks = []
        if draft.utterances:
            style = self._styler.caption(draft.chooser)
            speech = job.editing_config.speech_config
            spoken = (voice_clip(utterance, speech, style, self._rate) for utterance in draft.utterances)
            tracks.append(Track(clips=tuple(spoken)))
        if draft.music:
            gain = job.editing_config.background_music_config.volume
            tracks.append(Track(clips=(music_clip(draft.music, gain, draft.length, self._rate),)))
        return tuple(tracks)

    def _subtitles(self, draft: Draft) -> tuple[Track[SubtitleClip], ...]:
        clips = []
        if draft.title is not None:
            clips.append(self._text(draft, draft.title, self._styler.title(draft.chooser), {"Role": "title"}))
        for level, text in draft.sub_headings.items():
            style = self._styler.sub_heading(draft.chooser, level)
            clips.append(self._text(draft, text, style, {"Role": "subheading", "Level": level}))
        shown = tuple(clip for clip in clips if clip is not None)
        return (Track(clips=shown),) if shown else ()

    def _text(
        self, draft: Draft, text: str, styled: tuple[SubtitleStyle, Times], role: dict[str, object]
    ) -> SubtitleClip | None:
        style, (begin, end) = styled
        span = self._span(draft, begin, end)
        return SubtitleClip(content=text, span=span, style=style, extra={"S2V": role}) if len(span) else None

    def _span(self, draft: Draft, begin: float | None, end: float | None) -> Span:
        """Return the frames from ``begin`` to ``end`` (seconds; None: those of the output) that the output has."""
        start = 0 if begin is None else min(draft.length, round(exact(begin) * self._rate))
        stop = draft.length if end is None else min(draft.length, round(exact(end) * self._rate))
        return Span(start, max(start, stop))
