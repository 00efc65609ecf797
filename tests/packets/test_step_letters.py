"""The packet of a step goes out with the letter of that step, and not with what was asked before."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lettering import accept_all, draft_of, issued, with_whole_case
from packed import accept_all as take_upon
from packed import begun, change, issue_packet, seen, verdict

from clinic_desktop.appeals.commands.steps import AnswerAppeal, OpenAppeal, SendAppeal
from clinic_desktop.appeals.model import AnswerDraft, AppealDraft, SentDraft
from clinic_desktop.appeals.queries.denials import appeals_of
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.packets.commands.sending import MarkPacketSent
from clinic_desktop.packets.loader.rule_file import packet_rules
from clinic_desktop.packets.model.packet import PacketDraft, SendingDraft
from clinic_desktop.packets.model.parts import ChosenPart, Part, StepLetters
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.packets.rules.proposing import Scope, offers, proposed
from clinic_desktop.store.keys.keyring import ClinicFolder

CASE, DENIAL = CaseId(1), 1


@pytest.fixture
def clinic(tmp_path: Path, open_clinic: Callable[[ClinicFolder], Clinic]) -> Clinic:
    return open_clinic(with_whole_case(tmp_path / "whole"))


def write(clinic: Clinic, kind: str) -> str:
    draft = draft_of(kind, DENIAL, "member")
    accept_all(clinic, CASE, draft)
    return f"letter:{issued(clinic, CASE, draft)}"


def lose_the_internal_appeal(clinic: Clinic) -> None:
    row = clinic.do(OpenAppeal(DENIAL, AppealDraft())).row

    def version() -> int:
        return appeals_of(clinic.read, DENIAL)[0].version

    clinic.do(SendAppeal(row, version(), SentDraft("11/23/2026", "mail", late_why="It went to an old address")))
    clinic.do(AnswerAppeal(row, version(), AnswerDraft("11/24/2026", "lost")))


def letters_in(clinic: Clinic, row: int) -> list[str]:
    return [one.key for one in packet(clinic.read, row).parts if one.key.startswith("letter:")]


def found(clinic: Clinic, row: int, rule: str) -> list[tuple[str, str]]:
    return [(one.grade, one.message) for one in verdict(clinic, row).findings if one.rule == rule]


def test_the_letter_of_the_next_step_goes_and_not_the_one_that_was_lost(clinic: Clinic) -> None:
    old = write(clinic, "appeal_internal")
    first = begun(clinic, CASE, "appeal", f"denial:{DENIAL}")
    assert letters_in(clinic, first) == [old] and not found(clinic, first, "packet-letter")
    assert found(clinic, first, "packet-signer")
    lose_the_internal_appeal(clinic)
    # Before the next one is written, what was asked before is no request.
    row = begun(clinic, CASE, "appeal", f"denial:{DENIAL}")
    assert letters_in(clinic, row) == []
    parts = packet(clinic.read, row).parts
    change(clinic, row, PacketDraft(parts=(ChosenPart(old), *parts)))
    assert found(clinic, row, "packet-letter") == [("ASK", "Its letter is of an earlier step.")]
    # It was signed then.
    assert not found(clinic, row, "packet-signer")
    new = write(clinic, "external_review")
    ((grade, words),) = found(clinic, row, "packet-letter")
    assert grade == "ASK" and words.endswith("is not in it.")
    # So it is with one that was begun for the step before, and it is offered there.
    assert found(clinic, first, "packet-letter") == [(grade, words)]
    assert [one.part.key for one in seen(clinic, first).fresh if one.part.source == "letter"] == [new]
    later = begun(clinic, CASE, "appeal", f"denial:{DENIAL}")
    assert letters_in(clinic, later) == [new] and not found(clinic, later, "packet-letter")
    assert next(one.why for one in seen(clinic, later).offered if one.part.key == old) == "What was asked before."
    # Both are in it: the step is that of the letter that asks now, wherever it stands.
    parts = (ChosenPart(old), ChosenPart(new))
    change(clinic, later, PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402", parts=parts))
    take_upon(clinic, later)
    issue_packet(clinic, later)
    clinic.do(MarkPacketSent(later, packet(clinic.read, later).version, SendingDraft("11/24/2026", "mail")))
    last = next(one for one in appeals_of(clinic.read, DENIAL) if not one.outcome)
    assert (last.level, f"letter:{last.letter}", last.packet) == ("external", new, later)


def test_a_letter_about_another_denial_is_never_the_request() -> None:
    mine = Part("letter:1", "letter", "Appeal", is_signed=True, sort="appeal_internal", stands_for="denial:7")
    other = replace(mine, key="letter:2", stands_for="denial:8")
    scope = Scope(payer=1, about="denial:7", letters=StepLetters(others=frozenset({"letter:2"})))
    offered = offers((other, mine), packet_rules().packet("appeal"), scope)
    assert [one.key for one in proposed(offered)] == ["letter:1"]
    assert offered[0].why == "It is about another denial."
