"""The quiet line under the header that tells of rules that wait for a person's word, or of the faults in their file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, Theme, font
from momentum_desktop.gui.wording import counted

if TYPE_CHECKING:
    from momentum_desktop.service.rule_values import RulesOffer, RulesPreview

FAULTS_SHOWN = 3
LONGEST_FAULT = 220
ASK, WAIT = "See what would change", "Counting anew …"


class RulesBanner(QWidget):
    """Shows an offer until it is taken, withdrawn or put off for this run. Rules are asked for and taken by what
    `preview_requested` and `take_requested` carry: a whole document."""

    preview_requested = Signal(object)
    take_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._offer: RulesOffer | None = None
        self._put_off: RulesOffer | None = None
        self.setObjectName("rules_banner")
        self._card = QWidget()
        self._card.setProperty("tone", "surface")
        self._picture = QLabel()
        self._headline = self._label(BODY, QFont.Weight.DemiBold)
        self._details = self._label(CAPTION)
        self._details.setProperty("ink", "muted")
        self._preview = QPushButton(ASK)
        self._preview.setObjectName("rules_preview")
        self._later = QPushButton("Not now")
        self._later.setObjectName("rules_later")
        self._later.setProperty("tone", "quiet")
        self._lay_out()
        self._preview.clicked.connect(self._on_preview_clicked)
        self._later.clicked.connect(self._on_later_clicked)
        self.hide()

    def show_offer(self, offer: RulesOffer | None) -> None:
        """The rules that wait now; None for none."""
        if offer == self._offer:
            return
        self._offer = offer
        self._ready()
        if offer is not None:
            self._headline.setText(_headline(offer))
            self._details.setText(_details(offer))
            self._preview.setVisible(not offer.faults)
            self._later.setText("Hide" if offer.faults else "Not now")
            for button in (self._preview, self._later):
                button.setAccessibleName(f"Rules: {button.text()}")
            self.setAccessibleName(f"{self._headline.text()} {self._details.text()}")
            self.apply_theme(self._theme)
        self.setVisible(offer is not None and offer != self._put_off)

    def show_preview(self, preview: RulesPreview) -> None:
        """Opens the dialog on what the offered rules would change."""
        from momentum_desktop.gui.rules_dialog import RulesDialog

        self._ready()
        if self._offer is not None and self._offer.document is not None:
            document = self._offer.document
            dialog = RulesDialog(preview, self.window())
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
        self._theme = theme
        faulty = self._offer is not None and bool(self._offer.faults)
        name, ink = ("ui-alert", theme.flame) if faulty else ("ui-list", theme.accent)
        self._picture.setPixmap(icon_pixmap(name, ink, 20, self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._details)
        row = QHBoxLayout(self._card)
        row.setContentsMargins(2 * GRID, GRID + 2, GRID + 2, GRID + 2)
        row.setSpacing(GRID)
        row.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._preview)
        row.addWidget(self._later)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID + 4)
        outer.addWidget(self._card)

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

    @staticmethod
    def _label(size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
        label = QLabel()
        label.setFont(font(size, weight))
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


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
