"""The plan: all draws, durations and timelines of all outputs of a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from s2v_core.errors import PlanError, Problem, S2VError
from s2v_core.job import Job, output_name
from s2v_core.planning.distinct import Alternatives
from s2v_core.planning.draft import Draft, Drafter
from s2v_core.planning.draws import Chooser, Draws
from s2v_core.planning.lettering import lettering_problems
from s2v_core.planning.overrides import NOTHING_FIXED, Fixings, Overrides
from s2v_core.planning.remarks import Remark, remarks, worst
from s2v_core.planning.sources import AssetSource, Probes, SpeechSource, TemplateSource, stored_template
from s2v_core.planning.table import row_of
from s2v_core.planning.timelines import Assembler
from s2v_core.planning.variants import Variant, gather_variants
from s2v_core.planning.voicing import Heard, Request, Voicing, unheard
from s2v_core.timeline.model import Timeline

__all__ = ["Plan", "PlannedOutput", "plan"]


@dataclass(frozen=True, kw_only=True)
class PlannedOutput:
    """One output: its timeline, or the error why there is none.

    ``draws`` names every decision with its value (JSON values): ``title``, ``script``, ``voice``, ``shot:opening.0``,
    ``music``... ``speech`` lists the spoken texts with their voices and lengths in seconds. Names and values from here
    can be written into ``OutputConfig.S2V.Draws``. ``shots`` are the slots that the clips of the main track were drawn
    for, ``spoken`` those of the voiceovers (groups; empty: the whole output), both in the order of the clips. ``start``
    is what it was drawn from, as a lock of ``start`` names it.
    """

    index: int
    name: str
    timeline: Timeline | None
    draws: Mapping[str, Any] = field(default_factory=dict)
    error: S2VError | None = None
    shots: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    start: Mapping[str, Any] = field(default_factory=dict)

    def required_timeline(self) -> Timeline:
        """Return the timeline.

        Raises:
            S2VError: there is none; the error says why.
        """
        if self.timeline is None:
            raise self.error or PlanError("No timeline could be planned.", where=self.name)
        return self.timeline


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All outputs of a job, and what was found on the way. Problems are errors only where an output fails by them."""

    outputs: tuple[PlannedOutput, ...]
    problems: tuple[Problem, ...]
    seed: int

    def table(self) -> list[dict[str, object]]:
        """Return one row per output, for people."""
        return [row_of(output) for output in self.outputs]


def plan(
    job: Job,
    *,
    assets: AssetSource,
    speaker: SpeechSource,
    seed: int | None = None,
    templates: TemplateSource = stored_template,
    heard: Heard = unheard,
) -> Plan:
    """Decide everything about every output of ``job``.

    The same job, seed and speech lengths give the same plan. Assets and texts that cannot be used leave their pools
    with a problem; an output that cannot do without them has an error instead of a timeline.

    Args:
        seed: of all draws; None takes the document's.
        templates: where templates come from; by default the data folder of this installation.
        heard: called in this thread with how many of how many texts have been spoken; what it raises ends the planning.
    """
    chosen = job.output_config.s2v.seed if seed is None else seed
    return _Planner(job, assets, speaker, chosen, templates).run(heard)


