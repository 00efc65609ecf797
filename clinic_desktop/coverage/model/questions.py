"""All questions of the coverage wizard, step by step, in the order in which a person would ask."""

from clinic_desktop.coverage.model.question import Question, QuestionStep
from clinic_desktop.coverage.model.questions_call import CALL, MONEY
from clinic_desktop.coverage.model.questions_case import ACCIDENT, CARD, DIAGNOSIS, PRESCRIPTION, PROVIDER

STEPS: tuple[QuestionStep, ...] = (ACCIDENT, CARD, PROVIDER, PRESCRIPTION, DIAGNOSIS, CALL, MONEY)


def question_of(key: str) -> tuple[QuestionStep, Question] | None:
    """The question behind a key, and its step. A contradiction names a table ("rx") or leaves its table out
    ("deductible_left"): then it is the first question there. None for a key that no question has."""
    asked = [(step, question) for step in STEPS for question in step.questions]
    for fits in (
        lambda one: one == key,
        lambda one: one.partition(".")[2] == key,
        lambda one: one.partition(".")[0] == key,
    ):
        for step, question in asked:
            if fits(question.key):
                return step, question
    return None
