"""Accents, themes, icon styles and backgrounds: chosen, applied at once, remembered and always legible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from momentum_desktop.errors import RefusedInput
from momentum_desktop.gui.backdrop import BACKDROPS, INKS, backdrop, keep_picture
from momentum_desktop.gui.icons import STYLES, icon_pixmap, use_icon_style
from momentum_desktop.gui.look import Look
from momentum_desktop.gui.look_dialog import LookDialog
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.medallion import PLATES, plate
from momentum_desktop.gui.palettes import ACCENTS, PALETTES, contrast, dressed
from momentum_desktop.gui.theme import DARK, LIGHT
from momentum_desktop.gui.window_memory import WindowMemory
from tests.gui import page_samples, samples

THEMES = [dressed(palette, accent, dark=dark) for palette in PALETTES for accent in ACCENTS for dark in (False, True)]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    # What the test before left to be deleted would be dressed with every change of the look, too.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made = opened(qtbot, tmp_path)
    yield made
    use_icon_style("line")


def opened(qtbot: QtBot, folder: Path) -> MainWindow:
    made = MainWindow(folder, samples.clock)
    qtbot.addWidget(made)
    made.desk.show_levels(page_samples.levels(60_000))
    made.desk.show_progress(samples.progress())
    made.frame.tabs.page("levels")
    made.levels_page.show_levels(page_samples.levels(60_000))
    return made


def chosen(qtbot: QtBot, window: MainWindow, perk: str, part: str, name: str) -> None:
    """A click on the level's button, then one on a choice, then the dialog closed."""
    row = next(row for row in window.levels_page.rows if perk in row.uses.buttons)
    qtbot.mouseClick(row.uses.buttons[perk], Qt.MouseButton.LeftButton)
    dialog = window.desk.dialog
    assert isinstance(dialog, LookDialog)
    qtbot.mouseClick(dialog.buttons[part, name], Qt.MouseButton.LeftButton)
    assert dialog.buttons[part, name].isChecked()
    dialog.accept()


