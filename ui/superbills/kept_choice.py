"""What was chosen where a bill is made, for each bill by itself, as it is kept while the page is away."""

from contextlib import suppress
from typing import Any

from clinic_desktop.cases.model import CaseId
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.rules.parcels import Parcel
from ui.kit.form import DraftKeeper


class KeptChoice:
    """Which of the bills of a case is shown, which visits are checked on each, and who supervised them."""

    def __init__(self, keeper: DraftKeeper, name: str) -> None:
        """Reads what was kept under this name."""
        self._keeper, self._name = keeper, name
        body = keeper.kept(name) or {}
        self._bill: str = str(body.get("bill", ""))
        kept = body.get("bills")
        self._bills: dict[str, Any] = kept if isinstance(kept, dict) else {}
        # What was checked by itself on the bills that were shown: it goes with the page.
        self._begun: dict[str, frozenset[int]] = {}

    def index(self, parcels: tuple[Parcel, ...]) -> int:
        """The place of the bill that is shown, the first where none was chosen."""
        keys = [_key(one) for one in parcels]
        return keys.index(self._bill) if self._bill in keys else 0

    def ticked(self, parcel: Parcel, ready: frozenset[int]) -> frozenset[int]:
        """The visits that are checked; of those that nobody was asked about yet, those in `ready`.

        One that was checked stays so until somebody unchecks it: it is no less wanted because another is ready now.
        """
        key = _key(parcel)
        kept = self._bills.get(key, {})
        offered = frozenset(kept.get("offered", ()))
        self._begun[key] = (ready | self._begun.get(key, frozenset())) - offered
        return ((frozenset(kept.get("ticked", ())) & offered) | self._begun[key]) & frozenset(parcel.visits)

    def show(self, parcel: Parcel) -> None:
        """This bill is shown from now on; what is checked on it stays so."""
        self._bill = _key(parcel)
        self._write()

    def keep(self, parcel: Parcel, ticked: frozenset[int]) -> None:
        """These visits are checked, and the others are not."""
        self._keep(parcel, ticked, frozenset(parcel.visits))

    def hold(self, parcel: Parcel, ticked: frozenset[int]) -> None:
        """These visits stay checked while the page is away; others may come to them once they are ready."""
        offered = frozenset(self._bills.get(_key(parcel), {}).get("offered", ()))
        self._keep(parcel, ticked, offered | ticked)

    def supervisor(self, parcel: Parcel) -> int:
        """The row of who is named as supervisor, 0 for nobody."""
        kept = self._bills.get(_key(parcel), {}).get("supervisor", 0)
        return kept if isinstance(kept, int) else 0

    def name_supervisor(self, parcel: Parcel, row: int) -> None:
        """This one supervised, with 0 nobody; what is checked stays so."""
        self._bill = _key(parcel)
        self._bills.setdefault(self._bill, {})["supervisor"] = row
        self._write()

    def forget(self, parcel: Parcel) -> None:
        """The bill was issued."""
        self._bills.pop(_key(parcel), None)
        self._begun.pop(_key(parcel), None)
        self._bill = ""
        with suppress(StoreTrouble):
            if self._bills:
                self._write()
            else:
                self._keeper.forget(self._name)

    def _keep(self, parcel: Parcel, ticked: frozenset[int], offered: frozenset[int]) -> None:
        self._bill = _key(parcel)
        body = self._bills.setdefault(self._bill, {})
        body |= {"ticked": sorted(ticked), "offered": sorted(offered)}
        self._write()

    def _write(self) -> None:
        # On a full disk the choice stays in the window.
        with suppress(StoreTrouble):
            self._keeper.keep(self._name, {"bill": self._bill, "bills": self._bills})


def kept_choice(keeper: DraftKeeper, kind: Kind, case: CaseId) -> KeptChoice:
    """What was chosen for the bills of this kind of a case when their page was left."""
    return KeptChoice(keeper, f"{kind}:new:{case}")


def _key(parcel: Parcel) -> str:
    return f"{parcel.therapist}:{parcel.policy}"
