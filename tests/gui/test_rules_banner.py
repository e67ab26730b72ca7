"""The banner that tells of rules which wait, and the dialog that shows what they would change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from momentum_desktop.engine.rules_text import RuleFault
from momentum_desktop.gui.rules_banner import RulesBanner
from momentum_desktop.gui.rules_dialog import RulesDialog
from momentum_desktop.gui.theme import DARK, LIGHT
from momentum_desktop.service.rule_values import (
    DEFAULTS,
    FILE,
    AchievementDifference,
    RulesOffer,
    RulesPreview,
    RulesTotals,
    StreakDifference,
)

DOCUMENT = {"day_starts_at": "05:00"}
OFFER = RulesOffer(FILE, "rules.toml", "/data/rules.toml", DOCUMENT)
PREVIEW = RulesPreview(
    RulesTotals(1_200, 4, "Achiever", 5, 16, 0),
    RulesTotals(1_640, 5, "Specialist", 6, 17, 3),
    ("point_events", "achievements"),
    (StreakDifference("Daily activity", (3, 9), (4, 9)), StreakDifference("Reader", None, (0, 12))),
    (AchievementDifference("Bookworm", None, True, 40), AchievementDifference(None, None, False, 10)),
)


@pytest.fixture
def banner(qtbot: QtBot) -> Iterator[RulesBanner]:
    window = QWidget()
    qtbot.addWidget(window)
    made = RulesBanner(window)
    window.resize(900, 200)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.close()


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def press(widget: QWidget, name: str) -> None:
    button = widget.findChild(QPushButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def opened(banner: RulesBanner) -> RulesDialog:
    banner.show_preview(PREVIEW)
    dialog = banner.window().findChild(RulesDialog)
    assert dialog is not None
    return dialog


def test_it_is_in_sight_only_while_rules_wait(banner: RulesBanner) -> None:
    assert not banner.isVisible()
    banner.show_offer(OFFER)
    assert banner.isVisible()
    assert "differs from the rules in force" in words(banner)
    banner.show_offer(None)
    assert not banner.isVisible()
    banner.show_offer(RulesOffer(DEFAULTS, "rules.toml", "/data/rules.toml", DOCUMENT))
    assert "come with the program" in words(banner)


def test_not_now_puts_off_these_rules_and_no_others(banner: RulesBanner) -> None:
    banner.show_offer(OFFER)
    press(banner, "rules_later")
    assert not banner.isVisible()
    banner.show_offer(None)
    banner.show_offer(OFFER)
    assert not banner.isVisible()
    banner.show_offer(RulesOffer(FILE, "rules.toml", "/data/rules.toml", {"day_starts_at": "06:00"}))
    assert banner.isVisible()


def test_faults_are_told_with_line_and_mend_and_cannot_be_taken(banner: RulesBanner) -> None:
    faults = tuple(RuleFault(line, f"levels[{line}]", "must ascend; swap them") for line in range(1, 6))
    banner.show_offer(RulesOffer(FILE, "rules.toml", "/data/rules.toml", None, faults))
    told = words(banner)
    assert "rules.toml has 5 faults and is not used" in told
    assert "Line 2: levels[2]: must ascend; swap them" in told
    assert "and 2 more: momentum rules check /data/rules.toml" in told
    assert not banner.findChild(QPushButton, "rules_preview").isVisible()


def test_the_preview_is_asked_for_once_and_opens_the_dialog(banner: RulesBanner, qtbot: QtBot) -> None:
    banner.show_offer(OFFER)
    with qtbot.waitSignal(banner.preview_requested) as asked:
        press(banner, "rules_preview")
    assert asked.args == [DOCUMENT]
    assert not banner.findChild(QPushButton, "rules_preview").isEnabled()
    told = words(opened(banner))
    for word in ("1,200", "1,640", "+440", "5 · Specialist", "6 of 17", "Reader", "Bookworm", "A secret"):
        assert word in told
    assert "3 events would count for nothing" in told
    assert banner.findChild(QPushButton, "rules_preview").isEnabled()


@pytest.mark.parametrize(("button", "taken"), [("rules_take", [DOCUMENT]), ("rules_cancel", [])])
def test_rules_are_taken_by_the_one_button_alone(banner: RulesBanner, button: str, taken: list[Any]) -> None:
    found: list[Any] = []
    banner.take_requested.connect(found.append)
    banner.show_offer(OFFER)
    press(opened(banner), button)
    assert found == taken


def test_a_failure_lets_one_ask_again(banner: RulesBanner) -> None:
    banner.show_offer(OFFER)
    press(banner, "rules_preview")
    banner.show_failure()
    assert banner.findChild(QPushButton, "rules_preview").isEnabled()


def test_every_control_says_what_it_is(banner: RulesBanner) -> None:
    banner.show_offer(OFFER)
    for theme in (LIGHT, DARK):
        banner.apply_theme(theme)
    for part in (banner, opened(banner)):
        assert part.accessibleName()
        assert all(button.accessibleName() for button in part.findChildren(QPushButton))


def test_many_differences_scroll(banner: RulesBanner, qtbot: QtBot) -> None:
    many = tuple(AchievementDifference(f"Number {number}", None, True, 1) for number in range(3_000))
    dialog = RulesDialog(RulesPreview(PREVIEW.before, PREVIEW.after, ("achievements",), (), many), banner.window())
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.height() < 700
    assert "… and 2,800 more" in words(dialog)
