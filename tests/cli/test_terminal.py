"""Colours, one-line complaints, and the progress line."""

from __future__ import annotations

import io

import pytest

from momentum_desktop.cli.habits import MARKS
from momentum_desktop.cli.layout import bar
from momentum_desktop.cli.terminal import ProgressLine, Terminal


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("out", "environ", "coloured"),
    [
        (Screen(), {}, True),
        (Screen(), {"NO_COLOR": "1"}, False),
        (Screen(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_colours_are_for_terminals_that_want_them(out: io.StringIO, environ: dict[str, str], coloured: bool) -> None:
    assert ("\x1b" in Terminal(out, io.StringIO(), environ).strong("Level 3")) is coloured


def test_a_complaint_is_one_line() -> None:
    err = io.StringIO()

    Terminal(io.StringIO(), err, {}).complain("line 7: no\nJSON")

    assert err.getvalue() == "momentum: line 7: no JSON\n"


def test_bars_are_typed_where_they_cannot_be_drawn() -> None:
    out = io.BytesIO()
    terminal = Terminal(io.TextIOWrapper(out, encoding="latin-1", write_through=True), io.StringIO(), {})

    terminal.say(bar(0.53, 8), "✓ done, “+5”")

    assert out.getvalue() == b'####+---\nx done, "+5"\n'


def test_the_days_of_a_habit_are_told_apart_where_they_cannot_be_drawn() -> None:
    out = io.BytesIO()
    terminal = Terminal(
        io.TextIOWrapper(out, encoding="ascii", errors="replace", write_through=True), io.StringIO(), {}
    )

    terminal.say(" ".join((*MARKS.values(), "·")))

    assert out.getvalue() == b"# - - + .\n"


def test_the_progress_line_comes_after_a_second_and_goes_with_the_work() -> None:
    err = Screen()
    seconds = iter([0.0, 0.9, 1.1, 1.15, 1.3])
    with ProgressLine("Reading", err, lambda: next(seconds)) as line:
        line.show(0.1)
        assert err.getvalue() == ""
        line.show(0.5)
        assert "Reading" in err.getvalue()
        assert "50%" in err.getvalue()
        drawn = err.getvalue()
        line.show(0.6)
        assert err.getvalue() == drawn
        line.show(title="Storing")
        assert "Storing  1 s" in err.getvalue()
    assert err.getvalue().endswith("\r\x1b[K")


def test_without_a_terminal_there_is_no_progress_line() -> None:
    err = io.StringIO()
    seconds = iter([0.0, 10.0])
    with ProgressLine("Reading", err, lambda: next(seconds)) as line:
        line.show(0.5)
    assert err.getvalue() == ""
