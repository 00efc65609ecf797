"""How a month end is spoken of on the screen."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from clinic_desktop.month_end.model import Batch, Fate, FilesRun, IssueRun, MonthEnd, MonthRow
from clinic_desktop.month_end.rules.spans import span_words
from clinic_desktop.month_end.rules.words import charged_together, kinds_counted
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark, say, say_many
from ui.kit.text import isolated

_GROUPS: Mapping[Fate, str] = MappingProxyType(
    {
        "ready": mark("Ready: {count}"),
        "fix": mark("To fix: {count}"),
        "skipped": mark("Skipped: {count}"),
        "issued": mark("Issued: {count}"),
        "unread": mark("Not read: {count}"),
    }
)
_EMPTY: Mapping[Fate, str] = MappingProxyType(
    {
        "ready": mark("Nothing is ready to be issued."),
        "fix": mark("Nothing is to fix."),
        "skipped": mark("Nothing is left out."),
        "issued": mark("Nothing of these days is issued yet."),
        "unread": mark("Every case could be read."),
    }
)


def group_words(fate: Fate, rows: tuple[MonthRow, ...]) -> str:
    """The tab of a group: "Ready: 31"."""
    return say(_GROUPS[fate], count=len(rows))


def group_sum(rows: tuple[MonthRow, ...]) -> str:
    """How many visits a group has, and what they charge together, with how many documents of each kind where they are
    several; "" for an empty one."""
    if not rows:
        return ""
    visits = sum(one.many or len(one.visits) for one in rows)
    amount = money.shown(charged_together(rows))
    words = say_many("{count} visit, {amount}", "{count} visits, {amount}", visits, amount=amount)
    # Of one kind the tab says how many they are; what is skipped is no document.
    kinds = {one.kind for one in rows if one.fate != "skipped"}
    return f"{kinds_counted(rows)} · {words}" if len(kinds) > 1 else words


def empty_words(fate: Fate, found: MonthEnd) -> str:
    """What an empty group says."""
    if not found.rows and found.batch == "year":
        return say("Nothing was paid for treatment in {span}.", span=span_words(found.span))
    if not found.rows:
        return say(
            "There is no visit in {span}. Visits that were given stand here, each case with its document.",
            span=span_words(found.span),
        )
    if fate == "ready" and found.of("fix"):
        return say("Nothing is ready to be issued. What each of the others needs stands under “To fix”.")
    return say(_EMPTY[fate])


def issue_words(batch: Batch, rows: tuple[MonthRow, ...]) -> str:
    """The main button: "Issue 31 superbills", "Issue 34 documents" where they are of several kinds; without a number
    where there is none to issue."""
    count, kinds = len(rows), {one.kind for one in rows}
    if not count:
        return say("Issue receipts") if batch == "year" else say("Issue documents")
    if kinds == {"superbill"}:
        return say_many("Issue {count} superbill", "Issue {count} superbills", count)
    if kinds == {"statement"}:
        return say_many("Issue {count} statement", "Issue {count} statements", count)
    if kinds <= {"receipt", "year_receipt"}:
        return say_many("Issue {count} receipt", "Issue {count} receipts", count)
    return say_many("Issue {count} document", "Issue {count} documents", count)


def hand_out_words(rows: tuple[MonthRow, ...]) -> str:
    """The way to what was issued: "Hand out 31 superbills"."""
    count, kinds = len(rows), {one.kind for one in rows}
    if kinds == {"superbill"}:
        return say_many("Hand out {count} superbill", "Hand out {count} superbills", count)
    if kinds == {"statement"}:
        return say_many("Hand out {count} statement", "Hand out {count} statements", count)
    if kinds <= {"receipt", "year_receipt"}:
        return say_many("Hand out {count} receipt", "Hand out {count} receipts", count)
    return say_many("Hand out {count} document", "Hand out {count} documents", count)


def before_words(count: int) -> str:
    """That visits from before the days wait, of cases that have none in them; "" where none does."""
    if not count:
        return ""
    return say_many("{count} visit from before waits too.", "{count} visits from before wait too.", count)


def without_words(left: tuple[date, ...]) -> str:
    """The button that issues a document without some visits: "Issue without the visit of 3 Oct 2026"."""
    if len(left) == 1:
        return say("Issue without the visit of {day}", day=dates.shown(left[0]))
    return say("Issue without {count} visits", count=len(left))


def state_words(found: MonthEnd, wanted: int) -> str:
    """Where a month end stands: what is done, and what is still to do."""
    issued, fix = len(found.of("issued")), len(found.of("fix"))
    if issued and wanted:
        return say("{done} issued, {left} still to issue.", done=issued, left=wanted)
    if issued and not fix:
        return say("All that can be issued is issued.")
    return say_many("{count} is still to fix.", "{count} are still to fix.", fix) if fix else ""


def run_words(run: IssueRun) -> str:
    """What came of issuing."""
    done = say_many("{count} document was issued.", "{count} documents were issued.", len(run.issued))
    if run.trouble:
        rest = say("Then it stopped: {why} What was issued is kept. Issue the others later.", why=run.trouble)
        return f"{done} {rest}"
    if not run.is_whole:
        return f"{done} {say('You stopped it. What was issued is kept, and the others still wait.')}"
    if run.not_made:
        first = run.not_made[0]
        facts = {"client": isolated(first.row.client_name), "why": first.why}
        if len(run.not_made) == 1:
            return f"{done} {say('One could not be made: {client}. {why}', **facts)}"
        more = say("{count} could not be made. The first is of {client}: {why}", count=len(run.not_made), **facts)
        return f"{done} {more}"
    return done


def files_words(run: FilesRun, name: str) -> str:
    """What came of writing the files into the folder of this name."""
    said = []
    if run.written or not run.there:
        said.append(
            say_many(
                "{count} file was written into “{folder}”.",
                "{count} files were written into “{folder}”.",
                run.written,
                folder=name,
            )
        )
    if run.there:
        said.append(
            say_many(
                "{count} was there already and is the same.",
                "{count} were there already and are the same.",
                run.there,
            )
        )
    if run.voided:
        said.append(_void_words(run.voided))
    if run.old:
        said.append(
            say_many(
                "{names} is from an earlier run and was not made anew. Remove it if you do not need it.",
                "{names} are from an earlier run and were not made anew. Remove them if you do not need them.",
                len(run.old),
                names=" · ".join(run.old),
            )
        )
    if run.trouble:
        said.append(run.trouble)
        said.append(say("What was written is whole. Save again for the rest."))
    elif not run.is_whole:
        said.append(say("You stopped it. What was written is whole. Save again for the rest."))
    return " ".join([*said, *([damaged_words(run.damaged)] if run.damaged else [])])


def _void_words(numbers: tuple[int, ...]) -> str:
    return say_many(
        "No. {numbers} was voided after its file was written: the file says VOID now.",
        "Nos. {numbers} were voided after their files were written: the files say VOID now.",
        len(numbers),
        numbers=", ".join(map(str, numbers)),
    )


def damaged_words(numbers: tuple[int, ...]) -> str:
    """Which papers are left out, for they are damaged."""
    return say_many(
        "The paper of no. {numbers} is damaged and left out. Restore a backup to have it.",
        "The papers of no. {numbers} are damaged and left out. Restore a backup to have them.",
        len(numbers),
        numbers=", ".join(map(str, numbers)),
    )
