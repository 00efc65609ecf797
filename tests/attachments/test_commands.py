"""Papers are filed, described, turned, split, joined and removed, and everything of it is undone."""

from dataclasses import replace
from datetime import date

import pytest
from factories import CLIENT, new_case, new_client, new_prescription, refused
from filing import came, filed, leaves, marks

from clinic_desktop.attachments.commands import (
    AddAttachments,
    ChangeAttachment,
    JoinAttachments,
    RetireAttachment,
    SplitAttachment,
    TurnPages,
)
from clinic_desktop.attachments.model import AttachmentDraft
from clinic_desktop.attachments.queries import (
    attachment,
    attachment_page,
    attachments_about,
    attachments_of,
    came_before,
    files_of,
    kinds_on_file,
    representative_form_of,
)
from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.store.connection import driver


@pytest.fixture
def owner(clinic: Clinic) -> ClientId:
    return new_client(clinic)


def titles(clinic: Clinic, owner: int) -> list[str]:
    return [one.title for one in attachments_of(clinic.read, owner)]


def test_several_files_are_one_step_and_are_undone_together(clinic: Clinic, owner: ClientId) -> None:
    case = new_case(clinic, owner)
    files = came(clinic, "Denial.pdf", "a", "b"), came(clinic, "IMG_1.jpg", "c")
    row = clinic.do(AddAttachments(owner, case, files)).row
    first, second = attachment(clinic.read, row), attachment(clinic.read, row + 1)
    assert (first.title, first.kind, first.case, first.pages, first.file_name) == (
        "Denial",
        "other",
        case,
        2,
        "Denial.pdf",
    )
    assert (first.added_on, first.case_reason) == (date(2026, 11, 24), "Neck pain")
    assert (second.title, second.file_name, marks(clinic, second)) == ("", "IMG_1.jpg", ["c"])
    assert clinic.read.content(first.thumbnail) == b"a "
    clinic.undo()
    assert not attachments_of(clinic.read, owner)
    clinic.redo()
    assert len(attachments_of(clinic.read, owner)) == 2


def test_of_several_files_all_are_filed_or_none(clinic: Clinic, owner: ClientId) -> None:
    other = new_case(clinic, new_client(clinic, replace(CLIENT, given_name="Ben")))
    with pytest.raises(Missing):
        clinic.do(AddAttachments(owner, other, (came(clinic, "a.pdf", "a"),)))
    good, bad = came(clinic, "a.pdf", "a"), came(clinic, "b.pdf", "b")
    with pytest.raises(driver().IntegrityError):
        clinic.do(AddAttachments(owner, None, (good, replace(bad, leaves=replace(bad.leaves, blob="no name")))))
    assert not attachments_of(clinic.read, owner)


def test_the_newest_paper_is_on_top_by_its_own_date(clinic: Clinic, owner: ClientId) -> None:
    for title, day in (("old", "1/2/2026"), ("undated", ""), ("newest", "11/24/2026"), ("older", "1/1/2026")):
        filed(clinic, owner, draft=AttachmentDraft(day=day, title=title))
    # Without a date of its own it stands at the day it was added, the 24th too, and came first.
    assert titles(clinic, owner) == ["newest", "undated", "old", "older"]
    assert [one.title for one in attachment_page(clinic.read, owner).rows] == titles(clinic, owner)


def test_papers_are_asked_for_by_kind_and_by_case(clinic: Clinic, owner: ClientId) -> None:
    mine, other = new_case(clinic, owner), new_case(clinic, owner)
    filed(clinic, owner, draft=AttachmentDraft("card", title="card"))
    filed(clinic, owner, draft=AttachmentDraft("denial", title="mine"), case=mine)
    filed(clinic, owner, draft=AttachmentDraft("denial", title="other"), case=other)
    filed(clinic, new_client(clinic, replace(CLIENT, given_name="Ben")), draft=AttachmentDraft("letter"))
    assert {one.title for one in attachments_of(clinic.read, owner, mine)} == {"card", "mine"}
    assert [one.title for one in attachment_page(clinic.read, owner, "card").rows] == ["card"]
    assert kinds_on_file(clinic.read, owner) == {"card", "denial"}


