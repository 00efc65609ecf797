"""Every kind of editor of a chart."""

from types import MappingProxyType

from ui.chart.editors import client, coverage, health, plan, visits
from ui.chart.editors.opening import Kinds, OpenChart, Opened, Wanted

KINDS: Kinds = MappingProxyType({**client.KINDS, **coverage.KINDS, **health.KINDS, **plan.KINDS, **visits.KINDS})


def opened(chart: OpenChart, wanted: Wanted) -> Opened:
    """The editor of a part; raises Missing, also for what is another client’s."""
    return KINDS[wanted.what].open(chart, wanted)
