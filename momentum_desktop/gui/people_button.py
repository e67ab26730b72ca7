"""Whose tasks these are: a button that shows it once there are several people, and the menu that tells them apart."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QFont, QFontMetrics, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from momentum_desktop.gui.corner_menu import CornerMenu
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, Theme, font
from momentum_desktop.service.values import User

BUTTON_ROOM, MENU_ROOM = 16 * GRID, 32 * GRID
NAMELESS_BELOW = 112 * GRID
"""Below this width of the window the tabs need the room of the name, and its initial stands for it."""

FACE = 20


class PeopleButton(QToolButton):
    """Shows who is in use and passes on who shall be. `menu_of_people` stands in the window's menu too, so that one
    who is alone finds it there."""

    person_chosen = Signal(int)
    addition_requested = Signal(str)
    rename_requested = Signal(int, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._people: tuple[User, ...] = ()
        self._room = NAMELESS_BELOW
        self._theme = LIGHT
        self.setObjectName("people_button")
        self.setIconSize(QSize(FACE, FACE))
        self.setFont(font(BODY, QFont.Weight.Medium))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_of_people = CornerMenu(self, "People")
        self.menu_of_people.setObjectName("people_menu")
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._on_group_triggered)
        self._line = self.menu_of_people.addSeparator()
        self._add = QAction("Add a person…", self)
        self._rename = QAction("Rename…", self)
        self._add.triggered.connect(self._on_add_triggered)
        self._rename.triggered.connect(self._on_rename_triggered)
        self.menu_of_people.addActions([self._add, self._rename])
        self.setMenu(self.menu_of_people)
        self.show_people(())

    @property
    def person(self) -> User | None:
        """Who is in use."""
        return next((each for each in self._people if each.in_use), None)

    def show_people(self, people: tuple[User, ...]) -> None:
        self._people = people
        for action in self._group.actions():
            self._group.removeAction(action)
            self.menu_of_people.removeAction(action)
            action.deleteLater()
        for each in people:
            action = QAction(_plain(each.name, self.menu_of_people.font(), MENU_ROOM), self._group)
            action.setCheckable(True)
            action.setChecked(each.in_use)
            action.setData(each.user_id)
            self.menu_of_people.insertAction(self._line, action)
        person = self.person
        name = person.name if person else ""
        self._rename.setEnabled(person is not None)
        self._rename.setText(f"Rename “{_plain(name, self.menu_of_people.font(), MENU_ROOM)}”…" if name else "Rename…")
        self.setText(_plain(name, self.font(), BUTTON_ROOM))
        self.setAccessibleName(f"{name}: change the person" if name else "Change the person")
        self.setToolTip(self.accessibleName())
        self._fit()

    def fit(self, room: int) -> None:
        """Shows as much as a window of that width has room for."""
        self._room = room
        self._fit()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._fit()
        self.menu_of_people.setIcon(icon("ui-person", theme.muted, size=16))
        self._add.setIcon(icon("ui-plus", theme.muted, size=16))
        self._rename.setIcon(icon("ui-edit", theme.muted, size=16))

    def _fit(self) -> None:
        roomy = self._room >= NAMELESS_BELOW
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if roomy else style.ToolButtonIconOnly)
        self.setIcon(icon("ui-person", self._theme.accent) if roomy else self._initial())
        self.setVisible(len(self._people) > 1)

    def _initial(self) -> QIcon:
        """The first letter of the name on a disc."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(FACE, FACE) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.accent))
        disc = QRectF(0, 0, FACE, FACE)
        painter.drawEllipse(disc)
        painter.setFont(font(CAPTION, QFont.Weight.DemiBold))
        painter.setPen(QColor(self._theme.on_accent))
        name = self.person.name if self.person else ""
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, name[:1].upper())
        painter.end()
        return QIcon(picture)

    def _taken(self, but: User | None = None) -> frozenset[str]:
        return frozenset(each.name.casefold() for each in self._people if each != but)

    def _on_group_triggered(self, action: QAction) -> None:
        person = self.person
        if person is None or action.data() != person.user_id:
            self.person_chosen.emit(action.data())

    def _on_add_triggered(self) -> None:
        from momentum_desktop.gui.name_dialog import NameDialog

        dialog = NameDialog("Add a person", "Add", "", self._taken(), self._window)
        dialog.name_accepted.connect(self.addition_requested)
        dialog.open()

    def _on_rename_triggered(self) -> None:
        from momentum_desktop.gui.name_dialog import NameDialog

        person = self.person
        if person is None:
            return

        def pass_on(name: str) -> None:
            self.rename_requested.emit(person.user_id, name)

        dialog = NameDialog(f"Rename “{person.name}”", "Rename", person.name, self._taken(person), self._window)
        dialog.name_accepted.connect(pass_on)
        dialog.open()


def _plain(name: str, face: QFont, room: int) -> str:
    """A name as the text of an action: cut to its room, none of its characters a mnemonic."""
    return QFontMetrics(face).elidedText(name, Qt.TextElideMode.ElideRight, room).replace("&", "&&")
