"""Issues a packet: bound and kept among the encrypted files in a job, then written down by one command."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Progress
from clinic_desktop.packets.commands.issuing import IssuePacket, kept_volumes
from clinic_desktop.packets.document.making import BoundPacket, bind_beside
from clinic_desktop.packets.document.scans import ShrunkScans
from clinic_desktop.packets.model.packet import KeptVolume, Packet
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.session import Session

Kept = tuple[BoundPacket, tuple[KeptVolume, ...]]


def issue_in_job(
    owner: QWidget,
    around: tuple[Session, Jobs],
    packet: Packet,
    preview: tuple[BoundPacket | None, ShrunkScans],
    failed: Callable[[str], object],
) -> None:
    """Issue a packet; `preview` is how it was bound for that, None where the record does not say the same any more,
    with the scans that were made smaller for it. `failed` gets the sentence that says why not, "" where it was stopped:
    then nothing was issued. Whoever leaves the page meanwhile asked for it all the same: it is issued, and the window
    says so."""
    (session, jobs), (ready, scans) = around, preview
    clinic = session.clinic
    keys, blobs, today = clinic.keys, clinic.blobs, clinic.clock.today()
    lives = [True]
    owner.destroyed.connect(lambda *_: lives.clear())

    def work(progress: Progress) -> Kept:
        bound = ready or bind_beside((keys, blobs), packet.id, today, progress, scans)
        # The files first, the rows second.
        return bound, kept_volumes(blobs, bound)

    def done(found: Kept) -> None:
        bound, kept = found
        command = IssuePacket(packet.id, packet.version, bound.number, bound.initials, bound.seen_as, kept)
        try:
            if not lives:
                _issue_unseen(session, command)
                return
            session.run(command)
        except ClinicError as trouble:
            say_not(trouble.words)

    def say_not(words: str) -> None:
        if lives:
            failed(words)
        elif words:
            session.trouble.emit(say("The packet was not issued. {why}", why=words))

    def on_failed(error: Exception) -> None:
        if not isinstance(error, ClinicError):
            raise error
        say_not(error.words)

    jobs.run(say("Issuing the packet"), work, done, on_failed).stopped.connect(lambda: say_not(""))


def _issue_unseen(session: Session, command: IssuePacket) -> None:
    """Whoever asked for it is at something else by now, of which this is not the end: nothing was performed."""
    session.clinic.do(command)
    session.told.emit(say("Packet no. {number} was issued.", number=command.number))
