"""The process that reads a stranger’s file: told its task by two words, it reads the file from its standard input,
answers on its standard output, and ends. Started by asking.py, never by a person."""

import json
import os
import sys

from clinic_desktop.scanner.confining import confine
from clinic_desktop.scanner.limits import MOST_BYTES, MOST_CLEAN_BYTES
from clinic_desktop.scanner.tasks import TASKS, prepare
from clinic_desktop.scanner.troubles import NotTaken


def main(task: str, how: str) -> None:
    """Do one task; what is wrong with the file is an answer, too."""
    prepare(how)
    # libde265, which unpacks HEIC, starts a thread for each picture, and dies where it cannot.
    confine(needs_threads=how == "heic")
    content = sys.stdin.buffer.read(max(MOST_BYTES, MOST_CLEAN_BYTES) + 1)
    facts: dict[str, object]
    parts: tuple[bytes, ...] = ()
    try:
        facts, parts = TASKS[task](how, content)
        if sum(map(len, parts)) > MOST_CLEAN_BYTES:
            raise NotTaken("clean")
        facts["sizes"] = [len(part) for part in parts]
    except NotTaken as no:
        facts, parts = {"why": no.why, "number": no.number}, ()
    except MemoryError:
        facts, parts = {"why": "memory"}, ()
    except RecursionError:
        facts, parts = {"why": "tangled"}, ()
    except Exception:  # noqa: BLE001 - each library has errors of its own for a damaged file, and all mean that
        facts, parts = {"why": "damaged"}, ()
    out = sys.stdout.buffer
    out.write(json.dumps(facts).encode("ascii") + b"\n")
    for part in parts:
        out.write(part)
    out.flush()
    # Nothing is left to do, and a library that a hostile file has upset is not asked to tidy up.
    os._exit(0)
