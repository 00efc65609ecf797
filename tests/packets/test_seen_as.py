"""Whether what was bound is still what would go out; what a packet is told for; and that it is void only once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from factories import refused
from packed import Packable, accept_all, begun, change, issue_packet, seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.disclosures.queries import disclosures_of
from clinic_desktop.errors import Refused
from clinic_desktop.packets.commands.issuing import VoidPacket
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.queries.packets import packet, replaced_by
from clinic_desktop.packets.rules.seen import seen_as
from clinic_desktop.store.keys.keyring import ClinicFolder

TO = PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402")


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


def test_whatever_would_stand_otherwise_on_a_page_makes_it_another_one(clinic: Clinic, own: Packable) -> None:
    view = seen(clinic, begun(clinic, own.case, "appeal"))
    changes: Mapping[str, Any] = {
        "today": view.today + timedelta(1),
        "kept": {date(2026, 11, 10): "The client asks that no payer is told."},
        "client_name": "Somebody Else",
        "criteria": (),
        "left_out": (),
        "about_words": (("Claim", "CLM-1"),),
        "limit": None,
        "parts": (),
        "packet": replace(view.packet, message="Please hurry"),
    }
    same = seen_as(view)
    assert seen_as(replace(view)) == same
    for name, value in changes.items():
        assert getattr(view, name) != value, name
        assert seen_as(replace(view, **{name: value})) != same, name


def test_of_a_work_injury_it_is_told_for_compensation(clinic: Clinic, own: Packable) -> None:
    for purpose, told_for in (("work", "compensation"), ("appeal", "payment")):
        row = begun(clinic, own.case, purpose)
        change(clinic, row, TO)
        accept_all(clinic, row)
        issue_packet(clinic, row)
        (told,) = (one for one in disclosures_of(clinic.read, own.client) if one.item == row)
        assert told.purpose == told_for


def test_it_is_void_once_and_stays_so(clinic: Clinic, own: Packable) -> None:
    row = begun(clinic, own.case, "records")
    assert refused(lambda: clinic.do(VoidPacket(row, packet(clinic.read, row).version, "Wrong person"))) == [""]
    issue_packet(clinic, row)
    clinic.do(VoidPacket(row, packet(clinic.read, row).version, "Wrong person"))
    now = packet(clinic.read, row)
    with pytest.raises(Refused, match=f"Packet no. {now.number} is void already."):
        clinic.do(VoidPacket(row, now.version, "Another reason"))
    assert packet(clinic.read, row).void_why == "Wrong person"
    # None came instead of it, though most packets replace none.
    assert replaced_by(clinic.read, now.number) == replaced_by(clinic.read, 0) == 0