def test_a_case_that_is_taken_away_leaves_its_paper_with_the_client(clinic: Clinic, owner: ClientId) -> None:
    case = new_case(clinic, owner)
    row = filed(clinic, owner, case=case).id
    clinic.do(RetireCase(case, 1))
    assert (attachment(clinic.read, row).case, attachment(clinic.read, row).case_reason) == (None, "")
    clinic.undo()
    assert attachment(clinic.read, row).case == case


def test_what_it_is_a_scan_of_is_the_clients_own(clinic: Clinic, owner: ClientId) -> None:
    paper = new_prescription(clinic, new_case(clinic, owner))
    stranger = new_prescription(clinic, new_case(clinic, new_client(clinic, replace(CLIENT, given_name="Ben"))))
    one = filed(clinic, owner)
    assert refused(
        lambda: clinic.do(ChangeAttachment(one.id, 1, AttachmentDraft(about=f"prescription:{stranger}")))
    ) == ["about"]
    clinic.do(ChangeAttachment(one.id, 1, AttachmentDraft("prescription", about=f"prescription:{paper}")))
    (found,) = attachments_about(clinic.read, "prescription", paper)
    assert (found.id, found.about_kind, found.about_row) == (one.id, "prescription", paper)
    # Nor does an undo of somebody else's, or another program, put it there.
    for values in ({"about_row": stranger}, {"about_kind": "authorization"}, {"case_id": 2}, {"client_id": 2}):
        ((column, value),) = values.items()
        with pytest.raises(driver().IntegrityError):
            clinic._writer._database.execute(f"UPDATE attachments SET {column} = ? WHERE id = ?", (value, one.id))


def test_what_is_filed_is_never_deleted(clinic: Clinic, owner: ClientId) -> None:
    one = filed(clinic, owner)
    with pytest.raises(driver().IntegrityError):
        clinic._writer._database.execute("DELETE FROM attachments")
    clinic.do(RetireAttachment(one.id, 1))
    with pytest.raises(Missing):
        attachment(clinic.read, one.id)
    with pytest.raises(Missing):
        clinic.do(ChangeAttachment(one.id, 2, AttachmentDraft()))
    clinic.undo()
    assert marks(clinic, attachment(clinic.read, one.id)) == ["a"]


def test_turned_pages_are_another_file_and_undo_brings_the_old_one_back(clinic: Clinic, owner: ClientId) -> None:
    one = filed(clinic, owner, ("a", "b"))
    clinic.do(TurnPages(one.id, 1, leaves(clinic, "a", "b turned")))
    assert marks(clinic, attachment(clinic.read, one.id)) == ["a", "b turned"]
    with pytest.raises(ChangedSince):
        clinic.do(TurnPages(one.id, 1, leaves(clinic, "b", "a")))
    clinic.undo()
    assert attachment(clinic.read, one.id).blob == one.blob
    assert marks(clinic, attachment(clinic.read, one.id)) == ["a", "b"]


def test_no_page_is_lost_whatever_comes_back(clinic: Clinic, owner: ClientId) -> None:
    one, other = filed(clinic, owner, ("a", "b")), filed(clinic, owner, ("c",))
    parts = ((one.id, 1), (other.id, 1))
    for wrong in (
        TurnPages(one.id, 1, leaves(clinic, "a")),
        SplitAttachment(one.id, 1, leaves(clinic, "a"), leaves(clinic, "b", "b")),
        JoinAttachments(one.id, parts, leaves(clinic, "a", "c")),
    ):
        with pytest.raises(ValueError, match="more or less"):
            clinic.do(wrong)
    assert {one.blob, other.blob} == {found.blob for found in attachments_of(clinic.read, owner)}


