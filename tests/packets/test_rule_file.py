"""The file of packets: all of it is read, and what is wrong is said with its line."""

from pathlib import Path

import pytest

from clinic_desktop.packets.loader import rule_file
from clinic_desktop.packets.loader.rule_file import FILE, packet_rules, read_packet_rules
from clinic_desktop.packets.model.purposes import PURPOSES, WAYS
from clinic_desktop.written.file import BadFile

PACKET = '[[packet]]\npurpose = "appeal"\nletters = []\nsource = "S"\nchecked_on = 2026-11-23\n'

ANSWER = '[[answer]]\npurpose = "appeal"\nvisits = "ahead"\ndays = 30\nsource = "S"\nchecked_on = 2026-11-23\n'


def wrong(folder: Path, text: str) -> str:
    path = folder / "packets.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile) as caught:
        read_packet_rules(path)
    return " ".join(caught.value.problems)


def test_every_purpose_and_every_way_has_its_rule_with_a_source() -> None:
    found = packet_rules()
    assert {one.purpose for one in found.packets} == set(PURPOSES)
    assert {one.way for one in found.limits} == set(WAYS)
    assert all(one.source for one in found.packets)
    assert all(one.source for one in found.limits)
    assert all(one.source for one in found.criteria)
    assert all(one.source for one in found.answers)
    portal = found.limit("portal")
    assert portal
    assert portal.size == 10_000_000


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PACKET.replace('"appeal"', '"apeal"'), "Did you mean “appeal”?"),
        (PACKET + PACKET, "“appeal” stands there twice."),
        (PACKET + 'parts = [{ kind = "plan", use = "usual", days = "newest" }]', "The key “why” is missing."),
        (PACKET + "extra = 1\nparts = []", "There is no key “extra” here."),
        ('[[way]]\nway = "fax"\nmost_pages = -1', "Write a whole number, 0 or more."),
        (ANSWER + ANSWER, "“appeal, ahead” stands there twice."),
        (ANSWER.replace('"ahead"', '"soon"'), "Write one of given, ahead."),
        ('[[answer]]\npurpose = "appeal"\ndays = 0', "Write a whole number from 1 to 366."),
        ('[[criterion]]\nkey = "x"\nevidence = "luck"', "evidence"),
    ],
)
def test_a_mistake_is_said_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    assert words in wrong(tmp_path, text)


def test_without_the_file_everything_is_offered_and_a_broken_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule_file, "FILE", tmp_path / "gone.toml")
    assert not packet_rules().packets
    assert not packet_rules().trouble
    broken = tmp_path / "broken.toml"
    broken.write_text("[[packet]]\n", encoding="utf-8")
    monkeypatch.setattr(rule_file, "FILE", broken)
    assert "no part is proposed" in packet_rules().trouble
    assert FILE.exists()
