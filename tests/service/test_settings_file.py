"""`settings.toml` keeps what a person wrote in it; a broken one is set aside with a word and costs nothing."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from momentum_desktop.errors import Busy, CannotWrite
from momentum_desktop.service.settings_file import SettingsFile
from momentum_desktop.store.workplace import alone_in
from tests.service.lives import in_loop, living

WRITTEN = """\
# mine

user = 1  # that is me

[backup]  # where it goes
folder = 'D:\\usb'
"""


def aside(folder: Path) -> list[Path]:
    return sorted(folder.glob("settings.broken-*"))


def test_comments_order_and_other_tables_stay(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_text(WRITTEN)
    file.set("user", 3)
    assert file.path.read_text() == WRITTEN.replace("user = 1", "user = 3")
    assert SettingsFile(tmp_path).value("user") == 3


def test_a_new_value_stands_before_the_tables(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_text("# mine\n\n[backup]\nfolder = 'x'\n\n[[more]]\na = 1\n")
    file.set("user", 2)
    assert (SettingsFile(tmp_path).value("user"), SettingsFile(tmp_path).value("backup")) == (2, {"folder": "x"})
    assert file.path.read_text().startswith("# mine\n")


def test_a_first_file_says_what_it_is_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    assert file.value("user") is None
    file.set("user", 2)
    assert file.path.read_text() == "# Momentum's settings. Comments written here stay as they are.\nuser = 2\n"
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


def test_what_another_program_writes_is_seen(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    assert file.value("user") is None
    SettingsFile(tmp_path).set("user", 5)
    assert file.value("user") == 5
    file.path.unlink()
    assert file.value("user") is None


def test_nothing_is_lost_where_several_choose_at_once(tmp_path: Path) -> None:
    def choose(table: str) -> None:
        file = SettingsFile(tmp_path)
        for number in range(20):
            file.set(f"{table}.choice_{number}", number)

    with ThreadPoolExecutor(3) as people:
        list(people.map(choose, ("window", "service", "command")))
    file = SettingsFile(tmp_path)
    chosen = {f"choice_{number}": number for number in range(20)}
    assert [file.value(table) for table in ("window", "service", "command")] == [chosen] * 3


def test_a_choice_is_not_waited_for_where_another_keeps_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("momentum_desktop.service.settings_file.PATIENCE_SECONDS", 0)
    file = SettingsFile(tmp_path)
    with alone_in(tmp_path), pytest.raises(Busy, match="nothing was changed; try again"):
        file.set("user", 2)
    assert file.value("user") is None
    file.set("user", 2)
    assert file.value("user") == 2


def test_a_linked_file_stays_linked_and_keeps_its_mode(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("user = 1\n")
    real.chmod(0o644)
    (tmp_path / "settings.toml").symlink_to(real)
    SettingsFile(tmp_path).set("user", 2)
    assert (tmp_path / "settings.toml").is_symlink()
    assert real.read_text() == "user = 2\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o644


def test_windows_line_ends_and_a_byte_order_mark_are_borne(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b"\xef\xbb\xbf# mine\r\nuser = 1\r\n")
    SettingsFile(tmp_path).set("user", 2)
    assert (tmp_path / "settings.toml").read_bytes() == b"# mine\r\nuser = 2\r\n"


BROKEN = [
    b"user = [",
    b"user = 1\nuser = 2\n",
    b"\xff\xfe\x00",
    b"\0" * 64,
    b"a = " + b"[" * 100_000,
    b"#" * 1_000_001,
    b"user = " + b"9" * 10_000,
]


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_is_set_aside_whole_and_said_once(tmp_path: Path, content: bytes) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_bytes(content)
    assert file.value("user") is None
    (notice,) = file.take_notices()
    assert "could not be read" in notice
    assert "\n" not in notice
    assert file.take_notices() == ()
    (kept,) = aside(tmp_path)
    assert kept.name in notice
    assert kept.read_bytes() == content
    file.set("user", 2)
    assert SettingsFile(tmp_path).value("user") == 2


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_set_aside_too(tmp_path: Path, make: object) -> None:
    make(tmp_path / "settings.toml")  # type: ignore[operator]
    file = SettingsFile(tmp_path)
    assert file.value("user") is None
    assert len(aside(tmp_path)) == len(file.take_notices()) == 1


def test_a_file_that_is_just_being_written_is_read_once_it_is_whole(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.set("user", 2)
    assert file.value("user") == 2
    file.path.write_text("user = ")
    assert file.value("user") == 2
    file.path.write_text("user = 33")
    assert file.value("user") == 33
    assert (aside(tmp_path), file.take_notices()) == ([], ())


def test_a_folder_that_takes_nothing_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").symlink_to(tmp_path / "gone" / "settings.toml")
    with pytest.raises(CannotWrite, match="cannot be written"):
        SettingsFile(tmp_path).set("user", 2)


@pytest.mark.parametrize("value", ["99", "'nobody'", "-1", "1.5", "true", "[1]", "1979-05-27", "{ a = 1 }", "'2'", "0"])
@in_loop
async def test_settings_that_name_nobody_who_is_there_are_no_hindrance(data_dir: Path, value: str) -> None:
    data_dir.mkdir()
    (data_dir / "settings.toml").write_text(f"user = {value}\n")
    async with living(data_dir) as service:
        assert (await service.get_user_progress()).name == "Me"
        assert (await service.get_user_progress()).name == "Me"
        (notice,) = service.take_notices()
        assert "“Me” is in use instead" in notice
        assert (data_dir / "settings.toml").read_text() == f"user = {value}\n"


@in_loop
async def test_a_person_may_write_a_name_instead_of_a_number(data_dir: Path) -> None:
    async with living(data_dir) as service:
        await service.add_user("Anna")
        (data_dir / "settings.toml").write_text('user = "anna"\n')
        assert (await service.get_user_progress()).name == "Anna"
        assert service.take_notices() == ()
