"""The program in the menu and among what starts with the desktop: files that the desktop's own checks accept."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from momentum_desktop.app import desktop_entry
from momentum_desktop.errors import CannotWrite
from momentum_desktop.settings import resource_folder

DESKTOP = resource_folder() / "desktop"
SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path]:
    """The user's folders for data and for settings, which every test finds empty."""
    return tmp_path / "xdg_data_home", tmp_path / "xdg_config_home"


def accepted(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_desktops_own_checks_accept_the_files() -> None:
    accepted("desktop-file-validate", str(DESKTOP / "momentum-desktop.desktop"))
    accepted("appstreamcli", "validate", "--no-net", str(DESKTOP / desktop_entry.METAINFO_NAME))


@pytest.mark.parametrize("size", SIZES)
def test_the_icon_is_drawn_in_each_size(size: int) -> None:
    image = QImage(str(DESKTOP / "icons" / f"{size}x{size}" / "momentum-desktop.png"))
    assert (image.width(), image.height()) == (size, size)
    assert image.pixelColor(0, 0).alpha() < 60
    assert image.pixelColor(size // 2, size // 5).blue() > 150


def test_the_program_is_put_into_the_menu_and_taken_out_again(homes: tuple[Path, Path]) -> None:
    assert not desktop_entry.in_menu()
    files = desktop_entry.add_to_menu(["--data-dir", "/home/me/my data"])
    assert desktop_entry.in_menu()
    entry = homes[0] / "applications" / "momentum-desktop.desktop"
    accepted("desktop-file-validate", str(entry))
    started = shlex.join(desktop_entry.program())
    lines = entry.read_text().splitlines()
    assert f'Exec={started} --data-dir "/home/me/my data"' in lines
    assert f'Exec={started} --data-dir "/home/me/my data" --quick-add' in lines
    icons = homes[0] / "icons" / "hicolor"
    assert {path.parent.parent.name for path in icons.rglob("momentum-desktop.*")} == {
        *(f"{size}x{size}" for size in SIZES),
        "scalable",
    }
    assert all(path.is_file() for path in files)
    desktop_entry.remove_from_menu()
    assert not any(path.exists() for path in files)


def test_starting_by_itself_is_switched_on_and_off(homes: tuple[Path, Path]) -> None:
    assert not desktop_entry.starts_by_itself()
    desktop_entry.start_by_itself(True)
    entry = homes[1] / "autostart" / "momentum-desktop.desktop"
    accepted("desktop-file-validate", str(entry))
    assert f"Exec={shlex.join(desktop_entry.program())} --minimized" in entry.read_text()
    assert desktop_entry.starts_by_itself()
    desktop_entry.start_by_itself(False)
    assert not entry.exists()
    desktop_entry.start_by_itself(False)


@pytest.mark.parametrize("said", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktops_own_settings_switched_off_is_off(homes: tuple[Path, Path], said: str) -> None:
    desktop_entry.start_by_itself(True)
    entry = homes[1] / "autostart" / "momentum-desktop.desktop"
    entry.write_text(entry.read_text() + said + "\n")
    assert not desktop_entry.starts_by_itself()


def test_the_entry_starts_this_very_program(homes: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    beside = Path(sys.executable).with_name("momentum-desktop")
    assert desktop_entry.program() == [str(beside)]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert desktop_entry.program() == [sys.executable]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("/opt/momentum", "/opt/momentum"),
        ("/home/me/my data", '"/home/me/my data"'),
        ("50%", "50%%"),
        ('say "hi"', '"say \\\\"hi\\\\""'),
        ("a\\b", '"a\\\\\\\\b"'),
        ("$HOME", '"\\\\$HOME"'),
        ("", '""'),
    ],
)
def test_every_path_can_stand_in_a_command(word: str, value: str) -> None:
    assert desktop_entry._quoted([word]) == value


def test_a_home_that_takes_nothing_is_told(homes: tuple[Path, Path]) -> None:
    homes[1].write_text("in the way")
    with pytest.raises(CannotWrite, match="autostart"):
        desktop_entry.start_by_itself(True)


@pytest.mark.parametrize(
    ("arguments", "there"),
    [(["--autostart", "on"], "xdg_config_home/autostart"), (["--menu-entry", "add"], "xdg_data_home/applications")],
)
def test_the_program_does_it_when_asked_on_the_command_line(
    tmp_path: Path, data_dir: Path, arguments: list[str], there: str
) -> None:
    entry = tmp_path / there / "momentum-desktop.desktop"

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "momentum_desktop", *words],
            capture_output=True,
            text=True,
            timeout=60,
            env=dict(os.environ),
            check=True,
        )
        return done.stdout

    assert str(entry) in run(*arguments, "--data-dir", str(tmp_path / "own"))
    assert f"--data-dir {tmp_path / 'own'}" in entry.read_text()
    run(arguments[0], {"on": "off", "add": "remove"}[arguments[1]])
    assert not entry.exists()
    assert not data_dir.exists()
