"""Where generated texts go: a pool of titles or scripts, or the voiceover of a script node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.widgets.services import services
from s2v_core.copywriting import CopyKind, CopyText
from s2v_core.errors import SpeechError
from s2v_core.projects import (
    Project,
    TextPool,
    accept_node_texts,
    accept_texts,
    longest_text,
    node_texts,
    texts_of,
)
from s2v_core.projects.values import settings_job

__all__ = ["Slot", "node_slot", "pool_slot"]


@dataclass(frozen=True)
class Slot:
    """A place for generated texts. ``name`` tells it from the others in keys; exactly one of pool and node is there."""

    name: str
    kind: CopyKind
    pool: TextPool | None = None
    node: str = ""

    def key(self, part: str) -> str:
        """Return the key of a control, or a place for problems."""
        return f"copy_{self.name}_{part}"

    @property
    def spoken(self) -> bool:
        """Whether its texts are spoken."""
        return self.kind != "Title"

    @property
    def longest(self) -> int:
        """How many characters a text may have."""
        return longest_text(self.pool or "scripts")

    def texts(self, project: Project) -> list[str]:
        """Return the texts that are there."""
        return node_texts(project, self.node) if self.pool is None else texts_of(project, self.pool)

    def with_texts(self, project: Project, texts: Sequence[tuple[str, CopyText]]) -> Project:
        """Return the project with more texts there, each as it is to stand there and as it was generated.

        Raises:
            JobError: there are too many then, or one is too long; nothing is added.
        """
        if self.pool is None:
            return accept_node_texts(project, self.node, texts)
        return accept_texts(project, self.pool, texts)

    def speaker(self, project: Project, text: str) -> tuple[str, int]:
        """Return the voice that would speak a text there, and its ``SpeechRate``; nothing where nobody can."""
        if not self.spoken:
            return "", 0
        speech = settings_job(project).editing_config.speech_config
        wanted = next(iter(speech.voices), None)
        try:
            choice = services().speaker.choose(wanted, text=text, language=speech.speech_language, style=speech.style)
        except SpeechError:  # said where the text is listened to
            return "", speech.speech_rate
        return choice.voice.id, speech.speech_rate


def pool_slot(pool: TextPool) -> Slot:
    """Return the place for a pool of the open project."""
    return Slot(f"pool_{pool}", "MarketingCopy" if pool == "scripts" else "Title", pool=pool)


def node_slot(node: str) -> Slot:
    """Return the place for the voiceover of a script node of the open project."""
    return Slot(f"node_{node}", "MarketingCopy", node=node)
