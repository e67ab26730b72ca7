"""The commands on files: import and export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from momentum_desktop.cli.arguments import Call, CommandTable
from momentum_desktop.cli.days import day_from
from momentum_desktop.cli.layout import counted, printable
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.today_words import full_date

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import ProgressLine, Terminal
    from momentum_desktop.exchange.findings import Format
    from momentum_desktop.service.import_values import ImportReport, Outlook
    from momentum_desktop.service.momentum_service import MomentumService

MOST_NAMED = 10


def add_commands(commands: CommandTable) -> None:
    bring = commands.add(
        "import",
        "take in the file of another program, or a whole export",
        example='momentum import auto "Loop Habits Backup.db" --dry-run',
        act=_import,
    )
    bring.add_argument(
        "format",
        metavar="FORMAT",
        help="loop, todoist, ticktick, ics, todotxt, habitica, taskwarrior, superproductivity, mstodo, org, markdown, "
        "gtg, habitbull, tickmate, git, table (a plain CSV of tasks); events (the log as JSON Lines), json "
        "(everything, into an empty database), csv (what `export csv` wrote), plan (what `export plan` wrote); or "
        "“auto” to find out",
    )
    bring.add_argument("path", metavar="PATH", help="the file, the folder or the zip; “-” is stdin")
    bring.add_argument("--dry-run", action="store_true", help="tell what it would do, and store nothing")
    bring.add_argument(
        "--author", metavar="NAME", help="(git) whose commits; “all” for everyone's (else who made most)"
    )
    bring.add_argument(
        "--day",
        metavar="DAY",
        help="(todoist, table) from which day “tomorrow” and “24 Dec” count, such as “today” (else they stay text)",
    )

    give = commands.add(
        "export",
        "write the data as an open format",
        example="momentum export json everything.json",
        act=_export,
        prints_data=False,
    )
    give.add_argument(
        "format",
        metavar="FORMAT",
        help="“json” (everything, to be imported again), “events” (the log as JSON Lines), “csv” (tasks, events, "
        "ledger and days), “todotxt” or “ics” (the tasks), “plan” (habits, goals and achievements for others "
        "to follow)",
    )
    give.add_argument(
        "path", metavar="PATH", help="the file; “-” is stdout; for csv a new folder, or a file ending in .zip"
    )


async def _import(call: Call, service: MomentumService) -> int:
    path = call.arguments.path
    with call.terminal.progress("Reading") as line:
        report = await _brought(call, service, line)
    nothing_taken = bool(report.problems) and not (report.added or report.unchanged)
    if call.as_json:
        call.document(_document(report))
    if nothing_taken:
        first = report.problems[0]
        more = f"; {len(report.problems) - 1} more like it" if len(report.problems) > 1 else ""
        raise RefusedInput(f"nothing in {path} can be taken: {first.where}: {first.what}{more}")
    if not call.as_json:
        call.terminal.say(*_report_lines(report, call.arguments.dry_run, call.terminal))
    return 1 if report.problems else 0


def _document(report: ImportReport) -> dict[str, Any]:
    """The report as other programs read it; what only a person wants to know comes last."""
    names = ("added", "unchanged", "refused", "tasks", "completions", "first_day", "last_day")
    document: dict[str, Any] = {name: getattr(report, name) for name in names}
    document["problems"] = [{"where": problem.where, "what": problem.what} for problem in report.problems]
    return document | {name: getattr(report, name) for name in ("habits", "items", "remarks", "outlook")}


async def _brought(call: Call, service: MomentumService, line: ProgressLine) -> ImportReport:
    """The file read, then looked at or stored."""
    from momentum_desktop.cli.session import watched
    from momentum_desktop.engine.compilation import compile_rules
    from momentum_desktop.exchange.bringing import read_file

    asked = call.arguments
    rules = compile_rules(await service.rules_document())
    day = None if asked.day is None else day_from(asked.day, await service.get_day(), "--day")
    read = read_file(asked.path, asked.format, rules, author=asked.author, day=day, tell=line.show)
    title = "Comparing" if asked.dry_run else "Storing"
    bringing = read.bring(service, dry_run=asked.dry_run, tell=lambda done: line.show(min(done, 1.0), title))
    return await watched(bringing, line, title)


def _report_lines(report: ImportReport, dry_run: bool, terminal: Terminal) -> list[str]:
    holds = report.of_tasks
    told = counted(report.added, "record" if holds else "event")
    if report.tasks and not holds:
        told += f" and {counted(report.tasks, 'task')}"
    told += " would be added" if dry_run else " added"
    if report.unchanged:
        told += f", {report.unchanged:,} known already"
    lines = [told + "."]
    if holds and report.tasks:
        items = f" with {counted(report.items, 'checklist item')}" if report.items else ""
        habits = f", {report.habits:,} of them repeating" if report.habits else ""
        lines.append(f"The file holds {counted(report.tasks, 'task')}{items}{habits}.")
    if report.first_day is not None and report.last_day is not None:
        completions = f"; {counted(report.completions, 'completed task')} among them" if report.completions else ""
        first, last = full_date(report.first_day), full_date(report.last_day)
        lines.append(terminal.soft(f"{f'On {first}' if first == last else f'From {first} to {last}'}{completions}."))
    if terminal.shows_points and report.outlook is not None:
        lines.append(_outlook_line(report.outlook))
    elif terminal.shows_points and (report.total_change or report.earned):
        lines.append(f"{report.change_in_words}.")
    lines += [terminal.soft(printable(remark)) for remark in report.remarks]
    if report.problems:
        lines.append(f"{counted(report.refused, 'record')} left out:" if report.refused else "Not all could be read:")
        lines += [f"  {printable(p.where)}: {printable(p.what)}" for p in report.problems[:MOST_NAMED]]
        if len(report.problems) > MOST_NAMED:
            lines.append(f"  and {len(report.problems) - MOST_NAMED} more (--json names them all)")
    return lines


def _outlook_line(outlook: Outlook) -> str:
    from momentum_desktop.service.import_values import points_in_words

    change = points_in_words(outlook.total_points - outlook.points_before)
    points = f"It would bring {change}, {outlook.total_points:,} in all"
    level = f"level {outlook.level_number} ({outlook.level_title})"
    if outlook.level_number == outlook.level_before:
        return f"{points}; {level} as before."
    return f"{points}, and {level}; now it is level {outlook.level_before}."


async def _export(call: Call, service: MomentumService) -> int:
    from momentum_desktop.exchange.formats import format_named
    from momentum_desktop.exchange.reading import STDIN
    from momentum_desktop.exchange.writing import write_files, write_whole

    target, path = format_named(call.arguments.format, going_out=True), call.arguments.path
    if not target.goes_out:
        raise RefusedInput(f"“{target.name}” is read, not written", where="FORMAT")
    if target.compose is not None:
        texts = await target.compose(service)
        call.terminal.write(texts) if path == STDIN else write_whole(path, texts)
        _tell_written(call.terminal, target, path)
        return 0
    async with service.snapshot() as taken:
        if target.write_files is not None:
            with call.terminal.progress("Writing") as line:
                files = target.write_files(taken)
                write_files(path, ((name, _shown(texts, line)) for name, texts in files), taken.taken_at)
        elif target.write is not None and path == STDIN:
            call.terminal.write(target.write(taken))
        elif target.write is not None:
            with call.terminal.progress("Writing") as line:
                write_whole(path, _shown(target.write(taken), line))
    _tell_written(call.terminal, target, path)
    return 0


def _tell_written(terminal: Terminal, target: Format, path: str) -> None:
    """What lies where now; a pipe or a device knows by itself."""
    place = Path(path)
    if path != "-" and (place.is_file() or place.is_dir()):
        terminal.remark(f"Wrote {target.title.removeprefix('our own ')} to {place.absolute()}")


def _shown(texts: Iterable[str], line: ProgressLine) -> Iterator[str]:
    """The texts, while `line` tells how long it has been going on."""
    for text in texts:
        line.show()
        yield text
