import subprocess
import sys
from pathlib import Path

import pytest
from calls import calls_of

from clinic_desktop.press import fonts

ROOT = Path(__file__).parents[2]
ALL_PRINT = (
    "Łukasz Ştefan Nguyễn Đặng Thị Mỹ", "Γιώργος Ελένη", "Привет Ґалаґан", "שרה כהן", "محمد علي", "王小明",
    "こんにちは", "김철수", "O’Brien “AT&T” – — … · − ‑", "nul\x00l", "\u202eabc", "a\u200db",
    "e\u0301", "ﷺ", "İI", "a\u200bb\ufeffc\u00add", "\ud800x", "",
)  # fmt: skip


@pytest.mark.parametrize("text", ALL_PRINT)
def test_names_of_all_scripts_print(text: str) -> None:
    assert fonts.lacks(text) == ""


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("🙂‍↔️ Ann 🙂", "🙂"),
        ("a\ufffeb", "\ufffe"),
        ("नमस्ते Ann", "नमसत"),
        ("Ann \U0001f600\U0001f4a9", "\U0001f600\U0001f4a9"),
    ],
)
def test_what_no_font_has_is_named_once(text: str, lacking: str) -> None:
    found = fonts.lacks(text)
    assert set(lacking) <= set(found) and len(set(found)) == len(found)
    assert not set(found) & set("Anab ")


def test_a_line_is_cut_where_the_font_changes() -> None:
    assert fonts.runs("Ann", bold=False) == (("NotoSans-Regular", "Ann"),)
    assert fonts.runs("Ann 王小明 x", bold=True) == (
        ("NotoSans-Bold", "Ann "),
        ("DroidSansFallback", "王小明"),
        ("NotoSans-Bold", " x"),
    )
    assert fonts.runs("", bold=False) == ()


def test_what_is_taken_for_usual_is_in_the_first_family() -> None:
    usual = [chr(code) for code in range(0x2100) if fonts._USUAL.fullmatch(chr(code))]
    assert len(usual) > 400
    assert all(fonts._family(one) == 0 for one in usual)


def test_a_letter_without_a_font_is_no_black_box() -> None:
    shown = fonts.drawable("a🙂")
    assert shown == f"a{fonts.MISSING}"
    assert fonts.runs(shown, bold=False) == (("NotoSans-Regular", shown),)


def test_asking_again_costs_nothing() -> None:
    text = "Nguyễn 王小明 שרה" * 20
    fonts.lacks(text)
    # Two look-ups a letter, and no font is opened again.
    assert calls_of(lambda: fonts.lacks(text)) < 3 * len(text)


def test_reportlab_is_imported_late() -> None:
    code = (
        "import sys, clinic_desktop.superbills.document.bills, clinic_desktop.press.output\n"
        "from clinic_desktop.press.fonts import lacks\n"
        "assert lacks('Ann Lee, MD') == ''\n"
        "print([name for name in ('reportlab', 'pikepdf', 'bidi', 'PIL') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
