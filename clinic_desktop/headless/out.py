"""What the command line says, and to whom: answers to the standard output, sentences about them to the error one."""

import os
import sys

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.wording import say

DONE, STOPPED, BAD_INPUT = 0, 1, 2


def put(words: str = "", end: str = "\n") -> None:
    """A line, which may hold words of a file: nothing in it moves the cursor, and any terminal takes it."""
    if sys.stdout is None:
        # Closed before we began: the exit code is all that is asked for.
        return
    letters = "".join(one if one.isprintable() else " " if one.isspace() else "" for one in words)
    encoding = sys.stdout.encoding or "utf-8"
    try:
        print(letters.encode(encoding, "backslashreplace").decode(encoding), end=end, flush=True)
    except BrokenPipeError:
        # Whoever reads, as `head`, has enough: the rest is said to nobody, and the exit code stays true.
        _hear_no_more()
    except OSError as trouble:
        # As a full disk behind ">".
        _hear_no_more()
        raise StoreTrouble(say("The answer could not be written: {why}.", why=trouble.strerror)) from trouble


def _hear_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(words: str) -> None:
    """A sentence about the answer, or why there is none."""
    print(words, file=sys.stderr)
