"""The checklist: every question in the order in which it is asked."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.intake.model.flags import FlagKind
from clinic_desktop.intake.model.milder import LOCAL, MODIFY
from clinic_desktop.intake.model.urgent import URGENT

CHECKLIST: Mapping[str, FlagKind] = MappingProxyType({one.key: one for one in (*URGENT, *MODIFY, *LOCAL)})
# Those that are on no list: whoever finds one names it.
OTHERS = frozenset({"other_urgent", "other_modify", "other_local"})
