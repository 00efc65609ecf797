"""What is said of an export: before it, of its name, and what came of it."""

from datetime import date

from clinic_desktop.exports.model import ExportRun
from clinic_desktop.wording import say, say_many


def export_name(today: date, again: int = 1) -> str:
    """The name of the folder that is written; it names nobody. `again` counts those of one day."""
    name = f"clinic-export-{today.isoformat()}"
    return name if again == 1 else f"{name}-{again}"


def written_words(run: ExportRun) -> str:
    """What an export has, counted: "44 clients, 7,021 rows and 47 papers and files"."""
    parts = {
        "clients": say_many("{count} client", "{count} clients", run.clients),
        "rows": say("{count} rows", count=f"{sum(run.rows.values()):,}"),
        "papers": say_many("{count} paper or file", "{count} papers and files", run.papers),
    }
    return say("{clients}, {rows}, {papers}", **parts)


def lost_words(run: ExportRun) -> tuple[str, ...]:
    """What could not be read, a line each; none where all was."""
    return tuple(
        say("{what}: could not be read", what=one.what)
        if one.rows is None
        else say_many(
            "{what}: {count} row could not be read", "{what}: {count} rows could not be read", one.rows, what=one.what
        )
        for one in run.lost
    )
