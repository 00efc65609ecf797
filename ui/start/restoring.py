"""The course of a restore: the page, the job, and the clinic as it was."""

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.store.backups.restore import finish
from clinic_desktop.wording import say
from ui.jobs import Job
from ui.start.host import StartHost
from ui.start.restore import RestorePage


class RestoreCourse:
    """One restore, from the start window."""

    def __init__(self, host: StartHost) -> None:
        """`begin` shows the page."""
        self._host = host

    def begin(self) -> None:
        """Show which backups there are."""
        self._host.show_page(RestorePage(self._host.folder, self._restore, self._host.show))

    def finish_interrupted(self) -> None:
        """End a restore whose last steps were interrupted, before anything is opened: what is there is half of each."""
        host = self._host
        try:
            host.hold.take(host.folder)
            finish(host.folder)
        except ClinicError as trouble:
            host.show_trouble(trouble)
            return
        finally:
            host.hold.let_go()
        host.show()

    def _restore(self, asked: Restoring, page: RestorePage) -> Job:
        host = self._host
        folder, cost, clock = host.folder, host.cost(), host.clock()
        if host.hold.is_held:
            # Files are never swapped under something that is open.
            raise StoreTrouble(say("Something else is still going on with this clinic. Try again in a moment."))
        host.hold.take(folder)

        def finished() -> None:
            host.hold.let_go()
            page.finished()

        def done(opened_by: tuple[bytes, str]) -> None:
            finished()
            self._on_restored(*opened_by)

        def failed(error: Exception) -> None:
            finished()
            if isinstance(error, ClinicError) and folder.is_restoring():
                # Half of each stands there: there is one way on, and no other choice any more.
                host.show_trouble(error)
            else:
                page.failed(error)

        def work(progress: Progress) -> tuple[bytes, str]:
            return restore_backup(folder, asked, cost, clock, progress)

        job = host.jobs.run(say("Restoring the backup"), work, done, failed)
        job.progressed.connect(page.progressed)
        # One that was stopped has neither a result nor an error.
        job.finished.connect(finished)
        return job

    def _on_restored(self, key: bytes, slot: str) -> None:
        host = self._host
        try:
            host.hold.take(host.folder)
            clinic = Clinic.open(host.folder, key, slot, host.clock(), host.cost())
        except ClinicError as trouble:
            host.hold.let_go()
            host.show_trouble(trouble)
            return
        host.show_main(clinic)
