"""All courses: each kind of command is in one of them, which S1 counts."""

from bench.safety.work.care import CARE
from bench.safety.work.daily import COMMANDS
from bench.safety.work.jobs import JOBS
from bench.safety.work.money import MONEY
from bench.safety.work.payers import PAYERS
from bench.safety.work.running import RUNNING

# What is done in a clinic that stays open.
AT_WORK = (*COMMANDS, *CARE, *MONEY, *PAYERS, *RUNNING)
WORKLOADS = (*AT_WORK, *JOBS)
