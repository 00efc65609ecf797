"""A process that is born of this one, does one thing, and tells over a socket how far it came."""

import contextlib
import os
import signal
import socket
from collections.abc import Callable

MESSAGE = 1 << 16
# How a process ends that died of an error nobody expected.
DIED = 70
Tell = Callable[[str], None]
Work = Callable[[Tell], None]


def live(work: Work, there: socket.socket) -> None:
    """What the born process does, and nothing after: never returns."""
    status = DIED

    def tell(words: str) -> None:
        there.send(words.encode()[:MESSAGE])

    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        work(tell)
        status = 0
    # Whatever it is, it is told, and then nothing of the parent's goes on in here.
    except BaseException as trouble:  # noqa: BLE001
        with contextlib.suppress(OSError):
            tell(f"died {type(trouble).__name__}: {trouble}")
    finally:
        os._exit(status)
