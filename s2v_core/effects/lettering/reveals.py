"""The text stands in place and becomes visible bit by bit."""

from __future__ import annotations

from s2v_core.effects.kernels.easing import between, ease_out
from s2v_core.effects.kernels.grid import smoothstep
from s2v_core.effects.lettering.catalogue import entrance, exit_of, staggered
from s2v_core.effects.lettering.poses import REST, Place, Pose, Reveal, RevealKind

__all__: list[str] = []


def _wipe(name: str, kind: RevealKind, towards: str) -> None:
    @entrance(name, category="reveal", look=f"a hard edge uncovers it {towards}", unit="text")
    def _(p: float, place: Place) -> Pose:
        return Pose(reveal=Reveal(kind, p))


def _scroll(name: str, kind: RevealKind, towards: str, way: int) -> None:
    @entrance(name, category="reveal", look=f"a feathered edge uncovers it {towards}", unit="text")
    def _(p: float, place: Place) -> Pose:
        return Pose(dx=-way * 0.5 * (1 - ease_out(p)), reveal=Reveal(kind, p, 2.2))


_wipe("wipe_left_in", "left", "to the left")
_wipe("wipe_right_in", "right", "to the right")
_wipe("wipe_down_in", "down", "downwards")
_wipe("wipe_up_in", "up", "upwards")
_scroll("scroll_right_in", "right", "to the right", 1)
_scroll("scroll_left_in", "left", "to the left", -1)


@entrance("open_in", category="reveal", look="opens from the middle to both sides", unit="text")
def _open(p: float, place: Place) -> Pose:
    return Pose(scale_x=0.82 + 0.18 * ease_out(p), reveal=Reveal("open", ease_out(p), 0.5))


@entrance("dissovle_in", category="reveal", look="gathers out of fine grains", unit="text")
def _dissolve(p: float, place: Place) -> Pose:
    return Pose(reveal=Reveal("grains", p, 0.5))


@entrance("angular_in", category="reveal", look="uncovered by a hand that goes round like a clock's", unit="text")
def _angular(p: float, place: Place) -> Pose:
    return Pose(reveal=Reveal("clock", smoothstep(0, 1, p), 0.35))


@entrance("sunrise_in", category="reveal", look="letters rise over a hidden horizon below their line", unit="letter")
def _sunrise(p: float, place: Place) -> Pose:
    own = staggered(p, place, 0.45)
    if own >= 1:
        return REST
    sinking = 0.5 + 0.5 * smoothstep(0.6, 1, own)
    return Pose(dy=1.35 * (1 - ease_out(own, 6)), alpha=between(0, 0.05, own), reveal=Reveal("horizon", sinking, 0.04))


exit_of("dissovle_in", "dissolve_out")
exit_of("sunrise_in", "sunset_out")
