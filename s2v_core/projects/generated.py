"""Texts that were generated: taken into a project with where they come from, which its productions then tell, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from s2v_core.copywriting import CopyText
from s2v_core.projects.nodes import node_texts, set_node_texts
from s2v_core.projects.pools import TextPool, add_texts, texts_of
from s2v_core.projects.project import Project, Provenance
from s2v_core.projects.tree import Document, at, put

__all__ = ["accept_node_texts", "accept_texts", "with_provenance"]

_PROVENANCE = ("InputConfig", "S2V", "Provenance")


def accept_texts(project: Project, pool: TextPool, texts: Sequence[tuple[str, CopyText]]) -> Project:
    """Return the project with generated texts added to a pool.

    Args:
        project: the project.
        pool: where they go.
        texts: each as it is to stand there, with what was generated.

    Raises:
        JobError: there are too many then, or one is too long; nothing is added.
    """
    fresh = _fresh(texts, texts_of(project, pool))
    return add_texts(project, pool, list(fresh)).with_provenance(*_entries(fresh))


def accept_node_texts(project: Project, node: str, texts: Sequence[tuple[str, CopyText]]) -> Project:
    """Return the project with generated texts added to the voiceover of a script node; as `accept_texts`."""
    known = node_texts(project, node)
    fresh = _fresh(texts, known)
    return set_node_texts(project, node, [*known, *fresh]).with_provenance(*_entries(fresh))


def with_provenance(project: Project) -> Document:
    """Return the document of a project, with where those of its texts come from that were generated."""
    used = set(_texts(project.document))
    entries = [
        entry.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        for entry in project.provenance
        if entry.text in used
    ]
    return put(project.document, _PROVENANCE, entries) if entries else project.document


def _fresh(texts: Sequence[tuple[str, CopyText]], known: Sequence[str]) -> dict[str, CopyText]:
    """Return those of some texts that are not known yet, each once."""
    return {text.strip(): written for text, written in texts if text.strip() and text.strip() not in known}


def _entries(texts: Mapping[str, CopyText]) -> Iterable[Provenance]:
    for text, written in texts.items():
        yield Provenance(text=text, model=written.model, prompt=written.prompt, time=written.time)


def _texts(document: Document) -> Iterable[str]:
    pools = at(document, ("InputConfig",), {})
    yield from (*pools.get("TitleArray", ()), *pools.get("SpeechTextArray", ()))
    for entry in pools.get("SubHeadingArray", ()):
        yield from entry.get("TitleArray", ())
    for group in pools.get("MediaGroupArray", ()):
        yield from group.get("SpeechTextArray", ())
