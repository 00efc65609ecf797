"""What is no treatment does not get on the list of services, and no treatment is taken for it."""

import unicodedata
from dataclasses import replace

import pytest
from factories import SERVICE, refused
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop import wording
from clinic_desktop.practice.rules import not_a_service, service_values

TREATMENTS = (
    *("Massage", "Relaxation massage, 90 minutes", "Manual therapy", "Hot packs", "Cold pack", "Prenatal massage"),
    *("Hot oil massage", "Aromatherapy oil massage", "CBD massage", "CBD add-on", "Castor oil pack", "Hot oil scalp"),
    *("Massage, oil and stones", "Massage with CBD cream", "Abhyanga with warm oil", "Oil cupping", "Salt scrub"),
    *(
        "Massage oil and hot stones",
        "60 min oil",
        "Candlelight massage",
        "Candle massage",
        "Mother’s milk supply massage",
    ),
    *("Tipi massage", "Fingertip massage", "Finger-tip pressure", "Tip-to-toe massage", "Massage and posture tips"),
    *("Stipple technique", "Taxing day massage", "Tax day massage", "Massage, no tax", "Massage (sales tax exempt)"),
    *("Postural depositing", "Calcium deposit massage", "Deep tissue, late evening", "Late-night massage"),
    *("Member massage, 60 minutes", "Residues therapy", "Productive posture session", "Showstopper massage"),
    *("Gifted hands massage", "Packing-line relief massage", "Structural integration series, session 3 of 10"),
    *("Rolfing session 10", "Series, visit 2", "Cancelleri technique", "Retailers’ shoulder massage", "Chair massage"),
    *("Myofascial release", "Masaje con piedras", "マッサージ", "Reflexology", "Trigger point work", "Cupping", "X"),
    *("Package session 3 of 10", "Massage (package 3 of 10)", "Massage (package 3/10)", "60 min, package 3 of 10"),
    *("Prenatal massage package share", "Deep tissue massage - membership rate", "Membership massage 60 min"),
    *("Gift card massage", "Massage with gift card", "Massage (membership)", "Prepaid massage", "Package treatment"),
    *("Therapeutic massage, no tip", "Massage, tip not included", "Q-tip technique release", "Massage, no travel fee"),
    *("Donation-based massage", "Massage by donation", "Foam roller massage", "Foam rolling session", "Массаж спины"),
)
TIP, GIFT, PACKAGE = "A tip", "A gift card", "A package"
DUES, MISSED, GOODS = "Membership dues", "A visit that did not take place", "What is sold to take home"
VOUCHER, FEE, DONATION = "A voucher", "A fee beside the treatment", "A donation"
TAX, DEPOSIT, LATE = "Sales tax", "A deposit", "A late fee"
OTHERS = (
    *((name, TIP) for name in ("Tip", "TIPS", "Gratuity", "gratuities", "Massage tip", "Tip, 20%", "Tip/gratuity")),
    *(
        (name, GIFT)
        for name in ("Gift card", "Gift certificates", "Giftcard", "E-gift card", "Gift voucher for massage")
    ),
    *((name, PACKAGE) for name in ("Package", "Package massage 10-pack", "10-pack", "Ten pack", "6 pack of massages")),
    *(
        (name, PACKAGE)
        for name in ("Prepaid massages", "Pre-paid visits", "Series of 6", "series of six", "Punch card")
    ),
    *((name, PACKAGE) for name in ("Spa packages", "5 session card", "Bundle of 3", "10pack", "Prepayment", "PÁCKAGE")),
    *(
        (name, DUES)
        for name in ("Membership", "Monthly memberships", "Member dues", "Massage membership", "Subscription")
    ),
    *((name, MISSED) for name in ("No-show", "No show fee", "Noshow", "No–shows", "Late cancellation", "Late cancel")),
    *((name, MISSED) for name in ("Cancellation fee", "Cancelation", "Late cancellation fee", "Missed appointments")),
    *((name, MISSED) for name in ("Cancelled massage", "Cancel charge", "Same-day cancel", "Missed session")),
    *((name, GOODS) for name in ("Product", "Retail", "Retail products", "Supplies", "Lotion", "Massage oil 8 oz")),
    *((name, GOODS) for name in ("CBD", "CBD cream", "Essential oils", "Castor oil", "Massage lotions", "Candles")),
    *((name, TAX) for name in ("Sales tax", "WA sales tax 10.3%", "Tax", "Taxes", "Tax 8%", "Massage plus tax")),
    *((name, DEPOSIT) for name in ("Deposit", "Massage deposit", "Deposits")),
    *((name, LATE) for name in ("Late fee", "Late fees", "Late payment fee", "Late charge", "Late arrival fee")),
    *((name, VOUCHER) for name in ("Voucher", "Vouchers", "Massage voucher")),
    *((name, FEE) for name in ("Credit card fee", "Card processing fee", "Surcharge", "Travel fee", "Service charge")),
    *((name, DONATION) for name in ("Donation", "Contribution", "Massage donation")),
    *((name, GOODS) for name in ("Foam roller", "Rollers", "Massage gun", "Massage roller")),
    *((name, TIP) for name in ("Massage with tip", "Massage incl. tip", "Massage and tip, package 3 of 10")),
    *((name, PACKAGE) for name in ("2 packages of 10", "Package 10 of 60 min", "Prepaid massage package")),
    *((name, GIFT) for name in ("Massage gift card", "Gift card for massage")),
    ("No show charge", MISSED),
)
# Words that no rule knows, from which a name can be made around one that it does.
NEUTRAL = some.lists(some.sampled_from(["deep", "swedish", "60", "calm", "Ann’s", "王", "new", "(a)"]), max_size=3)


