"""The quiet line under the header that tells of rules that wait for a person's word, or of the faults in their file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from momentum_desktop.gui.banner import Banner
from momentum_desktop.gui.theme import Theme
from momentum_desktop.gui.wording import counted

if TYPE_CHECKING:
    from momentum_desktop.service.rule_values import RulesOffer, RulesPreview

FAULTS_SHOWN = 3
LONGEST_FAULT = 220
ASK, WAIT = "See what would change", "Counting anew…"


class RulesBanner(Banner):
    """Shows an offer until it is taken, withdrawn or put off for this run. Rules are asked for and taken by what
    `preview_requested` and `take_requested` carry: a whole document."""

    preview_requested = Signal(object)
    take_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rules_banner", parent)
        self._offer: RulesOffer | None = None
        self._put_off: RulesOffer | None = None
        self.shows_points = True
        """Whether what would change is told in points and levels too."""
        for label in (self.headline, self.words):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._preview = QPushButton(ASK)
        self._preview.setObjectName("rules_preview")
        self._later = QPushButton("Not now")
        self._later.setObjectName("rules_later")
        self._later.setProperty("tone", "quiet")
        self.row.addWidget(self._preview)
        self.row.addWidget(self._later)
        self._preview.clicked.connect(self._on_preview_clicked)
        self._later.clicked.connect(self._on_later_clicked)

    def show_offer(self, offer: RulesOffer | None) -> None:
        """The rules that wait now; None for none."""
        if offer == self._offer:
            return
        self._offer = offer
        self._ready()
        if offer is not None:
            self.say(_headline(offer), _details(offer))
            self._preview.setVisible(not offer.faults)
            self._later.setText("Hide" if offer.faults else "Not now")
            for button in (self._preview, self._later):
                button.setAccessibleName(f"Rules: {button.text()}")
            self.setAccessibleName(f"{self.headline.text()} {self.words.text()}")
            self.apply_theme(self.theme)
        self.setVisible(offer is not None and offer != self._put_off)

    def show_preview(self, preview: RulesPreview) -> None:
        """Opens the dialog on what the offered rules would change."""
        from momentum_desktop.gui.rules_dialog import RulesDialog

        self._ready()
        if self._offer is not None and self._offer.document is not None:
            document = self._offer.document
            dialog = RulesDialog(preview, self.window(), points=self.shows_points)
            dialog.accepted.connect(lambda: self.take_requested.emit(document))
            dialog.open()

    def show_failure(self) -> None:
        """What was asked for did not come."""
        self._ready()

    def begin_anew(self) -> None:
        """What waits here is somebody else's."""
        self._put_off = None
        self.show_offer(None)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        faulty = self._offer is not None and bool(self._offer.faults)
        self.show_icon(*(("ui-alert", theme.flame) if faulty else ("ui-list", theme.accent)))

    def _ready(self) -> None:
        self._preview.setEnabled(True)
        self._preview.setText(ASK)

    def _on_preview_clicked(self) -> None:
        if self._offer is not None and self._offer.document is not None:
            self._preview.setEnabled(False)
            self._preview.setText(WAIT)
            self.preview_requested.emit(self._offer.document)

    def _on_later_clicked(self) -> None:
        self._put_off = self._offer
        self.hide()


def _headline(offer: RulesOffer) -> str:
    if offer.faults:
        return f"{offer.name} has {counted(len(offer.faults), 'fault')} and is not used."
    if offer.source == "file":
        return "Your rules file differs from the rules in force."
    return "The rules that come with the program differ from those in force."


def _details(offer: RulesOffer) -> str:
    if not offer.faults:
        return "Nothing changes until you take them."
    lines = [_fault_line(fault.line, fault.where, fault.what) for fault in offer.faults[:FAULTS_SHOWN]]
    if len(offer.faults) > FAULTS_SHOWN:
        lines.append(f"… and {len(offer.faults) - FAULTS_SHOWN} more: momentum rules check {offer.path}")
    return "\n".join(lines)


def _fault_line(line: int | None, where: str, what: str) -> str:
    told = f"Line {line}: {where}: {what}" if line else f"{where}: {what}"
    return told if len(told) <= LONGEST_FAULT else told[: LONGEST_FAULT - 1] + "…"
