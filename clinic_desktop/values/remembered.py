"""Answers that are remembered while the same is asked about, and no longer than a clinic is open."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
Given = ParamSpec("Given")

_forgetting: list[Callable[[], object]] = []


def forget_all() -> None:
    """Let go of every answer: what was asked about may name a client, and outlives no open clinic."""
    for forget in _forgetting:
        forget()


def of_many(most: int) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """A function that keeps so many of its answers, those that were asked for last."""

    def remembering(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
        cached = lru_cache(most)(function)
        _forgetting.append(cached.cache_clear)
        return cast("Callable[Given, Answer]", cached)

    return remembering


def of_the_last(rule: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
    """A rule that keeps its answer about one frozen object until another is asked about: many checks and a paper, one
    after another, look at the very same bill. No object is compared, which would take as long."""
    last: tuple[Asked, Answer] | None = None

    def forget() -> None:
        nonlocal last
        last = None

    _forgetting.append(forget)

    @wraps(rule)
    def remembering(asked: Asked) -> Answer:
        nonlocal last
        # Read once: another thread may ask about another.
        known = last
        if known is None or known[0] is not asked:
            known = last = (asked, rule(asked))
        return known[1]

    return remembering
