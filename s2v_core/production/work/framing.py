"""Messages over a pipe between two processes of this program: a length, then a pickled value.

Files are used without a buffer: a thread that waits in one never keeps an interpreter from ending.
"""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any

__all__ = ["read_message", "write_message"]

_LENGTH = struct.Struct("!Q")


def write_message(target: IO[bytes], message: Any) -> None:
    """Send ``message``.

    Raises:
        OSError: nobody reads any more.
        Exception: what pickling raises; nothing was sent then.
    """
    body = pickle.dumps(message)
    rest = memoryview(_LENGTH.pack(len(body)) + body)
    while rest:
        rest = rest[target.write(rest) :]


def read_message(source: IO[bytes]) -> Any:
    """Return the next message.

    Raises:
        EOFError: the other side has closed the pipe, or died within a message.
        Exception: what unpickling raises; the message was read whole then.
    """
    return pickle.loads(_exactly(source, _LENGTH.unpack(_exactly(source, _LENGTH.size))[0]))  # noqa: S301 - our own


def _exactly(source: IO[bytes], size: int) -> bytes:
    parts = []
    while size:
        part = source.read(min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
