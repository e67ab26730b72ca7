"""Colours, type and spacing of the window, and the Qt palette and style sheet made of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from momentum_desktop.settings import resource_folder

GRID = 8
RADIUS = 12
CAPTION, BODY, TITLE, DISPLAY = 12, 14, 18, 28
FAMILY = "Inter"


@dataclass(frozen=True)
class Theme:
    """Every colour the window paints with, as #rrggbb; `shadow` is an alpha from 0 to 255.

    `name` is light or dark; `ring` runs from the deep end of a gauge to its bright one, `node` from the
    top of a level's node to its foot (white figures stand on both); `plate` is the shape on which
    the icon of a medallion lies."""

    name: str
    window: str
    surface: str
    raised: str
    hover: str
    track: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    on_accent: str
    success: str
    flame: str
    gold: str
    danger: str
    shadow: int
    categories: dict[str, tuple[str, str]]
    ring: tuple[str, str] = ("#8257f0", "#b493ff")
    node: tuple[str, str] = ("#6e62e8", "#4a40cc")
    plate: str = "disc"


_CATEGORIES = {
    "productivity": ("#4f83ee", "#7db0ff"),
    "consistency": ("#ee5f33", "#ff9d57"),
    "time_management": ("#0d9c9a", "#46cfc0"),
    "focus": ("#8257f0", "#b493ff"),
    "growth": ("#e2940a", "#ffc44f"),
    "social": ("#e63f90", "#ff85bf"),
}

LIGHT = Theme(
    name="light",
    window="#f2f3f8",
    surface="#ffffff",
    raised="#ffffff",
    hover="#eceef6",
    track="#e0e3ee",
    text="#14172b",
    muted="#585e78",
    accent="#5046d6",
    accent_soft="#e8e7fc",
    on_accent="#ffffff",
    success="#13703a",
    flame="#b8400b",
    gold="#835600",
    danger="#b3261e",
    shadow=38,
    categories=_CATEGORIES,
)

DARK = Theme(
    name="dark",
    window="#0e1018",
    surface="#171a26",
    raised="#222637",
    hover="#1f2333",
    track="#2c3146",
    text="#f2f4fb",
    muted="#a3aac2",
    accent="#a59dff",
    accent_soft="#2a2852",
    on_accent="#12122b",
    success="#5fd68f",
    flame="#ff9d57",
    gold="#f5c451",
    danger="#ff9088",
    shadow=130,
    categories=_CATEGORIES,
)


@cache
def load_fonts() -> bool:
    """Registers the bundled family once; false when it could not be read and the system's font is used."""
    faces = sorted((resource_folder() / "fonts").glob("inter-*.ttf"))
    return bool(faces) and all(QFontDatabase.addApplicationFont(str(face)) >= 0 for face in faces)


@cache
def _font(px: int, weight: QFont.Weight) -> QFont:
    load_fonts()
    made = QFont(FAMILY)
    made.setPixelSize(px)
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("calt"), 0)  # it draws 2x4 as 2×4 and -> as an arrow: other words than were written
    return made


def font(px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The bundled family at a size in pixels."""
    return QFont(_font(px, weight))


def figures(px: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The same with figures of one width, for numbers that count up or stand in a column."""
    made = font(px, weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def exact(px: int) -> QFont:
    """The system's font of one width, in which no character is taken for another."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPixelSize(px)
    return made


def palette(theme: Theme) -> QPalette:
    """The theme's colours in Qt's roles."""
    role = QPalette.ColorRole
    made = QPalette()
    for place, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.hover),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Button, theme.surface),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.danger),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Light, theme.hover),
        (role.Midlight, theme.hover),
        (role.Mid, theme.track),
        (role.Dark, theme.track),
        (role.Shadow, theme.track),
        (role.Accent, theme.accent),
    ):
        made.setColor(place, QColor(colour))
    for place in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, place, QColor(theme.muted))
    return made


def style_sheet(theme: Theme) -> str:
    """What the palette cannot say: corners, paddings and the states of controls. A widget takes its tone by
    the dynamic property `tone` (surface, raised, accent, quiet)."""
    return _SHEET.format(t=theme, r=RADIUS, half=RADIUS // 2 + 2)


_SHEET = """
QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.track}; padding: 4px 8px; }}
QWidget[tone="surface"] {{ background: {t.surface}; border-radius: {r}px; }}
QWidget[tone="raised"] {{ background: {t.raised}; border-radius: {r}px; }}
QLabel[ink="muted"] {{ color: {t.muted}; }}
QLabel[ink="danger"] {{ color: {t.danger}; }}
QPushButton {{ background: {t.track}; color: {t.text}; border: 2px solid transparent; border-radius: {half}px;
  padding: 6px 14px; min-height: 20px; }}
