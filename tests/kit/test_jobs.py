"""Slow work: results and errors come back on the main thread; Cancel stops it."""

import threading
from typing import NoReturn

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.jobs import Cancelled, Progress
from ui.jobs import Job, Jobs


def fail(answer: object) -> None:
    pytest.fail(f"not expected: {answer!r}")


def test_the_result_comes_back_on_the_main_thread(qtbot: QtBot) -> None:
    jobs, came = Jobs(), list[tuple[bool, bool]]()
    main = threading.get_ident()
    jobs.run(
        "x",
        lambda _: threading.get_ident() == main,
        lambda inside: came.append((inside, threading.get_ident() == main)),
        fail,
    )
    qtbot.waitUntil(lambda: bool(came))
    assert came == [(False, True)]
    jobs.wait()


def test_an_error_comes_back_too(qtbot: QtBot) -> None:
    jobs, came = Jobs(), list[Exception]()

    def work(_: Progress) -> NoReturn:
        raise KeyError("x")

    jobs.run("x", work, fail, came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert isinstance(came[0], KeyError)
    jobs.wait()


def test_a_hundred_thousand_reports_become_a_few_and_cancel_stops(qtbot: QtBot) -> None:
    jobs, heard, ended = Jobs(), list[int](), list[bool]()

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
    jobs.wait()


def test_a_report_after_stop_raises() -> None:
    progress = Progress()
    progress.report(1, 2, "x")
    progress.stop()
    with pytest.raises(Cancelled):
        progress.report(2, 2, "x")
