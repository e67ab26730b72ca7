"""The programs in examples/, each run as a person would run it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.api.address_file import check_place, save_token
from tests.api.serving import Serving, asked

EXAMPLES = Path(__file__).parents[2] / "examples"


def save(serving: Serving, name: str, *scopes: str) -> None:
    check_place(serving.folder, name)
    save_token(serving.folder, name, serving.token(*scopes, name=name))


def run(
    serving: Serving, *command: str | Path, cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MOMENTUM_DATA_DIR": str(serving.folder), **more}
    return subprocess.run(
        list(map(str, command)), env=environment, cwd=cwd, capture_output=True, text=True, timeout=60, check=False
    )


def metadata(serving: Serving) -> list[dict[str, object]]:
    return [event.metadata for event in serving.run(serving.service.export_events())]


def test_the_client_of_thirty_lines_records_an_event_and_says_where_one_stands(serving: Serving) -> None:
    assert len((EXAMPLES / "client.py").read_text(encoding="utf-8").splitlines()) <= 30
    save(serving, "python", "write")
    done = run(serving, sys.executable, EXAMPLES / "client.py")
    assert (done.returncode, done.stderr) == (0, "")
    progress = serving.run(serving.service.get_user_progress())
    points = progress.total_points
    assert done.stdout == f"+{points} points, {points} in all: {progress.level.title}\n"
    assert metadata(serving) == [{"minutes": 30}]


def test_each_line_of_curl_answers(serving: Serving) -> None:
    save(serving, "curl", "write")
    other = serving.client("write").post("/momentum/tasks", {"title": "Another task"}).json["id"]
    done = run(serving, EXAMPLES / "curl.sh")
    assert (done.returncode, done.stderr) == (0, "")
    answers = [json.loads(line) for line in done.stdout.splitlines() if line]
    asks = re.findall(r"^(?:added=\$\()?ask ", (EXAMPLES / "curl.sh").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(answers) == len(asks)
    first, again, added, shown, completed, undone = answers[5:]
    assert first == again
    assert added["title"] == shown["title"] == completed["task"]["title"] == "Water the plants"
    assert added["id"] == shown["id"] == completed["id"] != other
    assert completed["outcome"]["points_awarded"] > 0
    assert undone["kind"] == "undo"
    assert len(metadata(serving)) == 1


def test_what_the_document_shows_with_curl_is_done_as_it_stands(serving: Serving) -> None:
    client, token = serving.client("write"), serving.token("write")
    described = client.get("/openapi.json")
    done = set()

    def show(method: str, path: str) -> Any:
        sample = described["paths"][path][method]["x-codeSamples"][0]["source"]
        shell = ["sh", "-c", sample.replace("curl ", "curl --silent --show-error --fail-with-body --noproxy '*' ", 1)]
        answered = run(serving, *shell, TOKEN=token)
        assert (answered.returncode, answered.stderr) == (0, ""), (path, answered.stdout)
        done.add(f"{method} {path}")
        return json.loads(answered.stdout)

    first, again = (show("post", "/momentum/event") for _ in range(2))
    assert first == again
    assert show("post", "/momentum/tasks")["id"] == 1
    assert show("patch", "/momentum/tasks/{task_id}")["due_time"] == "18:30"
    assert show("post", "/momentum/tasks/{task_id}/complete")["task"]["done"] is True
    assert len(metadata(serving)) == 2
    assert show("post", "/momentum/events")["recorded"] == 2
    show("post", "/momentum/goals")
    for method, path in (
        *(("put", "/momentum/goals/{goal_id}"), ("post", "/momentum/goals/{goal_id}/steps")),
        *(("put", "/momentum/steps/{step_id}"), ("post", "/momentum/slots"), ("put", "/momentum/slots/{slot_id}")),
        *(("post", "/momentum/focus/start"), ("post", "/momentum/focus/drop"), ("post", "/momentum/undo")),
    ):
        show(method, path)
    assert client.post("/momentum/tasks", {"title": "Drink", "repeat": "FREQ=DAILY", "amount": 8}).json["id"] == 2
    amount = described["paths"]["/momentum/tasks/{task_id}/amount"]["post"]["requestBody"]["content"]
    assert client.post("/momentum/tasks/2/amount", amount["application/json"]["example"]).status == 200
    needed = {
        f"{method} {path}"
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if operation.get("requestBody", {}).get("required")
    }
    assert needed - done == {"post /momentum/tasks/{task_id}/amount"}


def test_each_commit_completes_a_task_once_and_none_is_stopped(serving: Serving, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    hook = repository / ".git" / "hooks" / "post-commit"
    named = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    named |= {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    run(serving, "git", "init", "--quiet", repository, **named)
    hook.parent.mkdir(exist_ok=True)
    hook.write_bytes((EXAMPLES / "post-commit").read_bytes())
    hook.chmod(0o755)

    def commit(files: int) -> str:
        for number in range(files):
            (repository / f"{files}-{number}").write_text("x", encoding="utf-8")
        run(serving, "git", "add", ".", cwd=repository, **named)
        done = run(serving, "git", "commit", "--quiet", "-m", "Work", cwd=repository, **named)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        return run(serving, "git", "rev-parse", "HEAD", cwd=repository, **named).stdout.strip()

    commit(1)
    assert metadata(serving) == []
    save(serving, "git-hook", "post:task_completion")
    small, large = commit(2), commit(12)
    again = run(serving, hook, cwd=repository, **named)
    assert again.returncode == 0
    assert metadata(serving) == [{"complexity": "simple", "commit": small}, {"complexity": "complex", "commit": large}]
    serving.run(serving.server.stop())
    commit(3)
    assert len(metadata(serving)) == 2


def test_the_status_bar_is_renewed_as_things_change(serving: Serving) -> None:
    save(serving, "waybar", "read")
    client = serving.client("write")
    environment = {**os.environ, "MOMENTUM_DATA_DIR": str(serving.folder)}
    command = [sys.executable, str(EXAMPLES / "waybar.py")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as bar:
        assert bar.stdout is not None
        first = json.loads(bar.stdout.readline())
        assert (first["text"], first["tooltip"].splitlines()[0]) == (
            "0 ★",
            f"Level 1, {serving.run(serving.service.get_levels())[0].title}",
        )
        points = client.post("/momentum/event", {"event_type": "task_completion"}).json["total_points"]
        assert json.loads(bar.stdout.readline())["text"] == f"{points} ★"
        bar.send_signal(signal.SIGINT)
        assert bar.wait(timeout=20) == 0
    serving.run(serving.server.stop())
    off = run(serving, *command)
    assert off.returncode == 1
    assert json.loads(off.stdout)["class"] == "off"


def test_a_focus_session_that_ran_its_time_is_recorded_and_one_broken_off_is_not(serving: Serving) -> None:
    save(serving, "focus-timer", "post:focus_session")
    timer = (sys.executable, EXAMPLES / "focus_timer.py")
    done = run(serving, *timer, "25", "Write", "it", "--minute", "0.001")
    assert done.returncode == 0, done.stderr
    points = serving.run(serving.service.get_user_progress()).total_points
    assert done.stdout.endswith(f"+{points} points, {points} in all\n")
    session = {"minutes": 25, "planned": 25, "finished": True, "topic": "Write it"}
    assert metadata(serving) == [session]
    environment = {**os.environ, "MOMENTUM_DATA_DIR": str(serving.folder)}
    broken = subprocess.Popen([*map(str, timer), "25"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert broken.stdout is not None
    assert broken.stdout.read(4)
    broken.send_signal(signal.SIGINT)
    assert b"nothing recorded" in broken.communicate(timeout=20)[1]
    assert metadata(serving) == [session]
    serving.run(serving.service.tokens.revoke("focus-timer"))
    refused = run(serving, *timer, "1", "--minute", "0.001")
    assert "Not recorded" in refused.stderr


def test_whatever_the_web_page_tries_is_refused(serving: Serving) -> None:
    """The requests that a browser makes of the page, with the headers that no page can leave out."""
    words = (EXAMPLES / "page.html").read_text(encoding="utf-8")
    tries = re.findall(r'\["([^"]+)", "(/momentum/\w+)", \{(.*?)\}(?:,\n|\],)', words, re.DOTALL)
    assert len(tries) >= 4
    token, host = serving.token("write"), f"Host: 127.0.0.1:{serving.port}"
    body = b'{"event_type": "focus_session"}'
    for origin in ("null", "http://localhost:8000", "https://evil.example"):
        marks = (host, f"Origin: {origin}", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors")
        for _, path, how in tries:
            method = "POST" if "POST" in how else "GET"
            leave = (f"Access-Control-Request-Method: {method}", "Access-Control-Request-Headers: authorization")
            preflight = asked(serving.port, f"OPTIONS {path} HTTP/1.1", *marks, *leave)
            kind = "text/plain" if "text/plain" in how else "application/json"
            length = [f"Content-Type: {kind}", f"Content-Length: {len(body)}"] if method == "POST" else []
            bearer = [f"Authorization: Bearer {token}"]
            simple = asked(
                serving.port, f"{method} {path} HTTP/1.1", *marks, *length, *bearer, body=body if length else b""
            )
            for answer in (preflight, simple):
                assert answer.status == 403
                assert not [name for name in answer.headers if name.startswith("access-control")]
        # Where a browser leaves Origin out it still says whose wish it is.
        image = asked(serving.port, "GET /momentum/progress HTTP/1.1", host, "Sec-Fetch-Site: same-site", *bearer)
        assert image.status == 403
    assert metadata(serving) == []


@pytest.mark.parametrize("name", ["client.py", "waybar.py", "focus_timer.py", "curl.sh", "post-commit"])
def test_the_list_of_examples_says_which_token_each_takes(name: str) -> None:
    program = EXAMPLES / name
    assert os.access(program, os.X_OK)
    line = next(
        line for line in (EXAMPLES / "README.md").read_text(encoding="utf-8").splitlines() if f"({name})" in line
    )
    command = re.search(r"`momentum token create (\S+) --scope [^`]+ --save`", line)
    assert command is not None
    assert command[1] in program.read_text(encoding="utf-8")
