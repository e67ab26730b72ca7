"""Draws the program's icon in the sizes that desktops look for, from its drawing.

usage: python scripts/draw_icons.py
"""

import os
import sys
from pathlib import Path

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication(sys.argv)
    drawing = QSvgRenderer(str(ROOT / "resources" / "icons" / "momentum.svg"))
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.render(painter, QRectF(0, 0, size, size))
        painter.end()
        path = ROOT / "resources" / "desktop" / "icons" / f"{size}x{size}" / "momentum-desktop.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not image.save(str(path)):
            print(f"{path} could not be written", file=sys.stderr)
            return 4
    application.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
