"""Painted pictures kept for the next repaint, the longest unused thrown out when they grow past a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from PySide6.QtGui import QPixmap


class PixmapCache:
    """Pixmaps by key, at most `limit` bytes of them."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> QPixmap | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, pixmap: QPixmap) -> None:
        replaced = self._kept.pop(key, None)
        if replaced is not None:
            self.bytes -= weight(replaced)
        self._kept[key] = pixmap
        self.bytes += weight(pixmap)
        while self.bytes > self.limit and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self.bytes -= weight(oldest)

    def clear(self) -> None:
        self._kept.clear()
        self.bytes = 0


def weight(pixmap: QPixmap) -> int:
    """The bytes a pixmap takes."""
    return pixmap.width() * pixmap.height() * max(1, pixmap.depth() // 8)
