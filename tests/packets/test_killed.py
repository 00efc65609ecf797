"""The program is killed while a packet is issued: its files may lie there, and no packet does. Its number is not used
up, and the draft can be issued afterwards."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest
from conftest import Opener
from packed import Packable, accept_all, begun, change, issue_packet

from clinic_desktop.disclosures.queries import disclosures_of
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.queries.packets import next_number, packet, packet_page, volumes_of
from clinic_desktop.store.keys.keyring import ClinicFolder

_TESTS = Path(__file__).parents[1]
# Dies of a signal that nobody can hear: once the files are kept, before their command; or in the midst of it, where the
# rows of the packet are written and what was told is about to be.
_DIES = """
import os, signal, sys
from pathlib import Path
from factories import opened
from packed import issue_packet
import packed
from clinic_desktop.packets.commands import issuing
from clinic_desktop.store.keys.keyring import ClinicFolder

folder, when, row = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

clinic = opened(ClinicFolder(folder))
if when == "before":
    packed.IssuePacket = die
else:
    issuing.insert_disclosure = die
issue_packet(clinic, row)
"""


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


@pytest.mark.skipif(os.name != "posix", reason="there is no such signal")
@pytest.mark.parametrize("when", ["before", "within"])
def test_no_half_packet_is_there(own: Packable, folder: ClinicFolder, open_clinic: Opener, when: str) -> None:
    clinic = open_clinic(folder)
    row = begun(clinic, own.case, "reimbursement")
    change(clinic, row, PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402"))
    accept_all(clinic, row)
    version = packet(clinic.read, row).version
    before = set(clinic.blobs.lying())
    clinic.close()
    paths = os.pathsep.join([str(_TESTS.parent), str(_TESTS)])
    died = subprocess.run(
        [sys.executable, "-c", _DIES, str(folder.path), when, str(row)],
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    clinic = open_clinic(folder)
    # Its file was kept first, and nothing speaks of it.
    assert len(set(clinic.blobs.lying()) - before) == 1
    draft = packet(clinic.read, row)
    assert (draft.state, draft.number, draft.version) == ("draft", 0, version)
    assert volumes_of(clinic.read, row) == ()
    assert clinic.read.all("SELECT 1 FROM packet_parts") == []
    assert disclosures_of(clinic.read, own.client) == ()
    assert next_number(clinic.read) == 1
    # The same draft goes out afterwards, under that number.
    issue_packet(clinic, row)
    assert packet(clinic.read, row).number == 1
    assert len(volumes_of(clinic.read, row)) == 1
    assert len(packet_page(clinic.read, clinic.clock.today()).rows) == 1
