"""The prescription engine against random histories of one case, by the commands of the program: papers and visits are
added, changed and taken away in any order, and after each step every visit stands or falls as a slow model says."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from factories import PRESCRIBER, VISIT, new_case, new_prescriber, new_service
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from ordering import CODES, REGIONS, Paper, by_hand

from clinic_desktop.referrals.commands.prescriptions import AddPrescription, ChangePrescription, RetirePrescription
from clinic_desktop.referrals.model import OrderRate, PrescriptionDraft
from clinic_desktop.referrals.queries import codes_of, prescription_page
from clinic_desktop.values.dates import parse_date, printed
