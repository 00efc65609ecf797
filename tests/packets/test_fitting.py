"""Scans that share what a portal takes, the guess before anything is bound, and the note about what weighs most."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packed import Packable, begun, change, seen
from PIL import Image

from clinic_desktop.attachments.commands import AddAttachments
from clinic_desktop.attachments.model import AttachmentDraft, Leaves, ReadFile
from clinic_desktop.attachments.queries import attachments_of
from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.packets.document.gathering import packet_paper
from clinic_desktop.packets.document.making import BoundPacket, bind_packet
from clinic_desktop.packets.document.scans import ScansAround, ShrunkScans
from clinic_desktop.packets.loader import gathering
from clinic_desktop.packets.loader.rule_file import packet_rules
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.packets.model.size import PacketSize, PartWeight
from clinic_desktop.packets.queries.sizes import scan_sizes
from clinic_desktop.packets.rules.estimating import estimated
from clinic_desktop.packets.rules.gate import packet_preflight
from clinic_desktop.packets.rules.sharing import shares
from clinic_desktop.scanner.shrinking import ShrinkFor, shrunk
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.packets.fixes import HERE, fix_of

Limited = Callable[[str, int], None]
# Pages of grain: like a photo, it is large, and gets smaller step by step.
DPI, DOTS = 150, (1275, 1650)


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> Limited:
    """Lets a way of sending take no more than so many bytes."""

    def to(way: str, size: int) -> None:
        known = packet_rules()
        limits = [replace(one, size=size if one.way == way else one.size) for one in known.limits]
        monkeypatch.setattr(gathering, "packet_rules", lambda: replace(known, limits=limits))

    return to


def grainy(seed: int, pages: int) -> bytes:
    """Pages that are pictures."""
    dice, made = random.Random(seed), BytesIO()
    third, white = (DOTS[0] // 3, DOTS[1] // 3), Image.new("L", DOTS, 235)
    grains = [Image.frombytes("L", third, dice.randbytes(third[0] * third[1])).resize(DOTS) for _ in range(pages)]
    sheets = [Image.blend(white, one, 0.3) for one in grains]
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:], resolution=DPI, quality=92)
    return made.getvalue()


def filed(clinic: Clinic, own: Packable, *scans: bytes) -> list[str]:
    """The keys of the parts that these scans are, the first one first."""
    for at, pdf in enumerate(scans):
        leaves = Leaves(clinic.blobs.put(pdf), pdf.count(b"/Type /Page\n") or 1, False, b"picture")
        file = ReadFile(f"{at}.pdf", leaves, f"{at:064x}")
        clinic.do(AddAttachments(own.client, own.case, (file,), AttachmentDraft("record", "11/2/2026", f"Scan {at}")))
    rows = {one.title: one.id for one in attachments_of(clinic.read, own.client, own.case)}
    return [f"attachment:{rows[f'Scan {at}']}" for at in range(len(scans))]


def sent(clinic: Clinic, own: Packable, way: str, keys: Sequence[str]) -> int:
    """A packet of these parts that goes that way."""
    row = begun(clinic, own.case, "reimbursement")
    return change(clinic, row, PacketDraft(way=way, parts=tuple(ChosenPart(one) for one in keys)))


def bound(clinic: Clinic, row: int, known: ShrunkScans | None = None) -> BoundPacket:
    return bind_packet(clinic.read, clinic.blobs, row, clinic.clock.today(), Progress(), known)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 9_000_000), st.integers(1, 100)), max_size=6),
    st.integers(-100_000, 12_000_000),
)
def test_what_can_fit_fits_and_else_each_is_as_small_as_it_gets(scans: list[tuple[int, int]], room: int) -> None:
    least = [max(1, size * percent // 100) for size, percent in scans]
    made: dict[int, int] = {}

    def shrink(at: int, most: int) -> int:
        made[at] = max(least[at], min(scans[at][0], most))
        return made[at]

    given_to = shares([size for size, _ in scans], room, shrink)
    assert len(given_to) == len(scans)
    # Each was last made for the share that it is given.
    assert all(made[at] == max(least[at], min(scans[at][0], share)) for at, share in enumerate(given_to))
    if sum(least) <= room:
        assert sum(made.values()) <= room
    elif sum(size for size, _ in scans) > max(room, 0):
        assert list(made.values()) and all(made[at] == least[at] for at in made)


def test_scans_share_what_the_portal_takes(clinic: Clinic, own: Packable, limited: Limited) -> None:
    raw = [grainy(1, 3), grainy(2, 1)]
    keys = filed(clinic, own, *raw)
    most = 700_000
    assert sum(map(len, raw)) > most
    limited("portal", most)
    row = sent(clinic, own, "portal", [f"bill:{own.bill}", *keys])
    found = bound(clinic, row)
    assert [len(one.pdf) <= most for one in found.volumes] == [True]
    weights = {one.key: one.size for one in found.weights}
    assert [weights[key] < len(one) for key, one in zip(keys, raw, strict=True)] == [True, True]
    # In proportion, as far as the steps allow by which pictures get coarser.
    assert 2 < weights[keys[0]] / weights[keys[1]] < 5
    assert "It goes through at once" in packet_preflight(seen(clinic, row), (), found.size).passed


def test_what_cannot_be_made_small_enough_is_split_and_the_heaviest_is_named(
    clinic: Clinic, own: Packable, limited: Limited
) -> None:
    keys = filed(clinic, own, grainy(1, 1), grainy(2, 4))
    limited("portal", 300_000)
    row = sent(clinic, own, "portal", keys)
    found = bound(clinic, row)
    assert len(found.volumes) > 1
    assert all(len(one.pdf) <= 300_000 for one in found.volumes)
    view = seen(clinic, row)
    note = next(one for one in packet_preflight(view, (), found.size).findings if one.rule == "packet-split")
    count = len(found.volumes)
    assert (note.grade, note.message) == (
        "NOTE",
        f"Too large for the portal even after shrinking: {count} volumes.",
    )
    assert "Scan 1" in note.why
    fix = fix_of(view, note.field)
    assert fix
    assert (fix.place, fix.part) == (HERE, f"parts/{keys[1]}")
    # Nothing is said of its size before it was bound.
    assert "packet-split" not in [one.rule for one in packet_preflight(view).findings]


def test_a_fax_gets_gray_and_the_mail_gets_them_as_they_are(clinic: Clinic, own: Packable) -> None:
    raw = grainy(1, 1)
    keys = filed(clinic, own, raw)
    for way, is_same in (("mail", True), ("in_person", True), ("fax", False)):
        row = sent(clinic, own, way, keys)
        paper = packet_paper(clinic.read, ScansAround(clinic.blobs, ShrunkScans(), Progress()), seen(clinic, row), 1)
        assert (paper.parts[0].pdf == raw) is is_same, way
    assert b"/DeviceGray" in paper.parts[0].pdf or b"CCITT" in paper.parts[0].pdf


def test_the_next_preview_makes_no_scan_anew(
    clinic: Clinic, own: Packable, limited: Limited, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int | None] = []

    def counted(pdf: bytes, how: ShrinkFor, most: int | None = None) -> bytes:
        asked.append(most)
        return shrunk(pdf, how, most)

    keys = filed(clinic, own, grainy(1, 1), grainy(2, 1))
    limited("portal", 600_000)
    monkeypatch.setattr("clinic_desktop.packets.document.scans.shrunk", counted)
    known, row = ShrunkScans(), sent(clinic, own, "portal", keys)
    first, count = bound(clinic, row, known), len(asked)
    assert count >= 2
    # A part beside them changes nothing of them.
    change(clinic, row, PacketDraft(message="As discussed."))
    again = bound(clinic, row, known)
    assert len(asked) == count
    assert [one.size for one in first.weights] == [one.size for one in again.weights]
    # What was used longest ago is forgotten where there is too much.
    small = ShrunkScans(most=1)
    bound(clinic, row, small)
    assert len(small._kept) == 1


def test_the_guess_is_near_and_what_was_made_is_counted(clinic: Clinic, own: Packable) -> None:
    keys = filed(clinic, own, grainy(1, 3))
    row = begun(clinic, own.case, "appeal")
    parts = seen(clinic, row).packet.parts
    row = change(clinic, row, PacketDraft(way="portal", parts=(*parts, ChosenPart(keys[0]))))
    view = seen(clinic, row)
    sizes = scan_sizes(clinic.read, clinic.blobs, view)
    assert list(sizes) == keys
    guess, found = estimated(view, sizes, {}), bound(clinic, row)
    assert guess.volumes == found.size.volumes == 1
    assert abs(guess.pages - found.pages) <= 2
    assert 0.4 < guess.size / found.size.size < 2.5
    counted = estimated(view, sizes, {one.made_as: one for one in found.weights})
    assert abs(counted.size - found.size.size) < 0.1 * found.size.size
    assert sum(one.pages for one in found.weights) + 3 in (counted.pages, counted.pages + 1)


@pytest.mark.parametrize(("way", "volumes"), [("mail", 1), ("fax", 3), ("portal", 2)])
def test_the_guess_says_that_there_will_be_volumes(clinic: Clinic, own: Packable, way: str, volumes: int) -> None:
    row = sent(clinic, own, way, filed(clinic, own, grainy(1, 1)))
    view = seen(clinic, row)
    (chosen, part) = view.present[0]
    # As a scan of 140 pages and 40 MB would be.
    many = replace(part, pages=140 if way == "fax" else 240)
    view = replace(view, parts=[many])
    guess = estimated(view, {chosen.key: 40_000_000}, {})
    assert guess.volumes == volumes


def test_the_longest_part_is_named_where_pages_are_counted(clinic: Clinic, own: Packable) -> None:
    keys = filed(clinic, own, grainy(1, 1), grainy(2, 1))
    row = sent(clinic, own, "fax", keys)
    weights = (PartWeight(keys[0], "", 4, 900_000), PartWeight(keys[1], "", 90, 100_000))
    found = packet_preflight(seen(clinic, row), (), PacketSize(96, 1_000_000, 2, weights)).findings
    note = next(one for one in found if one.rule == "packet-split")
    assert (note.field, note.message) == (f"parts/{keys[1]}", "Too large to be sent at once: 2 volumes.")
    assert "90 pages" in note.why
