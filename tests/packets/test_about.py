"""Which parts answer a denial: those of its codes, and of an appeal as soon as one is begun."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from appealing import NOTICE
from packed import Packable

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.appeals.commands.steps import OpenAppeal
from clinic_desktop.appeals.model import AppealDraft
from clinic_desktop.cases.queries import case
from clinic_desktop.clinic import Clinic
from clinic_desktop.packets.queries.about import abouts_of
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.store.keys.keyring import ClinicFolder


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


def test_an_appeal_that_is_begun_takes_its_parts_whatever_the_codes_say(
    clinic: Clinic, packed_clinic: tuple[Path, Packable]
) -> None:
    own = packed_clinic[1]
    asked = PartsAsked(clinic.read, case(clinic.read, own.case).client, own.case, date(2026, 11, 24))
    draft = replace(NOTICE, bill=str(own.bill), visits=tuple(map(str, own.visits[1:])), codes="CO-16")
    row = clinic.do(AddDenial(own.case, draft)).row

    def kinds() -> frozenset[str]:
        return next(one.kinds for one in abouts_of(asked, ()) if one.key == f"denial:{row}")

    assert kinds() == {"bills"}
    clinic.do(OpenAppeal(row, AppealDraft()))
    assert {"bills", "letter", "prescription", "assessment", "measures", "notes"} <= kinds()
