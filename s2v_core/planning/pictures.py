"""The video tracks: the background picture, the shots with what is done to them, and the sticker."""

from __future__ import annotations

from collections.abc import Sequence

from s2v_core.job import Job
from s2v_core.planning.draws import Chooser
from s2v_core.planning.fitting import Placed, Showing, free_ranges, place, runs
from s2v_core.planning.materials import Material
from s2v_core.planning.motion import Part, ken_burns
from s2v_core.planning.pools import Item, StickerItem
from s2v_core.planning.sound import reference
from s2v_core.planning.transitions import Cut
from s2v_core.timeline.model import AdaptMode, Box, Effect, Span, VideoClip

__all__ = ["background_clip", "shot_clips", "sticker_clip"]

_WHOLE = Box(x=0.0, y=0.0, width=1.0, height=1.0)


def background_clip(item: Item) -> VideoClip:
    """Return the picture behind footage that does not fill the canvas."""
    return VideoClip(
        type="GlobalImage",
        **reference(item.media),
        box=_WHOLE,
        adapt_mode="Cover",
        identity=item.info.identity,
    )


def sticker_clip(item: StickerItem, span: Span | None) -> VideoClip:
    """Return the sticker, shown in ``span``; None: for the whole output."""
    sticker = item.sticker
    return VideoClip(
        type="GlobalImage",
        **reference(item.media),
        span=span,
        box=Box(x=sticker.x, y=sticker.y, width=sticker.width, height=sticker.height),
        opacity=sticker.opacity,
        identity=item.info.identity,
        extra={} if sticker.dync_frames is None else {"DyncFrames": sticker.dync_frames},
    )


def shot_clips(
    job: Job,
    showings: Sequence[Showing],
    cuts: Sequence[Cut | None],
    treatments: Sequence[tuple[Effect, ...]],
    chooser: Chooser,
    *,
    on_background: bool,
) -> tuple[VideoClip, ...]:
    """Return the clips of the main track, end to end.

    ``cuts[i]`` is the transition at the end of shot ``i``, ``treatments[i]`` what is done to its picture.
    """
    look = _Look(job, chooser, on_background)
    clips, at = [], 0
    parts = _parts(showings)
    for number, (showing, free) in enumerate(zip(showings, free_ranges(showings), strict=True)):
        before = cuts[number - 1] if number else None
        after = cuts[number] if number < len(cuts) else None
        head, tail = before.before if before else 0, after.after if after else 0
        placed = place(showing, look.rate, head=head, tail=tail, free=free)
        span = Span(at, at + showing.frames)
        clips.append(look.clip(showing, placed, span, after, parts[number], treatments[number]))
        at += showing.frames
    return tuple(clips)


def _parts(showings: Sequence[Showing]) -> list[Part]:
    """Return which part each shot is of the time that its still is seen at a stretch, through all its neighbours."""
    parts = []
    for run in runs(showings):
        whole, at = sum(showing.frames for showing in run), 0
        for showing in run:
            parts.append(Part(run[0].pick.slot, at, at + showing.frames, whole))
            at += showing.frames
    return parts


class _Look:
    """What all shots of an output have in common."""

    def __init__(self, job: Job, chooser: Chooser, on_background: bool) -> None:
        self.job = job
        self.rate, self.canvas = job.rate, job.canvas
        self.chooser = chooser
        self.cover = job.editing_config.s2v.fit == "cover"
        self.box = _WHOLE if self.cover else None
        self.adapt: AdaptMode | None = "Cover" if self.cover else None
        self.fill = () if on_background else self._fill()

    def _fill(self) -> tuple[Effect, ...]:
        """Return what is behind footage that does not fill the canvas; nothing means black."""
        config = self.job.editing_config.background_image_config
        if config.sub_type == "Color":
            return (Effect(type="Background", sub_type="Color", params={"Color": config.color}),)
        if config.sub_type == "Blur" or self.job.editing_config.s2v.fit == "blur":
            return (Effect(type="Background", sub_type="Blur", params={"Radius": config.radius}),)
        return ()

    def clip(
        self,
        showing: Showing,
        placed: Placed,
        span: Span,
        cut: Cut | None,
        part: Part,
        treatments: tuple[Effect, ...],
    ) -> VideoClip:
        material = showing.pick.shown.material
        moving = material.info.kind == "video"
        effects = [*self._own(showing, part), *treatments, *self.fill]
        if cut is not None:
            effects.append(cut.effect(self.rate))
        return VideoClip(
            type="Video" if moving else "Image",
            **reference(material.media),
            span=span,
            source_in=min(max(_seconds(placed.begin), placed.low), placed.high)
            if moving
            else self._since(part, material),
            source_out=min(_seconds(placed.end), placed.high) if moving else None,
            speed=round(placed.speed, 6),
            box=self.box,
            adapt_mode=self.adapt,
            effects=tuple(effects),
            material=(placed.low, placed.high) if moving else None,
            identity=material.info.identity,
        )

    def _since(self, part: Part, material: Material) -> float:
        """Return where an animation is when it has been running through the shots before."""
        return _seconds(float(part.first / self.rate)) if material.info.kind == "animation" else 0.0

    def _own(self, showing: Showing, part: Part) -> list[Effect]:
        info = showing.pick.shown.material.info
        if info.kind == "video":
            return [Effect(type="Volume", params={"Gain": showing.pick.pool.volume})]
        if info.kind == "animation" or not self.job.editing_config.s2v.motion:
            return []
        size = (info.width, info.height)
        return [ken_burns(self.chooser, part, size, self.canvas, cover=self.cover, rate=self.rate)]


def _seconds(value: float) -> float:
    return round(value, 4)
