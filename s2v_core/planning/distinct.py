"""Keeping outputs apart: no two are alike while another combination exists.

Every output is drawn on its own; only where it would repeat an earlier one, the last of its decisions that can be taken
otherwise is (then the one before it, and so on through all combinations). Outputs are settled in order, so that the
first ones do not depend on how many follow. Pictures are kept apart first, then whole outputs; when everything there is
has been used, the next round begins.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

from s2v_core.planning.draft import Draft
from s2v_core.planning.shots import SHOT

__all__ = ["Alternatives"]

_ATTEMPTS = 400

Make = Callable[[Mapping[str, int]], Draft]


@dataclass
class Alternatives:
    """Settles the outputs of one plan in order."""

    pictures: set[Hashable] = field(default_factory=set)
    outputs: set[Hashable] = field(default_factory=set)
    repeated: int = 0

    def settle(self, make: Make) -> tuple[dict[str, int], Draft]:
        """Return the digits with which ``make`` gives an output unlike those before it, and that output.

        ``repeated`` counts the outputs for which there was no other combination.
        """
        found = self._search(make, self._unseen, shots_only=True)
        if found is None:
            self.pictures.clear()
            found = self._search(make, self._unmade, shots_only=False)
        elif not self._unmade(found[1]):
            found = self._search(make, self._unmade, shots_only=False)
        if found is None:
            self.outputs.clear()
            self.repeated += 1
            found = {}, make({})
        self.pictures.add(found[1].pictures())
        self.outputs.add(found[1].signature())
        return found

    def _unseen(self, draft: Draft) -> bool:
        return draft.pictures() not in self.pictures

    def _unmade(self, draft: Draft) -> bool:
        return draft.signature() not in self.outputs

    def _search(
        self, make: Make, accept: Callable[[Draft], bool], *, shots_only: bool
    ) -> tuple[dict[str, int], Draft] | None:
        digits: dict[str, int] | None = {}
        for _ in range(_ATTEMPTS):
            if digits is None:
                return None
            draft = make(digits)
            if accept(draft):
                return digits, draft
            digits = _next(draft, digits, shots_only)
        return None


def _next(draft: Draft, digits: Mapping[str, int], shots_only: bool) -> dict[str, int] | None:
    """Return the digits of the combination after this one, the last decision changing first; None at the end.

    Shots that were drawn but found no room in the output are passed over, since changing them shows nowhere.
    """
    steps, shown = draft.steps, draft.shown()
    for place in range(len(steps) - 1, -1, -1):
        step = steps[place]
        if step.kind == SHOT and step.name not in shown:
            continue
        if shots_only and step.kind != SHOT:
            return None
        digit = digits.get(step.name, 0)
        if digit + 1 < step.count():
            before = {earlier.name: digits[earlier.name] for earlier in steps[:place] if digits.get(earlier.name)}
            return before | {step.name: digit + 1}
    return None
