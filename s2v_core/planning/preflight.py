"""What `check` needs beyond the document: media, voices, effects, and whether there is enough to draw from."""

from __future__ import annotations

from math import factorial

from s2v_core.errors import Problem
from s2v_core.job import Job
from s2v_core.planning.lettering import lettering_problems
from s2v_core.planning.pools import Offer
from s2v_core.planning.sources import AssetSource, Probes, SpeechSource, TemplateSource, stored_template
from s2v_core.planning.variants import gather_variants

__all__ = ["preflight"]


def preflight(
    job: Job, *, assets: AssetSource, speaker: SpeechSource, templates: TemplateSource = stored_template
) -> tuple[Problem, ...]:
    """Return every problem that the document alone does not show, all at once; nothing is spoken or decoded wholly.

    Args:
        templates: where templates come from; by default the data folder of this installation.
    """
    variants, problems = gather_variants(job, Probes(assets), speaker, templates)
    problems += [block for variant in variants for block in variant.offer.blocks]
    problems += lettering_problems(job)
    count = job.output_config.count
    if variants and not any(variant.offer.blocks for variant in variants):
        possible = sum(_combinations(variant.offer) for variant in variants)
        if possible < count:
            problems.append(_too_small(possible, count))
    return tuple(dict.fromkeys(problems))


def _combinations(offer: Offer) -> int:
    """Return how many different outputs there can be at most."""
    scripts = offer.scripts
    pools = [offer.titles, offer.stickers, offer.backgrounds, offer.music, *offer.sub_headings.values()]
    pools += [scripts.whole, scripts.sets, *scripts.groups.values()]
    if scripts.all():
        pools.append(scripts.voices)
    number = 1
    for pool in pools:
        number *= max(1, len(pool))
    for group in offer.groups:
        number *= factorial(min(len(group.keys), 6))
    return number


def _too_small(possible: int, count: int) -> Problem:
    return Problem(
        path="OutputConfig.Count",
        message=f"Only {possible} different outputs are possible, so some of the {count} will be alike.",
        hint="Add assets, texts, titles or music, or ask for fewer outputs.",
        severity="warning",
    )
