"""The menu at the right of the tabs."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from momentum_desktop.gui.command_model import Command
from momentum_desktop.gui.corner_menu import CornerMenu
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.theme import Theme
from momentum_desktop.service.choices import APPEARANCES

API_WORDS = "Let other programs in"


class WindowMenu(QToolButton):
    """A button with the window's menu; the actions belong to `window`, so that their keys work everywhere in it."""

    appearance_chosen = Signal(str)
    undo_requested = Signal()
    redo_requested = Signal()
    history_requested = Signal()
    palette_requested = Signal()
    quiet_toggled = Signal(bool)
    import_requested = Signal()
    settings_requested = Signal()
    settings_page_requested = Signal(str)
    api_toggled = Signal(bool)
    perks_toggled = Signal(bool)
    usual_look_requested = Signal()
    shortcuts_requested = Signal()
    about_requested = Signal()
    quit_requested = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("menu_button")
        self.setAccessibleName("Menu")
        self.setToolTip("Menu (F10)")
        self.setIconSize(QSize(20, 20))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = CornerMenu(self)
        self._icons: dict[QAction | QMenu, str] = {}
        self._appearances = self._appearance_menu()
        self._menu.addSeparator()
        palette = self._action("ui-search", "Command palette", QKeySequence("Ctrl+K"))
        undo = self._action("ui-undo", "Undo", QKeySequence("Ctrl+Z"))
        redo = self._action("ui-redo", "Redo", QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y"))
        history = self._action("ui-clock", "History", QKeySequence("Ctrl+H"))
        self._menu.addSeparator()
        self._quiet = self._action("ui-quiet", "Quiet (no animation)")
        self._quiet.setCheckable(True)
        self._api = self._action("ui-plug", API_WORDS)
        self._api.setCheckable(True)
        self._perks = self._action("ui-steps", "Open all perks")
        self._perks.setCheckable(True)
        self._perks.setToolTip("Use every perk whatever the level; points stay what they are")
        bring = self._action("ui-save", "Import…", QKeySequence("Ctrl+I"))
        settings = self._action("ui-settings", "Settings…", QKeySequence("Ctrl+,"))
        self._menu.addSeparator()
        shortcuts = self._action("ui-keyboard", "Keyboard shortcuts", QKeySequence("F1"))
        about = self._action("ui-about", "About Momentum")
        self._menu.addSeparator()
        leave = self._action("ui-close", "Quit", QKeySequence("Ctrl+Q"))
        window.addActions([palette, undo, redo, history, bring, settings, shortcuts, leave])
        palette.triggered.connect(self.palette_requested)
        undo.triggered.connect(self.undo_requested)
        redo.triggered.connect(self.redo_requested)
        history.triggered.connect(self.history_requested)
        # Not `toggled`: what is only shown asks for nothing.
        self._quiet.triggered.connect(self.quiet_toggled)
        self._api.triggered.connect(self.api_toggled)
        self._perks.triggered.connect(self.perks_toggled)
        bring.triggered.connect(self.import_requested)
        settings.triggered.connect(self.settings_requested)
        shortcuts.triggered.connect(self.shortcuts_requested)
        about.triggered.connect(self.about_requested)
        leave.triggered.connect(self.quit_requested)
        self.setMenu(self._menu)

    def add_menu(self, menu: QMenu, icon_name: str) -> None:
        """Puts a further menu at the top."""
        self._icons[menu] = icon_name
        self._menu.insertMenu(self._menu.actions()[0], menu)

    def commands(self) -> list[Command]:
        """Everything in the menu and in the menus within it, as the command palette lists it."""
        return self._commands_in(self._menu, "", "ui-menu")

    def apply_theme(self, theme: Theme) -> None:
        self.setIcon(icon("ui-menu", theme.text))
        for entry, name in self._icons.items():
            entry.setIcon(icon(name, theme.muted, size=16))

    def show_choices(self, appearance: str, quiet: bool) -> None:
        """Ticks what is chosen."""
        self._appearances[appearance].setChecked(True)
        self._quiet.setChecked(quiet)

    def show_api(self, address: str) -> None:
        """Says where other programs may ask; nowhere if that is empty."""
        self._api.setChecked(bool(address))
        self._api.setText(f"Other programs are let in at {address.removeprefix('http://')}" if address else API_WORDS)

    def show_all_perks(self, open_to_all: bool) -> None:
        """Ticks whether every perk is open."""
        self._perks.setChecked(open_to_all)

    @property
    def is_quiet(self) -> bool:
        return self._quiet.isChecked()

    def _action(self, icon_name: str, words: str, *keys: QKeySequence) -> QAction:
        action = QAction(words, self)
        action.setShortcuts(keys)
        self._icons[action] = icon_name
        self._menu.addAction(action)
        return action

    def _commands_in(self, menu: QMenu, before: str, icon_name: str) -> list[Command]:
        found: list[Command] = []
        for action in menu.actions():
            within = action.menu()
            words = f"{before}{action.text().replace('&', '').rstrip('…')}"
            if isinstance(within, QMenu):
                found += self._commands_in(within, f"{words}: ", self._icons.get(within, icon_name))
            elif action.isChecked() and action.actionGroup() is not None:
                continue  # it is so already
            elif action.isEnabled() and words and not action.isSeparator():
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                found.append(Command(words, self._icons.get(action, icon_name), action.trigger, keys))
        return found

    def _appearance_menu(self) -> dict[str, QAction]:
        menu = self._menu.addMenu("Appearance")
        self._icons[menu] = "ui-appearance"
        group = QActionGroup(self)
        choices = {}
        for name in APPEARANCES:
            choice = QAction(name.capitalize(), group)
            choice.setCheckable(True)
            choice.setData(name)
            menu.addAction(choice)
            choices[name] = choice
        group.triggered.connect(self._on_appearance_triggered)
        menu.addSeparator()
        usual = menu.addAction("Usual colours and icons")
        usual.triggered.connect(self.usual_look_requested)
        return choices

    def _on_appearance_triggered(self, action: QAction) -> None:
        self.appearance_chosen.emit(str(action.data()))
