"""The course of the demo clinic: opened where it is there, else made first."""

from clinic_desktop.clinic import is_behind
from clinic_desktop.demo.opening import build_demo, demo_key, enter_demo, rebuild_demo
from clinic_desktop.errors import ClinicError, WrongPassword
from clinic_desktop.wording import say
from ui.start.host import StartHost
from ui.start.updating import UpdateCourse
from ui.start.waiting import WaitingPage


class DemoCourse:
    """The demo clinic, on its way to be shown."""

    def __init__(self, host: StartHost, who: str = "") -> None:
        """`begin` opens it as who has this slot, as its owner without one."""
        self._host, self._who = host, who

    def begin(self, *, anew: bool = False) -> None:
        """Where there is none, it is made first, in a job that ends here again; `anew` throws away what is there.
        Raises WrongPassword for somebody whose password is another than the demo's."""
        host = self._host
        try:
            host.hold.take(host.folder)
            if anew or not host.folder.exists():
                self._make(anew=anew)
                return
            key, slot = demo_key(host.folder, self._who)
            if is_behind(host.folder, key):
                # As with an own clinic: not before the eyes of a window that stands still.
                UpdateCourse(host, key, self.begin).begin()
                return
            clinic = enter_demo(host.folder, key, slot, host.clock())
        except WrongPassword:
            host.hold.let_go()
            raise
        except ClinicError as trouble:
            self._on_failed(trouble)
            return
        host.show_main(clinic)

    def _make(self, *, anew: bool) -> None:
        folder, clock, make = self._host.folder, self._host.clock(), rebuild_demo if anew else build_demo
        why = say("Half a year of visits. Everybody in it is invented.")
        page = WaitingPage(say("Making the demo clinic"), why, "10-first-day#demo")
        self._host.show_page(page)
        jobs = self._host.jobs
        page.begin(jobs, lambda progress: make(folder, clock, progress), lambda _: self.begin(), self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._host.hold.let_go()
        if not isinstance(error, ClinicError):
            raise error
        self._host.show_trouble(error)
