"""What is asked of a writer: the kind of text, what it is about, how long it may be, how many."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Literal, get_args

from s2v_core.errors import JobError, Problem
from s2v_core.job.limits import LONGEST_SCRIPT, LONGEST_TITLE, MOST_GROUPS

__all__ = [
    "KINDS",
    "MOST_TEXTS",
    "CopyKind",
    "CopyRequest",
    "SecondsOf",
    "checked_request",
    "is_chinese",
    "prompt_of",
    "tidied",
]

CopyKind = Literal["Title", "MarketingCopy", "StoryboardScript"]
"""Titles on the picture, voiceover scripts, and scripts in parts, one for every script node."""

KINDS: tuple[CopyKind, ...] = get_args(CopyKind)

SecondsOf = Callable[[str, int, str], float]
"""Tells about how many seconds a text lasts, spoken at a ``SpeechRate`` by a voice; `speech.estimated_seconds` does."""

MOST_TEXTS = 1000
_LENGTH = (5, 1000)
_MOST_WORDS, _LONGEST_WORD, _LONGEST_LINE, _LONGEST_ORIGIN = 20, 100, 200, 20_000


@dataclass(frozen=True, kw_only=True)
class CopyRequest:
    """A request for texts; `checked_request` tells whether it can be carried out.

    ``language`` is a primary subtag (``en``, ``zh``), empty for that of the keywords. ``longest`` is in characters
    (None: the vendor's limit of the kind); ``seconds`` are the shortest and the longest time that a script may take,
    spoken by ``voice`` (``engine:name``, empty: any) at ``speech_rate`` (-500 to 500). ``brand_words`` are spelled as
    they stand there, and ``forbidden`` is never said. A storyboard is made of the keywords or of ``origin_text``, in as
    many parts as ``nodes`` says (None: as many as it takes). The same ``seed`` gives the same texts without a model.
    """

    kind: CopyKind
    keywords: tuple[str, ...] = ()
    count: int = 10
    language: str = ""
    tone: str = ""
    audience: str = ""
    selling_points: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    brand_words: tuple[str, ...] = ()
    longest: int | None = None
    seconds: tuple[float, float] | None = None
    voice: str = ""
    speech_rate: int = 0
    origin_text: str = ""
    nodes: int | None = None
    seed: int = 0

    @property
    def limit(self) -> int:
        """How many characters a text may have."""
        most = {"Title": LONGEST_TITLE, "StoryboardScript": LONGEST_SCRIPT * MOST_GROUPS}.get(self.kind, LONGEST_SCRIPT)
        return most if self.longest is None else min(self.longest, most)


def checked_request(request: CopyRequest) -> CopyRequest:
    """Return a request as writers take it: nothing in it unreadable or twice, its language known.

    Raises:
        JobError: it cannot be carried out; all that is wrong is listed, by the names of its fields.
    """
    tidy = replace(
        request,
        keywords=_each(request.keywords),
        language=request.language.replace("_", "-").partition("-")[0].strip().lower(),
        tone=tidied(request.tone),
        audience=tidied(request.audience),
        selling_points=_each(request.selling_points),
        forbidden=_each(request.forbidden),
        brand_words=_each(request.brand_words),
        origin_text="\n".join(filter(None, map(tidied, request.origin_text.splitlines()))),
    )
    if not tidy.language:
        chinese = is_chinese(" ".join((*tidy.keywords, tidy.origin_text)))
        tidy = replace(tidy, language="zh" if chinese else "en")
    problems = tuple(_problems(tidy))
    if problems:
        raise JobError("These texts cannot be written.", problems=problems)
    return tidy


def prompt_of(request: CopyRequest) -> str:
    """Return what was asked, as JSON: what differs from the defaults, without the text that a storyboard tells."""
    usual = CopyRequest(kind=request.kind)
    asked = {name: value for name, value in asdict(request).items() if value != getattr(usual, name)}
    asked.pop("origin_text", None)
    return json.dumps({"kind": request.kind} | asked, ensure_ascii=False)


def tidied(text: str) -> str:
    """Return one line of a text without control characters, formatting characters and needless spaces."""
    shown = (" " if c.isspace() else c for c in text)
    return " ".join("".join(c for c in shown if c == "\u200d" or unicodedata.category(c)[0] != "C").split())


def is_chinese(text: str) -> bool:
    """Tell whether a text has Chinese characters and no kana."""
    names = {unicodedata.name(c, "").partition(" ")[0].partition("-")[0] for c in text if not c.isascii()}
    return "CJK" in names and not names & {"HIRAGANA", "KATAKANA"}


def _each(words: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for word in map(tidied, words):
        found.setdefault(word.casefold(), word)
    found.pop("", None)
    return tuple(found.values())


def _problems(request: CopyRequest) -> Iterator[Problem]:
    if request.kind not in KINDS:
        yield Problem(path="kind", message=f"There is no kind {request.kind!r}.", hint=f"Choose {', '.join(KINDS)}.")
        return
    if not request.keywords and not (request.kind == "StoryboardScript" and request.origin_text):
        yield Problem(path="keywords", message="There is no keyword.", hint="Write what the texts are about.")
    if not 1 <= request.count <= MOST_TEXTS:
        yield Problem(path="count", message=f"The count must be from 1 to {MOST_TEXTS}, not {request.count}.")
    if request.longest is not None and not _LENGTH[0] <= request.longest <= _LENGTH[1]:
        message = f"The length must be from {_LENGTH[0]} to {_LENGTH[1]} characters, not {request.longest}."
        yield Problem(path="longest", message=message)
    if request.nodes is not None and not 1 <= request.nodes <= MOST_GROUPS:
        yield Problem(path="nodes", message=f"A storyboard has 1 to {MOST_GROUPS} parts, not {request.nodes}.")
    yield from _time_problems(request)
    yield from _size_problems(request)


def _time_problems(request: CopyRequest) -> Iterator[Problem]:
    if request.seconds is None:
        return
    shortest, longest = request.seconds
    if request.kind == "Title":
        yield Problem(path="seconds", message="Titles are not spoken.", hint="Bound them in characters.")
    if not 0 <= shortest < longest:
        message = f"The time must be from a shorter to a longer one, not {shortest:g} to {longest:g} seconds."
        yield Problem(path="seconds", message=message)


def _size_problems(request: CopyRequest) -> Iterator[Problem]:
    lists = {
        "keywords": (request.keywords, _LONGEST_WORD),
        "selling_points": (request.selling_points, _LONGEST_LINE),
        "forbidden": (request.forbidden, _LONGEST_WORD),
        "brand_words": (request.brand_words, _LONGEST_WORD),
    }
    for name, (words, longest) in lists.items():
        if len(words) > _MOST_WORDS:
            yield Problem(path=name, message=f"There are {len(words)}; at most {_MOST_WORDS} are allowed.")
        if any(len(word) > longest for word in words):
            yield Problem(path=name, message=f"One has more than {longest} characters.", hint="Shorten it.")
    singles = {"tone": (request.tone, _LONGEST_WORD), "audience": (request.audience, _LONGEST_WORD)}
    for name, (text, longest) in (singles | {"origin_text": (request.origin_text, _LONGEST_ORIGIN)}).items():
        if len(text) > longest:
            yield Problem(path=name, message=f"It has {len(text)} characters; at most {longest} are allowed.")
