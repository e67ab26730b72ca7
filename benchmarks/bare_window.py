"""The least that a Qt program can be: a window with a label. Says when it was first painted, and ends."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class BareWindow(QMainWindow):
    """Notes the end of its first paint."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.painted:
            self.painted = time.monotonic_ns()
            QTimer.singleShot(0, self.close)


application = QApplication(sys.argv)
window = BareWindow()
window.setCentralWidget(QLabel("A window"))
window.resize(1120, 760)
window.show()
application.exec()
print(window.painted, flush=True)
