"""`momentum token`: made once, listed without their secret, revoked at once."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.cli.running import Here


def test_a_token_is_shown_once_and_listed_without_its_secret(momentum: Here) -> None:
    made = momentum.json("token", "create", "git-hook", "--scope", "post:task_completion", "--daily-points", "200")
    assert (made["name"], made["scopes"], made["daily_points"]) == ("git-hook", ["post:task_completion"], 200)
    assert len(made["token"]) > 40
    (listed,) = momentum.json("token", "list")
    assert (listed["name"], listed["user"], listed["scopes"]) == ("git-hook", "Me", ["post:task_completion"])
    assert made["token"] not in json.dumps(listed)
    assert "token" not in listed
    assert made["token"] not in momentum("token").out


def test_the_secret_is_the_first_line_for_people_and_scripts(momentum: Here) -> None:
    lines = momentum("token", "create", "bar", "--scope", "read").out.splitlines()
    assert lines[0].startswith("momentum_")
    assert "not shown again" in lines[1]


@pytest.mark.parametrize(
    "scopes", [("--scope", "read", "--scope", "post:focus_session"), ("--scope", "read", "post:focus_session")]
)
def test_several_scopes_are_given_one_by_one_or_together(momentum: Here, scopes: tuple[str, ...]) -> None:
    assert momentum.json("token", "create", "x", *scopes)["scopes"] == ["read", "post:focus_session"]


def test_a_token_is_for_the_user_in_use_or_the_one_named(momentum: Here) -> None:
    momentum("user", "add", "Anna")
    assert momentum.json("token", "create", "mine", "--scope", "read")["user"] == "Me"
    assert momentum.json("token", "create", "hers", "--scope", "read", "--user", "Anna")["user"] == "Anna"
    assert [token["user"] for token in momentum.json("token", "list")] == ["Me", "Anna"]


def test_a_saved_token_lies_where_only_its_user_can_read_it(momentum: Here, data_dir: Path) -> None:
    made = momentum.json("token", "create", "waybar", "--scope", "read", "--save")
    path = data_dir / "tokens" / "waybar"
    assert made["file"] == str(path)
    assert path.read_text(encoding="utf-8").strip() == made["token"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert momentum.json("token", "revoke", "waybar") == {"name": "waybar", "revoked": True}
    assert not path.exists()


def test_nothing_is_saved_or_made_where_somebody_laid_a_trap(momentum: Here, data_dir: Path, tmp_path: Path) -> None:
    momentum("status")
    (data_dir / "tokens").mkdir(mode=0o700)
    (tmp_path / "victim").write_text("whole", encoding="utf-8")
    (data_dir / "tokens" / "waybar").symlink_to(tmp_path / "victim")
    refused = momentum("token", "create", "waybar", "--scope", "read", "--save")
    assert refused.code == 4
    assert "is a link" in refused.err
    assert momentum.json("token", "list") == []
    assert (tmp_path / "victim").read_text(encoding="utf-8") == "whole"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("create", "x"), "--scope"),
        (("create", "x", "--scope", "all"), "“all” is none of read, write and post:TYPE"),
        (("create", "x", "--scope", "post:nothing"), "no type of event"),
        (("create", "a/b", "--scope", "read"), "no slash"),
        (("create", "x", "--scope", "read", "--daily-points", "0"), "no whole number from 1 up"),
        (("revoke", "nobody"), "there is no key “nobody”"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(momentum: Here, arguments: tuple[str, ...], words: str) -> None:
    refused = momentum("token", *arguments)
    assert (refused.code, refused.out) == (2, "")
    assert words in refused.err
    assert refused.err.count("\n") == 1


def test_two_tokens_have_two_names(momentum: Here) -> None:
    momentum("token", "create", "x", "--scope", "read")
    refused = momentum("token", "create", "x", "--scope", "write")
    assert refused.code == 2
    assert "revoke it first" in refused.err


def test_the_tokens_of_a_database_go_into_no_document(momentum: Here, tmp_path: Path) -> None:
    made = momentum.json("token", "create", "x", "--scope", "read")
    momentum("event", "focus_session")
    path = tmp_path / "all.json"
    assert momentum("export", "json", path).code == 0
    assert made["token"] not in path.read_text(encoding="utf-8")
    assert "api_tokens" not in path.read_text(encoding="utf-8")
    other = ("--data-dir", tmp_path / "other")
    momentum("token", "create", "theirs", "--scope", "read", *other)
    assert momentum("import", "json", path, *other).code == 0
    assert momentum.json("token", "list", *other) == []
    assert momentum.json("verify", *other)["ok"]