QPushButton:hover {{ background: {t.hover}; }}
QPushButton:focus {{ border-color: {t.accent}; }}
QPushButton[tone="accent"] {{ background: {t.accent}; color: {t.on_accent}; }}
QPushButton[tone="accent"]:focus {{ border-color: {t.text}; }}
QPushButton[tone="quiet"] {{ background: transparent; color: {t.accent}; padding: 2px 10px; }}
QPushButton[tone="quiet"]:hover {{ background: {t.accent_soft}; }}
QPushButton#plan_toggle {{ border-radius: {r}px; min-height: 28px; }}
QPushButton:disabled {{ color: {t.muted}; background: {t.hover}; }}
QPushButton:checked {{ background: {t.accent_soft}; color: {t.accent}; }}
QToolButton {{ background: transparent; color: {t.text}; border: 2px solid transparent;
  border-radius: {half}px; padding: 4px; }}
QToolButton:hover, QToolButton:open {{ background: {t.hover}; }}
QToolButton:focus {{ border-color: {t.accent}; }}
QToolButton::menu-indicator {{ image: none; }}
QAbstractScrollArea {{ background: transparent; border: none; }}
QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {{ background: {t.surface}; color: {t.text};
  border: 2px solid {t.track}; border-radius: {half}px; padding: 4px 8px; min-height: 20px;
  selection-background-color: {t.accent}; selection-color: {t.on_accent};
  placeholder-text-color: {t.muted}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
  border-color: {t.accent}; }}
QDialog QListWidget {{ outline: none; }}
QDialog QListWidget::item:selected {{ background: {t.accent_soft}; color: {t.text}; border-radius: {half}px; }}
QListView::indicator {{ width: 14px; height: 14px; border: 2px solid {t.muted}; border-radius: 5px; }}
QListView::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
QAbstractSpinBox QLineEdit {{ background: transparent; border: none; padding: 0 6px; min-height: 0; }}
QLineEdit#quick_add {{ border-radius: {r}px; min-height: 32px; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox QAbstractItemView {{ background: {t.raised}; color: {t.text}; border: none; padding: 4px;
  selection-background-color: {t.accent_soft}; selection-color: {t.text}; outline: none; }}
QMenu {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.track}; padding: 6px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 6px; }}
QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.muted}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {t.track}; margin: 6px 8px; }}
QTabWidget::pane {{ border: none; }}
QTabWidget::tab-bar {{ left: 16px; }}
QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {t.muted}; padding: 8px 16px 8px 12px; margin: 0 4px 8px 0;
  border: 2px solid transparent; border-radius: {half}px; }}
QTabBar::tab:hover {{ background: {t.hover}; color: {t.text}; }}
QTabBar::tab:selected {{ background: {t.accent_soft}; color: {t.accent}; }}
QTabBar::tab:focus {{ border-color: {t.accent}; }}
QFileDialog QTreeView, QFileDialog QListView {{ background: {t.surface}; color: {t.text}; border-radius: {half}px;
  outline: none; padding: 4px; selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
QFileDialog QListView#sidebar {{ background: transparent; }}
QFileDialog QHeaderView {{ background: {t.surface}; }}
QFileDialog QHeaderView::section {{ background: {t.surface}; color: {t.muted}; border: none; padding: 4px; }}
QDialog QScrollArea:focus {{ border: 2px solid {t.accent}; border-radius: {half}px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle {{ background: {t.track}; border-radius: 3px; min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {t.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
