"""Slow work: results and errors come back on the main thread; Cancel stops it."""

import threading
from collections.abc import Iterator
from typing import NoReturn

import pytest
from held_jobs import HeldJobs
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from clinic_desktop.jobs import Cancelled, Progress
from ui.jobs import Job, Jobs, LatestJob


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.wait()
    # The window’s live as long as the window. Here they go at once, and before them what they are to delete later.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def fail(answer: object) -> None:
    pytest.fail(f"not expected: {answer!r}")


def test_the_result_comes_back_on_the_main_thread(qtbot: QtBot, jobs: Jobs) -> None:
    came = list[tuple[bool, bool]]()
    main = threading.get_ident()
    jobs.run(
        "x",
        lambda _: threading.get_ident() == main,
        lambda inside: came.append((inside, threading.get_ident() == main)),
        fail,
    )
    qtbot.waitUntil(lambda: bool(came))
    assert came == [(False, True)]


def test_an_error_comes_back_too(qtbot: QtBot, jobs: Jobs) -> None:
    came = list[Exception]()

    def work(_: Progress) -> NoReturn:
        raise KeyError("x")

    jobs.run("x", work, fail, came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert isinstance(came[0], KeyError)


def test_a_hundred_thousand_reports_become_a_few_and_cancel_stops(qtbot: QtBot, jobs: Jobs) -> None:
    heard, ended = list[int](), list[bool]()

    def work(progress: Progress) -> NoReturn:
        for number in range(100_000_000):
            progress.report(number, 100_000_000, "x")
        raise AssertionError("was not stopped")

    job: Job = jobs.run("x", work, fail, fail)
    job.progressed.connect(lambda done, *_: heard.append(done))
    job.finished.connect(lambda: ended.append(True))
    qtbot.waitUntil(lambda: len(heard) >= 3)
    job.stop()
    qtbot.waitUntil(lambda: bool(ended))
    assert len(heard) < 100


def test_a_report_after_stop_raises() -> None:
    progress = Progress()
    progress.report(1, 2, "x")
    progress.stop()
    with pytest.raises(Cancelled):
        progress.report(2, 2, "x")


def test_of_several_only_the_last_is_done_and_heard(qtbot: QtBot) -> None:
    held, latest, did, heard = HeldJobs(), LatestJob(), list[int](), list[int]()

    def work(number: int) -> int:
        did.append(number)
        return number

    for number in (1, 2, 3):
        latest.ask(held, "x", lambda _, one=number: work(one), heard.append)  # type: ignore[misc]
    held.go()
    assert (did, heard) == ([3], [3])

    def left_meanwhile(_: Progress) -> int:
        latest.leave()
        return 4

    latest.ask(held, "x", left_meanwhile, heard.append)
    held.go()
    assert heard == [3]


def test_what_goes_wrong_with_the_last_is_a_bug(qtbot: QtBot) -> None:
    held, latest = HeldJobs(), LatestJob()

    def work(_: Progress) -> NoReturn:
        raise KeyError("x")

    latest.ask(held, "x", work, fail)
    (job, held_back), heard = held.waiting.pop(), list[Exception]()
    with qtbot.capture_exceptions() as raised:
        job.run(held_back)
    assert [kind for kind, *_ in raised] == [KeyError] and not heard
