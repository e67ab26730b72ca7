"""One line in the settings opens every perk; points stay what they are."""

from __future__ import annotations

from pathlib import Path

from tests.service.lives import Clock, in_loop, living


@in_loop
async def test_the_switch_is_kept_in_the_settings(data_dir: Path) -> None:
    async with living(data_dir, Clock()) as service:
        assert not await service.all_perks_open()
        before = await service.get_user_progress()
        await service.open_all_perks(True)
        assert "open_all_perks = true" in (data_dir / "settings.toml").read_text(encoding="utf-8")
        assert await service.get_user_progress() == before
    async with living(data_dir, Clock()) as service:
        assert await service.all_perks_open()
        await service.open_all_perks(False)
        assert not await service.all_perks_open()


@in_loop
async def test_what_is_no_such_choice_does_not_count_and_is_told(data_dir: Path) -> None:
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "settings.toml").write_text('open_all_perks = "yes"\n', encoding="utf-8")
    async with living(data_dir, Clock()) as service:
        assert not await service.all_perks_open()
        (notice,) = service.take_notices()
        assert "open_all_perks" in notice


@in_loop
async def test_a_choice_that_is_none_is_told_once_until_the_file_is_another(data_dir: Path) -> None:
    """The window asks for the perks at each round, and would else say it after each act."""
    data_dir.mkdir(parents=True, exist_ok=True)
    file = data_dir / "settings.toml"
    file.write_text('open_all_perks = "yes"\n', encoding="utf-8")
    async with living(data_dir, Clock()) as service:
        told = []
        for _ in range(3):
            await service.all_perks_open()
            told += service.take_notices()
        assert len(told) == 1
        file.write_text('open_all_perks = "perhaps"\n', encoding="utf-8")
        await service.all_perks_open()
        assert len(service.take_notices()) == 1
