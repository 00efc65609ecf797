"""Tries rules on the cases of the record before anybody is told by them."""

from contextlib import closing
from datetime import date

from clinic_desktop.coverage.loader.gathering import gather
from clinic_desktop.coverage.model.own_packs import AskedAbout, PackMove, TriedCase, TriedCases
from clinic_desktop.coverage.model.packs import Packs
from clinic_desktop.coverage.queries.own_packs import asked_cases
from clinic_desktop.coverage.rules.appraising import Appraisal, appraise
from clinic_desktop.jobs import Progress
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.writer import open_reader
from clinic_desktop.wording import say


def try_beside(keys: KeyRing, move: PackMove, today: date, progress: Progress) -> TriedCases:
    """As `try_move`, over a connection of its own: for a job beside the window. Raises StoreTrouble too."""
    with closing(open_reader(keys.folder, keys.key)) as read:
        return try_move(read, move, today, progress)


def try_move(read: Reader, move: PackMove, today: date, progress: Progress) -> TriedCases:
    """What comes of every open case, as of today, when a pack comes or goes. Nothing is written. Raises Cancelled."""
    cases = asked_cases(read)
    changed: list[TriedCase] = []
    otherwise = 0
    for done, case in enumerate(cases):
        progress.report(done, len(cases), say("Looking through the cases"))
        before, after = _both(read, case, move, today)
        if before.outcome.verdict is not after.outcome.verdict:
            changed.append(TriedCase(case, before.headline, after.headline))
        elif before.outcome != after.outcome:
            otherwise += 1
    return TriedCases(tuple(changed), otherwise, len(cases))


def _both(read: Reader, case: AskedAbout, move: PackMove, today: date) -> tuple[Appraisal, Appraisal]:
    found = gather(read, case.id, today)
    money = found.money

    def by(packs: Packs) -> Appraisal:
        return appraise(found.answers, money.terms, money.visits, packs)

    return by(move.packs_before), by(move.packs_after)
