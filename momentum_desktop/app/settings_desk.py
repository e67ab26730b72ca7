"""The settings window and where its signals meet the service, the desktop and the files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from momentum_desktop.app import desktop_entry
from momentum_desktop.app.file_words import exported
from momentum_desktop.errors import MomentumError, sentence

if TYPE_CHECKING:
    from momentum_desktop.app.service_bridge import ServiceBridge
    from momentum_desktop.gui.main_window import MainWindow
    from momentum_desktop.gui.settings_window import SettingsWindow
    from momentum_desktop.service.backup_values import KeptBackups
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.rule_values import RulesPreview
    from momentum_desktop.service.values import LevelStanding

Question = Callable[["MomentumService", "int | None"], Awaitable[Any]]


class SettingsDesk(QObject):
    """One settings window over one main window, made when it is first asked for. `arguments` are what a later start
    needs to find the same data; `import_requested` carries the file that is to be brought in, `restore_requested` the
    backup that is to be restored, and `backups_requested` asks for those there are."""

    import_requested = Signal(str)
    restore_requested = Signal(str)
    backups_requested = Signal()
    _rules_ready = Signal(object)
    _preview_ready = Signal(object, object)
    _tokens_ready = Signal(object)
    _token_made = Signal(object)
    _port_ready = Signal(int)
    _told = Signal(str)

    def __init__(self, window: MainWindow, bridge: ServiceBridge, folder: Path, arguments: Sequence[str] = ()) -> None:
        super().__init__(window)
        self._main = window
        self._bridge = bridge
        self._folder = folder
        self._arguments = tuple(arguments)
        self._levels: tuple[LevelStanding, ...] = ()
        self._all_open = False
        self._address, self._port = "", 0
        self._document: dict[str, Any] = {}
        self._made: SettingsWindow | None = None
        window.settings_requested.connect(self.open)
        window.settings_page_requested.connect(self.open_at)

    def open(self) -> None:
        """The settings before everyone."""
        window = self._made or self._make()
        window.show_choices(self._main.choices)
        window.general.show_desktop(desktop_entry.starts_by_itself(), desktop_entry.in_menu())
        window.show()
        window.raise_()
        window.activateWindow()
        self.refresh()

    def open_at(self, page: str) -> None:
        """One of its pages before everyone, or a row on one: “data/Export”."""
        self.open()
        if self._made is not None:
            self._made.go_to(page)

    def refresh(self) -> None:
        """Ask for all that the settings show of the data."""
        self._ask(lambda service, user: service.rules_taken(user), self._rules_ready)
        self._ask(lambda service, _: service.tokens.all(), self._tokens_ready)
        self.backups_requested.emit()
        self._ask(_port_of, self._port_ready)
        self._bridge.refresh()

    def _make(self) -> SettingsWindow:
        from momentum_desktop.gui.settings_window import SettingsWindow

        window = self._made = SettingsWindow(self._main)
        main, bridge = self._main, self._bridge
        window.apply_theme(main.theme)
        main.theme_changed.connect(window.apply_theme)
        window.chosen.connect(main.choose)
        main.choices_applied.connect(self._on_main_choices_applied)
        bridge.data_changed.connect(self._on_bridge_data_changed)
        self._connect_general(window)
        self._connect_rules(window)
        self._connect_api(window)
        self._connect_data(window)
        window.people.person_chosen.connect(bridge.use_person)
        window.people.addition_requested.connect(bridge.add_person)
        window.people.rename_requested.connect(bridge.rename_person)
        bridge.people_ready.connect(window.people.show_people)
        return window

    def _connect_general(self, window: SettingsWindow) -> None:
        general, appearance, desk = window.general, window.appearance, self._main.desk
        general.rule_chosen.connect(self._on_general_rule_chosen)
        general.perks_toggled.connect(self._bridge.open_all_perks)
        general.autostart_toggled.connect(self._on_general_autostart_toggled)
        general.menu_entry_toggled.connect(self._on_general_menu_entry_toggled)
        appearance.perk_requested.connect(desk.open)
        appearance.usual_look_requested.connect(desk.use_usual_look)
        self._bridge.levels_ready.connect(self._on_bridge_levels_ready)
        self._bridge.all_perks_ready.connect(self._on_bridge_all_perks_ready)

    def _connect_rules(self, window: SettingsWindow) -> None:
        rules, planner = window.rules, self._bridge.planner
        self._rules_ready.connect(self._on_rules_ready)
        self._preview_ready.connect(self._on_preview_ready)
        rules.defaults_requested.connect(self._on_rules_defaults_requested)
        rules.own_achievement_requested.connect(planner.add_own_achievement)
        rules.own_streak_requested.connect(planner.add_own_streak)
        rules.own_rule_removal_requested.connect(planner.remove_own_rule)
        self._bridge.own_rules_ready.connect(rules.show_own_rules)
        self._bridge.streaks_ready.connect(rules.show_streaks)

    def _connect_api(self, window: SettingsWindow) -> None:
        api = window.api
        api.api_toggled.connect(self._bridge.api.switch)
        api.port_chosen.connect(self._on_api_port_chosen)
        api.token_requested.connect(self._on_api_token_requested)
        api.token_revocation_requested.connect(self._on_api_token_revocation_requested)
        self._tokens_ready.connect(api.show_tokens)
        self._token_made.connect(self._on_token_made)
        self._port_ready.connect(self._on_port_ready)
        self._bridge.api.switched.connect(self._on_bridge_api_switched)

    def _connect_data(self, window: SettingsWindow) -> None:
        data = window.data
        data.show_folder(self._folder)
        data.backup_requested.connect(self._on_data_backup_requested)
        data.export_requested.connect(self._on_data_export_requested)
        data.import_requested.connect(self.import_requested)
        data.restore_requested.connect(self.restore_requested)
        self._bridge.failed.connect(data.show_failure)
        self._told.connect(self._main.toasts.show_notice)
        for told in (self._told, self._bridge.noticed, self._bridge.failed):
            told.connect(self._tell)

    @property
    def window(self) -> SettingsWindow | None:
        """The settings window, once it was asked for."""
        return self._made

    def show_backups(self, kept: KeptBackups) -> None:
        """The backups beside the data."""
        if self._made is not None:
            self._made.data.show_backups(kept)

    def _tell(self, words: str) -> None:
        """Says it where it was asked for: the toast comes behind these settings."""
        if self._made is not None and self._made.isVisible():
            self._made.tell(words)

    def _ask(self, question: Question, ready: Any) -> None:
        self._bridge.ask(question, ready.emit)

    def _do(self, act: Question, done: Any) -> None:
        """What a person waits for: it is answered, or refused in words, whatever is shown by then."""
        self._bridge.wish(act, done.emit)

    def _on_main_choices_applied(self) -> None:
        if self._made is not None:
            self._made.show_choices(self._main.choices)

    def _on_bridge_data_changed(self) -> None:
        if self._made is not None and self._made.isVisible():
            self._ask(lambda service, user: service.rules_taken(user), self._rules_ready)

    def _on_general_rule_chosen(self, key: str, value: object) -> None:
        if self._document and self._document.get(key) != value:
            self._preview({**self._document, key: value})

    def _on_rules_defaults_requested(self) -> None:
        from momentum_desktop.engine.defaults import default_document

        self._preview(default_document())

    def _preview(self, document: dict[str, Any]) -> None:
        self._bridge.ask(
            lambda service, user: service.preview_rules(document, user_id=user),
            lambda preview: self._preview_ready.emit(preview, document),
        )

    def _on_preview_ready(self, preview: RulesPreview, document: dict[str, Any]) -> None:
        from momentum_desktop.gui.rules_dialog import RulesDialog

        dialog = RulesDialog(preview, self._made, points=self._main.choices["game.points"])
        dialog.accepted.connect(lambda: self._bridge.take_rules(document))
        dialog.rejected.connect(lambda: self._on_rules_ready(self._document))
        dialog.open()

    def _on_rules_ready(self, document: dict[str, Any]) -> None:
        self._document = document
        if self._made is not None:
            self._made.general.show_rules(document)
            self._made.rules.show_rules(document)
            self._made.api.show_event_types(tuple(document["work_events"]))

    def _on_bridge_levels_ready(self, levels: tuple[LevelStanding, ...]) -> None:
        self._levels = levels
        self._show_perks()

    def _on_bridge_all_perks_ready(self, all_open: bool) -> None:
        self._all_open = all_open
        self._show_perks()

    def _show_perks(self) -> None:
        if self._made is not None:
            self._made.general.show_perks(self._all_open)
            self._made.appearance.show_levels(self._levels, self._all_open)
            self._made.rules.show_perk(self._main.desk.is_open("custom_achievements"))

    def _on_general_autostart_toggled(self, on: bool) -> None:
        self._in_desktop(lambda: desktop_entry.start_by_itself(on, self._arguments))

    def _on_general_menu_entry_toggled(self, on: bool) -> None:
        self._in_desktop((lambda: desktop_entry.add_to_menu(self._arguments)) if on else desktop_entry.remove_from_menu)

    def _in_desktop(self, act: Callable[[], object]) -> None:
        try:
            act()
        except MomentumError as error:
            self._main.toasts.show_failure(sentence(str(error)))
        if self._made is not None:
            self._made.general.show_desktop(desktop_entry.starts_by_itself(), desktop_entry.in_menu())

    def _on_api_port_chosen(self, port: int) -> None:
        self._port = port
        self._bridge.api.move(port)

    def _on_port_ready(self, port: int) -> None:
        self._port = port
        self._show_api()

    def _on_bridge_api_switched(self, address: str) -> None:
        self._address = address
        self._ask(_port_of, self._port_ready)

    def _show_api(self) -> None:
        if self._made is not None:
            self._made.api.show_api(self._address, self._port)

    def _on_api_token_requested(self, name: str, scopes: Sequence[str], daily_points: int | None) -> None:
        self._do(
            lambda service, user: service.tokens.create(name, scopes, daily_points=daily_points, user_id=user),
            self._token_made,
        )

    def _on_token_made(self, token: Any) -> None:
        if self._made is not None:
            self._made.api.show_new_token(token)
        self._ask(lambda service, _: service.tokens.all(), self._tokens_ready)

    def _on_api_token_revocation_requested(self, name: str) -> None:
        async def revoked(service: MomentumService, _: int | None) -> Any:
            await service.tokens.revoke(name)
            return await service.tokens.all()

        self._do(revoked, self._tokens_ready)

    def _on_data_backup_requested(self) -> None:
        self._bridge.wish(lambda service, _: service.backup(), lambda _: self.backups_requested.emit())

    def _on_data_export_requested(self, name: str, path: str) -> None:
        self._do(lambda service, user: exported(service, user, name, path), self._told)


async def _port_of(service: MomentumService, _: int | None) -> int:
    return service.api_settings().port
