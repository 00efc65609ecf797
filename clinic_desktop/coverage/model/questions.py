"""All questions of the coverage wizard, step by step, in the order in which a person would ask."""

from clinic_desktop.coverage.model.question import Question, QuestionStep
from clinic_desktop.coverage.model.questions_call import CALL, MONEY
from clinic_desktop.coverage.model.questions_case import ACCIDENT, CARD, DIAGNOSIS, PRESCRIPTION, PROVIDER

STEPS: tuple[QuestionStep, ...] = (ACCIDENT, CARD, PROVIDER, PRESCRIPTION, DIAGNOSIS, CALL, MONEY)


def question_of(key: str) -> tuple[QuestionStep, Question] | None:
    """The question behind a key, and its step. A contradiction names a table ("rx") or leaves its table out
    ("deductible_left"): then it is the first question there. None for a key that no question has."""
    asked = [(step, question, question.key.partition(".")) for step in STEPS for question in step.questions]
    by_key = {question.key: (step, question) for step, question, _ in asked}
    by_last = {parts[2]: (step, question) for step, question, parts in reversed(asked) if parts[2]}
    by_table = {parts[0]: (step, question) for step, question, parts in reversed(asked)}
    return by_key.get(key) or by_last.get(key) or by_table.get(key)
