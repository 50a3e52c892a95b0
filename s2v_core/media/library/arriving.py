"""Files that a sender gives away piece by piece, so that no file is ever held in memory as a whole."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from s2v_core.errors import MediaError, MediaUnreadable, S2VError
from s2v_core.media.library.adding import Upload
from s2v_core.media.library.bringing import Tally
from s2v_core.media.library.contents import check_size
from s2v_core.media.library.model import Imported

if TYPE_CHECKING:
    from s2v_core.media.library.library import Library

__all__ = ["Arriving", "Piece", "Reply"]


@dataclass(frozen=True)
class Piece:
    """A part of a file. ``number`` counts the pieces of a sender from 1, ``file`` its files from 1 to ``files``.

    ``start`` is where it stands in the file, ``size`` how large that is, in bytes. ``content`` is None when the sender
    cannot read the file any more.
    """

    number: int
    file: int
    files: int
    name: str
    size: int
    start: int
    content: bytes | None


@dataclass(frozen=True)
class Reply:
    """What the sender of a piece is to do then: go on, leave the rest of its file out, begin that again, or stop."""

    number: int
    then: Literal["go_on", "skip", "again", "stop"] = "go_on"


class Arriving:
    """The files of one sender on their way into a library, one after another. Not thread-safe.

    What is half-way is dropped with this object, or by ``stop``.

    Args:
        library: where they go.
        most: bytes of the largest file that is taken.
    """

    def __init__(self, library: Library, most: int) -> None:
        self._library = library
        self._most = most
        self._open = ExitStack()
        self._upload: Upload | None = None
        self._received = 0
        self._handled = 0
        self._reply: Reply | None = None
        self._tally = Tally()
        self._complete = False

    @property
    def reply(self) -> Reply | None:
        """The answer to the last piece; None before the first one."""
        return self._reply

    @property
    def complete(self) -> bool:
        """Whether the last file has been dealt with, or the sender has stopped."""
        return self._complete

    def collect(self) -> Tally:
        """Return what has come of the files so far, and count anew."""
        tally, self._tally, self._complete = self._tally, Tally(), False
        return tally

    def take(self, piece: Piece) -> None:
        """Take the next piece; one that was taken before changes nothing.

        Raises:
            LibraryFull, LibraryUnusable: nothing more can be stored; what has arrived before is kept.
        """
        if piece.number <= self._handled:
            return
        self._handled = piece.number
        try:
            self._reply = self._taken(piece)
        except MediaError as error:
            self._close()
            self._tally = self._tally.and_then(Imported(piece.file, piece.files, piece.name, error=error))
            self._reply = Reply(piece.number, "skip")
        except S2VError:
            self._reply = Reply(piece.number, "stop")
            self.stop()
            raise
        ended = self._reply.then == "skip" or (self._reply.then == "go_on" and self._upload is None)
        self._complete = ended and piece.file >= piece.files

    def stop(self) -> None:
        """Take nothing more; the file that is half-way is dropped."""
        self._close()
        self._complete = True

    def _taken(self, piece: Piece) -> Reply:
        if piece.content is None:
            message = f"'{piece.name}' can no longer be read."
            raise MediaUnreadable(message, where=piece.name, hint="Look whether it was moved or changed meanwhile.")
        if piece.start == 0:
            self._begin(piece)
        upload = self._upload
        if upload is None or piece.start != self._received:
            self._close()
            return Reply(piece.number, "again")
        upload.write(piece.content)
        self._received += len(piece.content)
        if self._received >= piece.size:
            added = upload.finish()
            self._close()
            self._tally = self._tally.and_then(Imported(piece.file, piece.files, piece.name, added))
        return Reply(piece.number)

    def _begin(self, piece: Piece) -> None:
        self._close()
        check_size(piece.name, piece.size, self._most)
        self._upload = self._open.enter_context(self._library.uploading(piece.name))

    def _close(self) -> None:
        self._open.close()
        self._upload, self._received = None, 0