def test_an_accent_is_applied_at_once_and_remembered(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.menu_button.appearance_chosen.emit("light")
    chosen(qtbot, window, "accent_colours", "accent", "teal")
    assert window.frame.theme.accent == ACCENTS["teal"].light
    assert ACCENTS["teal"].light in window.styleSheet()
    window.menu_button.appearance_chosen.emit("dark")
    assert window.frame.theme.accent == ACCENTS["teal"].dark
    window.close()
    assert opened(qtbot, tmp_path).frame.theme.accent == ACCENTS["teal"].dark


def test_a_theme_dresses_the_whole_window(qtbot: QtBot, window: MainWindow) -> None:
    window.menu_button.appearance_chosen.emit("light")
    for name in PALETTES:
        chosen(qtbot, window, "themes", "palette", name)
        ground = PALETTES[name].light or PALETTES[name].dark
        assert window.frame.theme.window == ground.window
        assert window.palette().window().color().name() == ground.window
    assert len(PALETTES) >= 5
    assert len({theme.window for theme in THEMES}) == 9


def test_an_icon_style_draws_every_icon_anew(qtbot: QtBot, window: MainWindow) -> None:
    drawn = {style: icon_pixmap("trophy", LIGHT.text, 48, 1.0, style).toImage() for style in STYLES}
    assert len({bytes(image.constBits()) for image in drawn.values()}) == len(STYLES)
    chosen(qtbot, window, "icon_styles", "icons", "bold")
    assert icon_pixmap("trophy", LIGHT.text, 48).toImage() == drawn["bold"]
    chosen(qtbot, window, "icon_styles", "plate", "hexagon")
    assert window.frame.theme.plate == "hexagon"


def test_each_plate_has_a_shape_of_its_own_within_the_ring() -> None:
    from PySide6.QtCore import QPointF, QRectF

    shapes = [plate(name, QPointF(50, 50), 40) for name in PLATES]
    areas = {round(sum(shape.contains(QPointF(x, y)) for x in range(101) for y in range(101))) for shape in shapes}
    assert len(areas) == len(PLATES)
    assert all(QRectF(8, 8, 84, 84).contains(shape.boundingRect()) for shape in shapes)


@pytest.mark.parametrize("name", [name for name in BACKDROPS if name != "plain"])
def test_every_text_can_be_read_on_every_background(qapp: object, name: str) -> None:
    stripes = QImage(40, 20, QImage.Format.Format_RGB32)
    for place, colour in enumerate(("#000000", "#ffffff", "#ff0000", "#0000ff")):
        for x in range(place * 10, place * 10 + 10):
            for y in range(20):
                stripes.setPixelColor(x, y, QColor(colour))
    for theme in THEMES:
        ground = backdrop(name, QSize(160, 120), theme, 1.0, stripes).toImage()
        colours = {ground.pixelColor(x, y).name() for x in range(0, 160, 4) for y in range(0, 120, 4)}
        assert len(colours) > 1, f"{name} cannot be seen on {theme.window}"
        least = min(contrast(getattr(theme, ink), colour) for ink in INKS for colour in colours)
        assert least >= 4.5, f"{name} on {theme.window} with {theme.accent}: {least:.2f}"


def test_a_background_lies_behind_the_pages(qtbot: QtBot, window: MainWindow) -> None:
    plain = window.frame.grab().toImage()
    chosen(qtbot, window, "custom_backgrounds", "backdrop", "hills")
    assert window.frame.grab().toImage() != plain
    chosen(qtbot, window, "custom_backgrounds", "backdrop", "plain")
    assert window.frame.grab().toImage() == plain


def test_a_picture_is_copied_into_the_data_no_larger_than_a_screen(qapp: object, tmp_path: Path) -> None:
    source, kept = tmp_path / "large.png", tmp_path / "background.jpg"
    large = QImage(3000, 1500, QImage.Format.Format_RGB32)
    large.fill(QColor("#336699"))
    large.save(str(source))
    keep_picture(source, kept)
    source.unlink()
    assert (QImage(str(kept)).width(), QImage(str(kept)).height()) == (2560, 1280)
    (tmp_path / "words.png").write_text("no picture")
    for name in ("words.png", "absent.png"):
        with pytest.raises(RefusedInput, match=name):
            keep_picture(tmp_path / name, kept)
    assert QImage(str(kept)).width() == 2560


def test_the_usual_look_comes_back_whatever_the_level(qtbot: QtBot, window: MainWindow) -> None:
    chosen(qtbot, window, "themes", "palette", "forest")
    window.desk.show_levels(page_samples.levels(0))
    window.menu_button.usual_look_requested.emit()
    assert window.frame.theme in (LIGHT, DARK)


def test_a_locked_perk_says_its_level_and_opens_nothing(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.show_levels(page_samples.levels(0))
    window.levels_page.show_levels(page_samples.levels(0))
    row = next(row for row in window.levels_page.rows if "themes" in row.uses.buttons)
    assert row.uses.locked.text() == f"From level {row.step.standing.level_number}"
    assert row.uses.buttons["themes"].isHidden()
    window.desk.open("themes")
    assert window.desk.dialog is None


def test_the_switch_opens_every_perk(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.show_levels(page_samples.levels(0))
    window.levels_page.show_levels(page_samples.levels(0))
    window.desk.show_all_perks(True)
    window.levels_page.show_all_perks(True)
    assert all(not button.isHidden() for row in window.levels_page.rows for button in row.uses.buttons.values())
    chosen(qtbot, window, "themes", "palette", "dusk")
    assert window.frame.theme.window in (PALETTES["dusk"].dark.window, "#f8eff4")


def test_a_choice_that_is_no_more_means_the_usual(qapp: object, tmp_path: Path) -> None:
    memory = WindowMemory(tmp_path)
    memory.look = replace(Look(), palette="gone", accent="gone")
    look = memory.look
    assert dressed(look.palette, look.accent, dark=False) == LIGHT
