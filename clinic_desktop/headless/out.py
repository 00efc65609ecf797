"""What the command line says, and to whom: answers to the standard output, sentences about them to the error one."""

import os
import sys
from typing import TextIO

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.wording import say

DONE, STOPPED, BAD_INPUT = 0, 1, 2


def put(words: str = "", end: str = "\n") -> None:
    """A line, which may hold words of a file: nothing in it moves the cursor, and any terminal takes it."""
    if sys.stdout is None:
        # Closed before we began: the exit code is all that is asked for.
        return
    letters = _shown(words)
    encoding = sys.stdout.encoding or "utf-8"
    try:
        print(letters.encode(encoding, "backslashreplace").decode(encoding), end=end, flush=True)
    except BrokenPipeError:
        # Whoever reads, as `head`, has enough: the rest is said to nobody, and the exit code stays true.
        _hear_no_more(sys.stdout)
    except OSError as trouble:
        # As a full disk behind ">".
        _hear_no_more(sys.stdout)
        raise StoreTrouble(say("The answer could not be written: {why}.", why=trouble.strerror)) from trouble


def tell(words: str) -> None:
    """A sentence about the answer, or why there is none; a line each. With nobody to hear it, nothing happens."""
    if sys.stderr is None:
        # Closed before we began; printed all the same it would come into the answer.
        return
    try:
        print("\n".join(map(_shown, words.split("\n"))), file=sys.stderr, flush=True)
    except OSError:
        _hear_no_more(sys.stderr)


def _shown(words: str) -> str:
    return "".join(one if one.isprintable() else " " if one.isspace() else "" for one in words)


def _hear_no_more(stream: TextIO) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
