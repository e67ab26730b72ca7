"""What other rules would change, as a table of before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from momentum_desktop.cli.layout import counted, in_words, number, printable, signed, table

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import Terminal
    from momentum_desktop.service.rule_values import AchievementDifference, RulesPreview, StreakDifference


def preview_lines(preview: RulesPreview, terminal: Terminal) -> list[str]:
    """Totals, then the streaks and achievements that move."""
    if not preview.tables:
        return ["These rules are in force already; nothing would change."]
    lines = [f"Other than in force: {', '.join(in_words(name).lower() for name in preview.tables)}.", ""]
    lines += table(
        [_total_row(row, terminal) for row in _totals(preview)[0 if terminal.shows_points else 2 :]], right=(1, 3)
    )
    if preview.streaks:
        lines += ["", terminal.strong("Streaks")]
        lines += table([_streak_row(streak) for streak in preview.streaks])
    if preview.achievements:
        lines += ["", terminal.strong("Achievements")]
        lines += table(
            [_achievement_row(each, terminal) for each in preview.achievements if terminal.shows(each.name)], right=(2,)
        )
    if preview.after.uncounted:
        told = counted(preview.after.uncounted, "event")
        lines += ["", f"{told} would count for nothing: these rules do not know their type or complexity."]
    return lines


def _totals(preview: RulesPreview) -> list[tuple[str, str, str, str]]:
    before, after = preview.before, preview.after
    change = after.total_points - before.total_points
    totals = [
        ("Points", number(before.total_points), number(after.total_points), signed(change) if change else ""),
        (
            "Level",
            f"{before.level_number} {printable(before.level_title)}",
            f"{after.level_number} {printable(after.level_title)}",
            "",
        ),
        (
            "Achievements",
            f"{before.achievements_completed} of {before.achievements_total}",
            f"{after.achievements_completed} of {after.achievements_total}",
            "",
        ),
    ]
    if before.uncounted or after.uncounted:
        totals.append(("Not counted", number(before.uncounted), number(after.uncounted), ""))
    return totals


def _total_row(row: tuple[str, str, str, str], terminal: Terminal) -> list[str]:
    name, before, after, change = row
    return [name, before, f"→ {after if before == after else terminal.strong(after)}", change]


def _streak_row(streak: StreakDifference) -> list[str]:
    return [printable(streak.title), f"{_count(streak.before)} → {_count(streak.after)}"]


def _count(shown: tuple[int, int] | None) -> str:
    return "none" if shown is None else f"{number(shown[0])} (longest {number(shown[1])})"


def _achievement_row(each: AchievementDifference, terminal: Terminal) -> list[str]:
    return [printable(each.name or "A secret"), achievement_words(each), terminal.points(each.points)]


def achievement_words(each: AchievementDifference) -> str:
    """What happens to an achievement."""
    if each.after is None:
        return "is gone" if not each.before else "is gone, though won"
    if each.before is None:
        return "is new, and won already" if each.after else "is new"
    if each.before == each.after:
        return "other points"
    return "is won" if each.after else "is no longer won"
