"""Every fact that rules may ask about, in the order in which a person would ask."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.coverage.model.fact import Fact
from clinic_desktop.coverage.model.facts_care import CARE
from clinic_desktop.coverage.model.facts_plan import PLAN
from clinic_desktop.coverage.model.facts_routing import ROUTING

FACTS: Mapping[str, Fact] = MappingProxyType({**ROUTING, **PLAN, **CARE})
# Facts whose value is a state's two letters.
STATE_FACTS = ("state", "accident_state")
