"""Fills the charts of the demo clinic: what is planned, measured, found and written, and what was filed and sent."""

from collections.abc import Mapping
from typing import Any

from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.assessing import assess
from clinic_desktop.demo.health import add_health
from clinic_desktop.demo.lettering import write_letters
from clinic_desktop.demo.mapping import draw_body_maps
from clinic_desktop.demo.measuring import record_scores
from clinic_desktop.demo.packing import send_packets
from clinic_desktop.demo.planning import sign_plans
from clinic_desktop.demo.reporting import add_phrases, sign_reports
from clinic_desktop.demo.scanning import file_papers
from clinic_desktop.demo.visiting import EveningClock, Rows


def write_charts(clinic: Clinic, clock: EveningClock, facts: Mapping[str, Any], rows: Rows) -> None:
    """What is planned, measured, found and told of the clients, and the letters about it."""
    sign_plans(clinic, clock, facts["planned"], rows)
    record_scores(clinic, facts["scored"], rows.cases)
    assess(clinic, clock, facts["assessed"], rows)
    sign_reports(clinic, clock, facts["reported"], rows)
    write_letters(clinic, clock, facts["letters"], rows)
    add_phrases(clinic, facts["phrases"])
    add_health(clinic, facts["health"])
    draw_body_maps(clinic, facts["body_maps"], rows.cases)


def put_in_order(clinic: Clinic, clock: EveningClock, facts: Mapping[str, Any], rows: Rows) -> None:
    """File what came by mail, then send out what was asked for."""
    file_papers(clinic, clock, facts["filed"], rows.cases)
    send_packets(clinic, clock, facts["packed"], rows)
