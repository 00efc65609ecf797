"""Whatever is done to papers and undone again, in any order: no page is lost, and none comes twice."""

from collections import Counter
from itertools import count

import pytest
from factories import new_client
from filing import came, leaves, marks
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_desktop.attachments.commands import (
    AddAttachments,
    ChangeAttachment,
    JoinAttachments,
    RetireAttachment,
    SplitAttachment,
    TurnPages,
)
from clinic_desktop.attachments.model import Attachment, AttachmentDraft
from clinic_desktop.attachments.queries import attachments_of
from clinic_desktop.clinic import Clinic
from clinic_desktop.store.command import Command

DEEDS = st.tuples(
    st.sampled_from(("add", "turn", "split", "join", "change", "retire", "undo", "redo")),
    st.integers(0, 99),
    st.integers(0, 99),
)
_NUMBERS = count(1)
Papers = tuple[Attachment, ...]


def command(clinic: Clinic, owner: int, deed: str, papers: Papers, at: tuple[int, int]) -> Command | None:
    """The deed on a paper, or none where it has nothing to be done to."""
    if deed == "add":
        number = next(_NUMBERS)
        pages = (f"{number}.{page}" for page in range(at[0] % 3 + 1))
        return AddAttachments(owner, None, (came(clinic, "a.pdf", *pages),))
    if deed in ("split", "join"):
        return _parting(clinic, papers, at) if deed == "split" else _joining(clinic, papers, at)
    if not papers or deed not in ("turn", "change", "retire"):
        return None
    one = papers[at[0] % len(papers)]
    if deed == "turn":
        return TurnPages(one.id, one.version, leaves(clinic, *marks(clinic, one), salt=str(at[1])))
    if deed == "change":
        return ChangeAttachment(one.id, one.version, AttachmentDraft("letter", title=f"title {at[1]}"))
    return RetireAttachment(one.id, one.version)


def _parting(clinic: Clinic, papers: Papers, at: tuple[int, int]) -> Command | None:
    several = [one for one in papers if one.pages > 1]
    if not several:
        return None
    one = several[at[0] % len(several)]
    pages, cut = marks(clinic, one), 1 + at[1] % (one.pages - 1)
    return SplitAttachment(one.id, one.version, leaves(clinic, *pages[:cut]), leaves(clinic, *pages[cut:]))


def _joining(clinic: Clinic, papers: Papers, at: tuple[int, int]) -> Command | None:
    if len(papers) == 1 or not papers:
        return None
    first = at[0] % len(papers)
    one, other = papers[first], papers[(first + 1 + at[1] % (len(papers) - 1)) % len(papers)]
    parts = (one, other) if at[1] % 2 else (other, one)
    whole = leaves(clinic, *(page for part in parts for page in marks(clinic, part)))
    return JoinAttachments(one.id, tuple((part.id, part.version) for part in parts), whole)


@pytest.fixture
def owner(clinic: Clinic) -> int:
    return new_client(clinic)


@given(deeds=st.lists(DEEDS, min_size=1, max_size=25))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_page_is_lost_and_none_comes_twice(clinic: Clinic, owner: int, deeds: list[tuple[str, int, int]]) -> None:
    def pages() -> Counter[str]:
        papers = attachments_of(clinic.read, owner)
        assert all(one.pages == len(marks(clinic, one)) for one in papers)
        return Counter(page for one in papers for page in marks(clinic, one))

    before = pages()
    past: list[Counter[str]] = []
    ahead: list[Counter[str]] = []
    # What other examples did is no matter of this one.
    clinic.history.undoable.clear()
    clinic.history.redoable.clear()
    for deed, *at in deeds:
        papers = attachments_of(clinic.read, owner)
        if deed == "undo" and past:
            clinic.undo()
            ahead.append(before)
            expected = past.pop()
        elif deed == "redo" and ahead:
            clinic.redo()
            past.append(before)
            expected = ahead.pop()
        else:
            made = command(clinic, owner, deed, papers, (at[0], at[1]))
            if made is None:
                continue
            known = len(clinic.history.undoable)
            clinic.do(made)
            if len(clinic.history.undoable) == known:
                continue
            past.append(before)
            ahead.clear()
            expected = before
            if deed == "add":
                expected = before + (pages() - before)
                assert sum(expected.values()) == sum(before.values()) + at[0] % 3 + 1
            elif deed == "retire":
                expected = before - Counter(marks(clinic, papers[at[0] % len(papers)]))
        assert pages() == expected, deed
        before = expected
        assert all(number == 1 for number in before.values())
