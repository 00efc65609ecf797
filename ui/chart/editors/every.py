"""Every kind of editor of a chart."""

from types import MappingProxyType

from ui.chart.editors import body_maps, client, coverage, plan, visits
from ui.chart.editors.opening import Kinds, OpenChart, Opened, Wanted

KINDS: Kinds = MappingProxyType(
    {**client.KINDS, **coverage.KINDS, **plan.KINDS, **visits.KINDS, **body_maps.KINDS},
)


def opened(chart: OpenChart, wanted: Wanted) -> Opened:
    """The editor of a part; raises Missing, also for what is another client’s."""
    return KINDS[wanted.what].open(chart, wanted)
