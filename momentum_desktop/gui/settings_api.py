"""The settings of the API: on or off, where it answers, and the keys of those who may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication

from momentum_desktop.gui.settings_rows import SettingRow, SettingsPage, button, number_box, side_by_side
from momentum_desktop.gui.switch import Switch
from momentum_desktop.gui.token_dialog import NewTokenDialog, TokenMadeDialog
from momentum_desktop.gui.wording import counted, day_words
from momentum_desktop.service.kind_words import kind_in_words

if TYPE_CHECKING:
    from momentum_desktop.service.token_values import NewToken, Token

OFF = "Nobody is answered while it is off."


class ApiPage(SettingsPage):
    """`token_requested` carries a name, scopes and the most points a day or None."""

    api_toggled = Signal(bool)
    port_chosen = Signal(int)
    token_requested = Signal(str, object, object)
    token_revocation_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__("api", "API", "ui-plug")
        self._address = ""
        self._tokens: tuple[Token, ...] = ()
        self._event_types: tuple[str, ...] = ()
        self.switch_on = Switch("api_on")
        self.switch_on.clicked.connect(self.api_toggled)
        self.port = number_box("api_port", 1, 65_535)
        self.port.valueChanged.connect(self.port_chosen)
        self.copy = button("Copy", "copy_address", "Copy the address")
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self._address))
        new = button("New key…", "new_token")
        new.clicked.connect(self._on_new_clicked)
        self._where = SettingRow("Address", OFF, self.copy, "url http localhost")
        self.add_group(
            "Other programs on this computer",
            SettingRow(
                "Let other programs in",
                "Scripts and extensions with a key of yours may ask and tell over HTTP. Never from another computer.",
                self.switch_on,
                "http server rest",
            ),
            self._where,
            SettingRow("Port", "Where on this computer they ask; a change holds at once.", self.port),
        )
        self.add_group(
            "Keys", SettingRow("A key for another program", "Shown once, when it is made.", new, "token secret")
        )
        self.listed = self.add_group("Given out")
        self.finish()
        self.show_api("", 0)

    def show_api(self, address: str, port: int) -> None:
        """Where it answers, nowhere if that is empty, and the port of the settings."""
        self._address = address
        self.switch_on.setChecked(bool(address))
        self.copy.setEnabled(bool(address))
        self._where.say(f"{address}, described at {address}/docs" if address else OFF)
        if port:
            blocked = self.port.blockSignals(True)
            self.port.setValue(port)
            self.port.blockSignals(blocked)

    def show_event_types(self, types: tuple[str, ...]) -> None:
        """The types of events that a key can be for."""
        self._event_types = types

    def show_tokens(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self.fill(self.listed, [self._row(token) for token in tokens])

    def show_new_token(self, token: NewToken) -> None:
        """Shows the secret, this once."""
        TokenMadeDialog(token, self.window()).open()

    def _row(self, token: Token) -> SettingRow:
        revoke = button("Revoke", f"revoke_{token.name}", f"Revoke the key {token.name}")
        revoke.clicked.connect(lambda: self.token_revocation_requested.emit(token.name))
        bound = f", at most {counted(token.daily_points, 'point')} a day" if token.daily_points else ""
        made = f"made on {day_words(token.created_at.date())}"
        words = f"For {token.user}: {', '.join(map(scope_words, token.scopes))}{bound}; {made}"
        return SettingRow(token.name, words, side_by_side(revoke), "key token")

    def _on_new_clicked(self) -> None:
        taken = frozenset(token.name.casefold() for token in self._tokens)
        dialog = NewTokenDialog(taken, self._event_types, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.token_accepted.connect(self.token_requested)
        dialog.open()


def scope_words(scope: str) -> str:
    """What a scope allows."""
    if scope.startswith("post:"):
        return f"tells of {kind_in_words(scope.removeprefix('post:')).lower()}"
    return {"read": "reads", "write": "reads and writes"}.get(scope, scope)
