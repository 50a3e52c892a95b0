"""How the user wants videos encoded: options that say what they take when they are given something else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from s2v_core.errors import SettingsError
from s2v_core.job.limits import CRF
from s2v_core.rendering.encoding import check_preset, find_codec

__all__ = ["Crf", "Encoder", "Preset"]


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except SettingsError as error:
        raise typer.BadParameter(f"{error.message} {error.hint}") from None


def _encoder(text: str) -> str:
    with _told():
        return find_codec(text).name


def _preset(text: str) -> str:
    with _told():
        return check_preset(text)


def _crf(text: str) -> int:
    best, worst = CRF
    if not (text.isascii() and text.isdigit() and best <= int(text) <= worst):
        raise typer.BadParameter(
            f"The quality is a whole number from {best} to {worst}, not {text!r}. "
            "Lower is better and larger; 23 is usual, 18 looks like the source."
        )
    return int(text)


Encoder = Annotated[
    str | None,
    typer.Option(
        parser=_encoder, metavar="NAME", help="Video encoder: h264, hevc, av1, nvenc, quicksync... (see `doctor`)."
    ),
]
Preset = Annotated[
    str | None, typer.Option(parser=_preset, metavar="NAME", help="Encoder preset, ultrafast to placebo.")
]
Crf = Annotated[
    int | None,
    typer.Option(parser=_crf, metavar="NUMBER", help=f"Quality, {CRF[0]} to {CRF[1]}; lower is better and larger."),
]
