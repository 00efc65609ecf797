"""Every kind of editor of a chart."""

from types import MappingProxyType

from ui.chart.editors import (
    assessments,
    benefits,
    body_maps,
    client,
    coverage,
    disclosures,
    estimates,
    health,
    measures,
    money,
    plan,
    progress,
    submissions,
    treatment,
    visits,
)
from ui.chart.editors.opening import Kinds, OpenChart, Opened, Wanted

KINDS: Kinds = MappingProxyType(
    {
        **assessments.KINDS,
        **benefits.KINDS,
        **body_maps.KINDS,
        **client.KINDS,
        **coverage.KINDS,
        **disclosures.KINDS,
        **estimates.KINDS,
        **health.KINDS,
        **measures.KINDS,
        **money.KINDS,
        **plan.KINDS,
        **progress.KINDS,
        **submissions.KINDS,
        **treatment.KINDS,
        **visits.KINDS,
    }
)


def opened(chart: OpenChart, wanted: Wanted) -> Opened:
    """The editor of a part; raises Missing, also for what is another client’s."""
    return KINDS[wanted.what].open(chart, wanted)
