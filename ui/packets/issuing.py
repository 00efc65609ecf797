"""Issues a packet: bound and kept among the encrypted files in a job, then written down by one command."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError, Refused
from clinic_desktop.jobs import Progress
from clinic_desktop.packets.commands.issuing import IssuePacket, kept_volumes
from clinic_desktop.packets.document.making import BoundPacket, bind_beside
from clinic_desktop.packets.document.scans import ShrunkScans
from clinic_desktop.packets.model.packet import KeptVolume, Packet
from clinic_desktop.wording import say
from ui.jobs import Jobs
from ui.session import Session
from ui.superbills.making import only_while

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
    then nothing was issued."""
    (session, jobs), (ready, scans) = around, preview
    clinic = session.clinic
    keys, blobs, today = clinic.keys, clinic.blobs, clinic.clock.today()

    def work(progress: Progress) -> Kept:
        bound = ready or bind_beside((keys, blobs), packet.id, today, progress, scans)
        # The files first, the rows second.
        return bound, kept_volumes(blobs, bound)

    def done(found: Kept) -> None:
        bound, kept = found
        command = IssuePacket(packet.id, packet.version, bound.number, bound.initials, bound.seen_as, kept)
        try:
            session.run(command)
        except Refused as refused:
            failed(" ".join(one.words for one in refused.problems))
        except ClinicError as trouble:
            failed(trouble.words)

    def on_failed(error: Exception) -> None:
        if not isinstance(error, ClinicError):
            raise error
        failed(error.words)

    job = jobs.run(say("Issuing the packet"), work, only_while(owner, done), only_while(owner, on_failed))
    stopped = only_while(owner, failed)
    job.stopped.connect(lambda: stopped(""))
