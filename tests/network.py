"""Hears whatever Python does with the net. What is heard once cannot be unheard of: the hook stays, and a switch tells
when it listens."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# By Python's own names: a connection, a name that is looked up, a port that is listened on, anything that is sent.
EVENTS = frozenset(
    (
        *("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"),
        *("socket.bind", "socket.sendto", "socket.sendmsg", "urllib.Request", "http.client.connect", "ftplib.connect"),
        *("smtplib.connect", "telnetlib.Telnet.open", "webbrowser.open"),
    )
)
_listening: list[list[str]] = []


def _hear(event: str, _: object) -> None:
    if _listening and event in EVENTS:
        for heard in _listening:
            heard.append(event)


@contextmanager
def heard_of_the_net() -> Iterator[list[str]]:
    """The events of the net while this lasts, by their names; there must be none."""
    if _hear not in _hooked:
        _hooked.append(_hear)
        sys.addaudithook(_hear)
    heard = list[str]()
    _listening.append(heard)
    try:
        yield heard
    finally:
        _listening.remove(heard)


_hooked: list[object] = []


def libraries_of_the_net() -> list[str]:
    """The libraries of Qt for the net that lie in memory, where the system tells of it."""
    try:
        with Path("/proc/self/maps").open(encoding="utf-8") as maps:
            paths = {line.split()[-1] for line in maps if "/" in line}
    except OSError:
        return []
    return sorted(path for path in paths if "Qt6Network" in path or "QtNetwork" in path)
