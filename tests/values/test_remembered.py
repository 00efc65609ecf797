"""Answers that are remembered while the same is asked about."""

from clinic_desktop.values.remembered import forget_all, of_many, of_the_last


def test_an_answer_is_kept_while_the_same_object_is_asked_about() -> None:
    asked: list[tuple[int, ...]] = []

    @of_the_last
    def total(numbers: tuple[int, ...]) -> int:
        """The sum."""
        asked.append(numbers)
        return sum(numbers)

    one, equal = tuple([1, 2]), tuple([1, 2])
    assert (total(one), total(one), len(asked)) == (3, 3, 1)
    # Equal is not the same: that would have to be compared.
    assert (total(equal), len(asked)) == (3, 2)
    assert (total(one), total((4,)), len(asked)) == (3, 4, 4)
    assert total.__doc__ == "The sum."


def test_nothing_is_remembered_once_all_is_forgotten() -> None:
    asked: list[str] = []

    @of_many(2)
    def first(word: str) -> str:
        asked.append(word)
        return word[:1]

    @of_the_last
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    for _ in range(2):
        assert (first("Ada"), length("Bo")) == ("A", 2)
    assert asked == ["Ada", "Bo"]
    forget_all()
    assert (first("Ada"), length("Bo"), asked) == ("A", 2, ["Ada", "Bo"] * 2)
