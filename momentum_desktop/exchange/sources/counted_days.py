"""Days in words that count from another day (“24 Dec”, “tomorrow at 10:00”), understood only where that is given."""

from __future__ import annotations

from collections import Counter
from datetime import date

from momentum_desktop.service.import_values import Gathered
from momentum_desktop.service.quick_add.phrases import moment_of

ANY_DAY = date(2024, 1, 1)


class CountedDays:
    """Reads them as quick add does, from a day on, and remembers them so that it is told; from None none is read."""

    def __init__(self, first: date | None) -> None:
        self._first = first
        self._words = Counter[str]()

    def day_of(self, words: str) -> tuple[date, int | None] | None:
        """The day and the minute after midnight, if there is a time; None if the words do not name one day."""
        found = None if self._first is None else moment_of(words, self._first)
        if found is not None:
            self._words[words] += 1
        return found

    def __contains__(self, words: str) -> bool:
        return words in self._words

    def hint(self, words: str) -> str:
        """How words that were not read could be, if they could."""
        counts = self._first is None and moment_of(words, ANY_DAY) is not None
        return "; with “--day today” it counts from today" if counts else ""

    def tell(self, gathered: Gathered) -> None:
        """One remark on all that were read."""
        if self._words:
            number = self._words.total()
            some = ", ".join(f"“{words[:40]}”" for words in list(self._words)[:3])
            which = "1 date was" if number == 1 else f"{number:,} dates were"
            gathered.remarks.append(f"{which} counted from {self._first} ({some}).")