class _Planner:
    def __init__(
        self, job: Job, assets: AssetSource, speaker: SpeechSource, seed: int, templates: TemplateSource
    ) -> None:
        self.job = job
        self.speaker = speaker
        self.templates = templates
        self.probes = Probes(assets)
        self.voicing = Voicing(speaker)
        self.draws = Draws(seed)
        self.overrides = Overrides(job.output_config.s2v.draws, job.output_config.count)
        self.problems: list[Problem] = []
        self.remarks: list[Remark] = []
        self.variants: tuple[_VariantPlanner, ...] = ()
        self.seen: dict[Any, int] = {}

    def run(self, heard: Heard) -> Plan:
        self._gather(heard)
        outputs = tuple(self._output(index) for index in range(self.job.output_config.count))
        self.problems += [*worst(self.remarks), *self.overrides.problems()]
        repeated = sum(variant.alternatives.repeated for variant in self.variants)
        if repeated:
            self.problems.append(_repeating(repeated, len(outputs)))
        return Plan(outputs=outputs, problems=tuple(dict.fromkeys(self.problems)), seed=self.draws.seed)

    def _gather(self, heard: Heard) -> None:
        """Gather the variants and speak what is first drawn."""
        variants, problems = gather_variants(self.job, self.probes, self.speaker, self.templates)
        self.variants = tuple(_VariantPlanner(variant, self.draws, self.voicing) for variant in variants)
        problems += lettering_problems(self.job)
        self.problems += [replace(problem, severity="warning") for problem in problems]
        self.problems += [problem for variant in self.variants for problem in variant.offer.blocks]
        requests = (request for index, variant in self._assigned() for request in variant.requests(index))
        self.voicing.ask(requests, heard)

    def _assigned(self) -> list[tuple[int, _VariantPlanner]]:
        count = self.job.output_config.count
        assigned = ((index, self._variant(Chooser(self.draws, index))) for index in range(count))
        return [(index, variant) for index, variant in assigned if variant is not None]

    def _variant(self, chooser: Chooser) -> _VariantPlanner | None:
        if len(self.variants) == 1 and self.variants[0].template is None:
            return self.variants[0]
        if not self.variants:
            return None
        return chooser.choose("template", self.variants, values=[variant.template for variant in self.variants])

    def _output(self, index: int) -> PlannedOutput:
        name = output_name(self.job, index)
        fixings = self.overrides.of(index)
        usual = self._variant(Chooser(self.draws, index))
        variant = self._variant(Chooser(self.draws, index, fixings=fixings))
        if variant is None or usual is None:
            error = PlanError(
                "None of the templates can be used.", where="TemplateConfig", hint="See the problems of the plan."
            )
            return PlannedOutput(index=index, name=name, timeline=None, error=error)
        try:
            settled = usual.settle(index)
            draft = variant.draft(index, settled.digits, fixings) if fixings else settled.draft()
            timeline = variant.assembler.timeline(draft, index)
        except S2VError as error:
            return PlannedOutput(index=index, name=name, timeline=None, draws=variant.named(), error=error)
        self._compare(index, draft)
        self.remarks += remarks(draft, variant.offer)
        return PlannedOutput(
            index=index,
            name=name,
            timeline=timeline,
            draws=dict(draft.chooser.values),
            shots=tuple(showing.pick.slot for showing in draft.showings),
            spoken=tuple(said.slot for said in draft.utterances),
            start={"Seed": draft.chooser.draws.seed, "Digits": dict(draft.chooser.digits)},
        )

    def _compare(self, index: int, draft: Draft) -> None:
        """Warn where redraws and locks made two outputs alike."""
        first = self.seen.setdefault(draft.signature(), index)
        if first != index and draft.chooser.fixings:
            message = f"With what is fixed here, output {index} is the same as output {first}."
            self.problems.append(Problem(path="OutputConfig.S2V.Draws", message=message, severity="warning"))


@dataclass(frozen=True)
class _Settled:
    """How an output came out before redraws and locks: the digits that keep it apart, or the error."""

    digits: Mapping[str, int]
    made: Draft | S2VError

    def draft(self) -> Draft:
        if isinstance(self.made, S2VError):
            raise self.made
        return self.made


class _VariantPlanner:
    """A variant with what is needed to plan its outputs."""

    def __init__(self, variant: Variant, draws: Draws, voicing: Voicing) -> None:
        self.template = variant.template
        self.offer = variant.offer
        self.drafter = Drafter(variant.offer, draws, voicing, variant.template)
        self.assembler = Assembler(self.drafter)
        self.alternatives = Alternatives()

    def named(self) -> dict[str, Any]:
        """Return the record of an output that could not be made."""
        return {} if self.template is None else {"template": self.template}

    def requests(self, output: int) -> list[Request]:
        """Return what an output is going to say."""
        return [] if self.offer.blocks else self.drafter.requests(output)

    def settle(self, output: int) -> _Settled:
        """Draw an output so that it is unlike those before it."""
        try:
            return _Settled(*self.alternatives.settle(partial(self.draft, output)))
        except S2VError as error:
            return _Settled({}, error)

    def draft(self, output: int, digits: Mapping[str, int], fixings: Fixings = NOTHING_FIXED) -> Draft:
        """Make all decisions of an output.

        Raises:
            S2VError: it cannot be made.
        """
        if self.offer.blocks:
            block = self.offer.blocks[0]
            raise PlanError(block.message, where=block.path, hint=block.hint)
        return self.drafter.draft(output, digits, fixings)


def _repeating(repeated: int, count: int) -> Problem:
    return Problem(
        path="OutputConfig.Count",
        message=f"{repeated} of {count} outputs repeat others: there are no more different combinations.",
        hint="Add assets, texts, titles or music, or ask for fewer outputs.",
        severity="warning",
    )