@pytest.mark.parametrize("name", TREATMENTS)
def test_a_treatment_passes(name: str) -> None:
    assert not_a_service(name) == ""
    assert not_a_service(name.upper()) == ""
    assert refused(lambda: service_values(replace(SERVICE, name=name))) == []


@pytest.mark.parametrize(("name", "said"), OTHERS)
def test_what_is_no_treatment_is_named_and_sent_where_it_belongs(name: str, said: str) -> None:
    words = not_a_service(name)
    assert words.startswith(f"{said} is ") or words.startswith(f"{said} are ")
    assert words.count(". ") == 1
    assert words.endswith(".")
    assert refused(lambda: service_values(replace(SERVICE, name=name))) == ["name"]


@given(some.sampled_from(OTHERS), some.sampled_from([str.upper, str.lower, str.title, str.swapcase]), some.data())
def test_case_accents_dashes_and_spaces_change_nothing(
    other: tuple[str, str], case: object, data: some.DataObject
) -> None:
    assert callable(case)
    name = case(unicodedata.normalize("NFC", other[0]))
    name = name.replace("-", data.draw(some.sampled_from(["-", " ", "\u2013", "  "])))
    name = name.replace("a", data.draw(some.sampled_from(["a", "á", "a\u0301"])))
    assert not_a_service(f" {name}\t").startswith(other[1])


@given(
    NEUTRAL, some.sampled_from(["Tip", "Gift card", "Package", "Membership", "No-show", "Deposit", "Retail"]), NEUTRAL
)
def test_other_words_around_it_do_not_hide_it(before: list[str], name: str, after: list[str]) -> None:
    assert not_a_service(" ".join([*before, name, *after]))


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200d", "\u2060", "\u034f", "\u3164", "\ufeff", "\ufe0f"])
@given(some.sampled_from(["tip", "package", "gift card", "deposit"]), some.data())
def test_a_letter_that_nobody_sees_hides_nothing(unseen: str, name: str, data: some.DataObject) -> None:
    at = data.draw(some.integers(0, len(name)))
    assert not_a_service(f"{name[:at]}{unseen}{name[at:]}") == not_a_service(name)


@pytest.mark.parametrize("name", ["тір", "tіp", "Τip", "ТІР", "Ｔｉｐ", "раскаge", "dероsit", "vоυсher"])
def test_a_letter_that_looks_like_another_hides_nothing(name: str) -> None:
    assert not_a_service(name)


@given(NEUTRAL)
def test_neutral_words_are_never_caught(words: list[str]) -> None:
    assert not_a_service(" ".join(words)) == ""


@given(
    some.from_regex(r"[b-d]{1,3}", fullmatch=True), some.sampled_from(["tip", "package", "dues", "deposit", "retail"])
)
def test_only_whole_words_count(letters: str, word: str) -> None:
    assert not_a_service(f"{letters}{word}") == ""
    assert not_a_service(f"{word}{letters}") == ""


@given(some.text(max_size=100))
def test_any_name_has_an_answer(name: str) -> None:
    assert not_a_service(name) == not_a_service(f" {name} ")


def test_the_sentence_is_translated_when_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "_single", lambda sentence: f"<{sentence}>")
    assert not_a_service("Tip").startswith("<A tip")
    assert not_a_service("Lotion").startswith("<What is sold")


def test_there_are_enough_names_on_both_sides() -> None:
    assert len(set(TREATMENTS)) >= 30
    assert len({name for name, _ in OTHERS}) >= 30
