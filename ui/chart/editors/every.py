"""Every kind of editor of a chart."""

from types import MappingProxyType

from ui.chart.editors import (
    assessments,
    body_maps,
    client,
    coverage,
    health,
    measures,
    money,
    plan,
    progress,
    treatment,
    visits,
)
from ui.chart.editors.opening import Kinds, OpenChart, Opened, Wanted

KINDS: Kinds = MappingProxyType(
    {
        **assessments.KINDS,
        **body_maps.KINDS,
        **client.KINDS,
        **coverage.KINDS,
        **health.KINDS,
        **measures.KINDS,
        **money.KINDS,
        **plan.KINDS,
        **progress.KINDS,
        **treatment.KINDS,
        **visits.KINDS,
    }
)


def opened(chart: OpenChart, wanted: Wanted) -> Opened:
    """The editor of a part; raises Missing, also for what is another client’s."""
    return KINDS[wanted.what].open(chart, wanted)
