"""What a kill left of an export is not encrypted: it is removed at the next start, beside the window."""

from clinic_desktop.store.beside.outside import sweep_outside
from clinic_desktop.wording import say, say_many
from ui.jobs import Jobs
from ui.session import Session


def sweep(session: Session, jobs: Jobs) -> None:
    """Remove it in a job, and say so."""
    keys = session.clinic.keys

    def done(count: int) -> None:
        if count:
            words = say_many(
                "An export was interrupted. What it had written was removed.",
                "{count} exports were interrupted. What they had written was removed.",
                count,
            )
            session.told.emit(words)

    def failed(error: Exception) -> None:
        raise error

    jobs.run(say("Looking for unfinished exports"), lambda _: sweep_outside(keys.folder, keys.key), done, failed)