def test_one_becomes_two_that_say_the_same(clinic: Clinic, owner: ClientId) -> None:
    case = new_case(clinic, owner)
    paper = new_prescription(clinic, case)
    draft = AttachmentDraft("prescription", "11/2/2026", "Both", "note", about=f"prescription:{paper}")
    one = filed(clinic, owner, ("a", "b", "c"), draft=draft, case=case)
    row = clinic.do(SplitAttachment(one.id, 1, leaves(clinic, "a"), leaves(clinic, "b", "c"))).row
    first, second = attachment(clinic.read, one.id), attachment(clinic.read, row)
    assert marks(clinic, first) == ["a"] and marks(clinic, second) == ["b", "c"]
    # The record keeps of which paper it was a part.
    assert clinic.read.one("SELECT from_id FROM attachments WHERE id = ?", row)["from_id"] == one.id
    assert (
        replace(second, id=first.id, version=first.version, blob=first.blob, pages=1, thumbnail=first.thumbnail)
        == first
    )
    clinic.undo()
    assert [found.id for found in attachments_of(clinic.read, owner)] == [one.id]
    assert marks(clinic, attachment(clinic.read, one.id)) == ["a", "b", "c"]


def test_several_become_one_in_the_order_chosen(clinic: Clinic, owner: ClientId) -> None:
    one, two, three = (filed(clinic, owner, pages) for pages in (("a",), ("b",), ("c", "d")))
    parts = (three.id, 1), (one.id, 1), (two.id, 1)
    clinic.do(JoinAttachments(one.id, parts, leaves(clinic, "c", "d", "a", "b")))
    (found,) = attachments_of(clinic.read, owner)
    assert (found.id, found.pages, marks(clinic, found)) == (one.id, 4, ["c", "d", "a", "b"])
    clinic.undo()
    assert {found.blob for found in attachments_of(clinic.read, owner)} == {one.blob, two.blob, three.blob}


def test_only_papers_of_one_client_are_joined(clinic: Clinic, owner: ClientId) -> None:
    one = filed(clinic, owner)
    other = filed(clinic, new_client(clinic, replace(CLIENT, given_name="Ben")), ("b",))
    both = leaves(clinic, "a", "b")
    assert refused(lambda: clinic.do(JoinAttachments(one.id, ((one.id, 1), (other.id, 1)), both))) == [""]
    assert refused(lambda: clinic.do(JoinAttachments(one.id, ((one.id, 1), (one.id, 1)), both))) == [""]
    assert refused(lambda: clinic.do(JoinAttachments(one.id, ((one.id, 1),), both))) == [""]


def test_the_same_file_is_known_again_until_it_is_removed(clinic: Clinic, owner: ClientId) -> None:
    file = came(clinic, "a.pdf", "a")
    one = attachment(clinic.read, clinic.do(AddAttachments(owner, None, (file,))).row)
    assert came_before(clinic.read, owner, file.came_as) == one and files_of(clinic.read, owner) == {file.came_as}
    assert came_before(clinic.read, new_client(clinic, replace(CLIENT, given_name="Ben")), file.came_as) is None
    host = filed(clinic, owner, ("h",), "host.pdf")
    clinic.do(JoinAttachments(host.id, ((host.id, 1), (one.id, 1)), leaves(clinic, "h", "a")))
    # Its pages are filed, as those of another one.
    found = came_before(clinic.read, owner, file.came_as)
    assert found and found.id == host.id and file.came_as in files_of(clinic.read, owner)
    clinic.undo()
    clinic.do(RetireAttachment(one.id, attachment(clinic.read, one.id).version))
    assert came_before(clinic.read, owner, file.came_as) is None and file.came_as not in files_of(clinic.read, owner)


def test_a_form_of_a_representative_is_found(clinic: Clinic, owner: ClientId) -> None:
    assert representative_form_of(clinic.read, owner) is None
    filed(clinic, owner, draft=AttachmentDraft("signed_form"))
    assert representative_form_of(clinic.read, owner) is None
    older = filed(clinic, owner, draft=AttachmentDraft("representative_form", "11/1/2026"))
    newer = filed(clinic, owner, draft=AttachmentDraft("representative_form", "11/3/2026"))
    assert representative_form_of(clinic.read, owner) == newer
    clinic.do(RetireAttachment(newer.id, 1))
    assert representative_form_of(clinic.read, owner) == older


def test_nothing_is_filed_for_a_retired_client(clinic: Clinic, owner: ClientId) -> None:
    file = came(clinic, "a.pdf", "a")
    clinic.do(RetireClient(owner, client(clinic.read, owner).version))
    assert refused(lambda: clinic.do(AddAttachments(owner, None, (file,)))) == [""]
