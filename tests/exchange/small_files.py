"""A small file of each format that is read, written by hand as its program would, and what a right import gives."""

from __future__ import annotations

import gzip
import json
from functools import cache

from tests.exchange.small_parts import (
    LOOP_TABLES,
    Small,
    day_ms,
    lines,
    loop_database,
    tickmate_database,
    zipped,
)

HABITBULL = lines(
    "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText",
    'Stretch,"ten minutes, slowly",Health,2024-03-01,1,"felt ""good"""',
    "Stretch,,Health,2024-03-02,0,",
    "Pages,,Mind,2024-03-01,12,",
)

HABITICA = json.dumps(
    {
        "auth": {"local": {"email": "somebody@example.org", "username": "somebody"}},
        "apiToken": "11111111-secret-token",
        "preferences": {"timezoneOffset": -60, "dayStart": 0},
        "stats": {"hp": 50},
        "tasksOrder": {},
        "tags": [{"id": "t1", "name": "home"}],
        "tasks": {
            "habits": [
                {
                    "_id": "h1",
                    "type": "habit",
                    "text": "Drink",
                    "notes": "water",
                    "tags": ["t1"],
                    "priority": 1,
                    "createdAt": "2024-02-01T10:00:00.000Z",
                    "history": [
                        {"date": day_ms("2024-03-01") + 36_000_000, "value": 1, "scoredUp": 2, "scoredDown": 1}
                    ],
                }
            ],
            "dailys": [
                {
                    "_id": "d1",
                    "type": "daily",
                    "text": "Sweep",
                    "priority": 1.5,
                    "frequency": "weekly",
                    "everyX": 1,
                    "repeat": dict.fromkeys(("m", "t", "w", "th", "f", "s", "su"), True),
                    "startDate": "2024-02-01T23:00:00.000Z",
                    "checklist": [{"id": "c1", "text": "kitchen", "completed": False}],
                    "history": [
                        {"date": day_ms("2024-03-02"), "value": 1, "isDue": True, "completed": True},
                        {"date": day_ms("2024-03-03"), "value": 0, "isDue": True, "completed": False},
                    ],
                }
            ],
            "todos": [
                {
                    "_id": "o1",
                    "type": "todo",
                    "text": "Post it",
                    "priority": 2,
                    "completed": True,
                    "dateCompleted": "2024-03-05T18:00:00.000Z",
                },
                {"_id": "o2", "type": "todo", "text": "Pay", "priority": 0.1, "date": "2024-04-01T22:00:00.000Z"},
            ],
            "rewards": [{"_id": "r1", "type": "reward", "text": "Cake"}],
        },
    },
    indent=1,
).encode()

HABITICA_HISTORY = lines(
    "Task Name,Task ID,Task Type,Date,Value",
    "Sweep,d1,daily,2024-03-02 00:00:00,1",
    "Sweep,d1,daily,2024-03-03 00:00:00,0.5",
    "Drink,h1,habit,2024-03-01 10:00:00,1.2",
)

TODOIST = lines(
    "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,DURATION_UNIT",
    "section,Soon,,,,,,,,,,",
    'task,Call the plumber @phone,"about, the tap",1,1,Somebody (1),,2024-04-02,en,Europe/Berlin,30,minute',
    'note,"the ""new"" number [[file {""file_name"":""card.pdf"",""file_url"":""https://example.org/secret""}]]",,,,'
    "Somebody (1),,,,,,",
    "task,Find it,,4,2,Somebody (1),,,en,Europe/Berlin,,",
    "task,Water the plants,,3,1,Somebody (1),,every 3 days,en,Europe/Berlin,,",
)

TICKTICK = (
    '"Date: 2024-03-10+0000"\n"Version: 7.1"\n"Status: \n0 Normal\n1 Completed\n2 Archived"\n'
    '"Folder Name","List Name","Title","Kind","Tags","Content","Is Check list","Start Date","Due Date","Reminder",'
    '"Repeat","Priority","Status","Created Time","Completed Time","Order","Timezone","Is All Day","Is Floating",'
    '"Column Name","Column Order","View Mode","taskId","parentId"\n'
    '"Home","Chores","Clean","CHECKLIST","room,weekly","▪floor\n▫window","Y","","2024-03-08T23:00:00+0000","",'
    '"FREQ=WEEKLY;INTERVAL=1","5","0","2024-03-01T08:00:00+0000","","1","Europe/Berlin","true","false","","","list",'
    '"a1",""\n'
    '"Home","Chores","Buy soap","TEXT","","","N","","","","","0","2","2024-03-01T08:00:00+0000",'
    '"2024-03-03T22:30:00+0000","2","Europe/Berlin","false","false","","","list","a2","a1"\n'
    '"","Inbox","Given up","TEXT","","","N","","","","","1","-1","2024-03-01T08:00:00+0000","","3","Europe/Berlin",'
    '"false","false","","","list","a3",""\n'
).encode()

TASKWARRIOR = json.dumps(
    [
        {
            "id": 1,
            "uuid": "11111111-1111-1111-1111-111111111111",
            "description": "Mend the fence",
            "status": "pending",
            "entry": "20240301T070000Z",
            "due": "20240310T170000Z",
            "project": "Home.Garden",
            "priority": "H",
            "tags": ["outside"],
            "annotations": [{"entry": "20240302T080000Z", "description": "nails are there"}],
            "depends": "22222222-2222-2222-2222-222222222222",
        },
        {
            "id": 0,
            "uuid": "22222222-2222-2222-2222-222222222222",
            "description": "Buy nails",
            "status": "completed",
            "entry": "20240301T070000Z",
            "end": "20240302T230500Z",
        },
        {
            "id": 0,
            "uuid": "33333333-3333-3333-3333-333333333333",
            "description": "Never mind",
            "status": "deleted",
            "entry": "20240301T070000Z",
            "end": "20240302T200000Z",
        },
    ],
    indent=0,
).encode()

TASKWARRIOR_DATA = lines(
    '[description:"Mend the \\"old\\" fence" due:"1710090000" entry:"1709276400" project:"Home" status:"pending" '
    'tags:"outside,wood" uuid:"11111111-1111-1111-1111-111111111111"]',
    '[description:"Buy nails" end:"1709420700" entry:"1709276400" status:"completed" '
    'uuid:"22222222-2222-2222-2222-222222222222"]',
)

SUPER = json.dumps(
    {
        "timestamp": 1,
        "lastUpdate": 1,
        "crossModelVersion": 4.1,
        "data": {
            "project": {"ids": ["p1"], "entities": {"p1": {"id": "p1", "title": "House"}}},
            "tag": {"ids": ["TODAY"], "entities": {"TODAY": {"title": "Today"}, "g1": {"title": "quick"}}},
            "globalConfig": {"sync": {"webDav": {"password": "a-secret-word"}}},
            "task": {
                "ids": ["a", "b"],
                "entities": {
                    "a": {"id": "a", "title": "Paint", "projectId": "p1", "tagIds": ["g1"], "subTaskIds": ["b"]},
                    "b": {
                        "id": "b",
                        "title": "Primer",
                        "parentId": "a",
                        "isDone": True,
                        "doneOn": day_ms("2024-03-04") + 3_600_000,
                        "timeSpentOnDay": {"2024-03-04": 60000},
                    },
                },
            },
            "archiveYoung": {"task": {"ids": ["c"], "entities": {"c": {"id": "c", "title": "Old", "isDone": True}}}},
            "taskRepeatCfg": {
                "ids": ["r"],
                "entities": {"r": {"id": "r", "title": "Water", "repeatCycle": "DAILY", "repeatEvery": 2}},
            },
            "simpleCounter": {
                "ids": ["k"],
                "entities": {
                    "k": {
                        "id": "k",
                        "title": "Steps",
                        "isEnabled": True,
                        "type": "ClickCounter",
                        "countOnDay": {"2024-03-01": 3, "2024-03-02": 0},
                    }
                },
            },
        },
    },
    indent=1,
).encode()

MSTODO = json.dumps(
    {
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#Collection(todoTask)",
        "value": [
            {
                "@odata.type": "#microsoft.graph.todoTask",
                "id": "A1",
                "title": "Hand in the form",
                "status": "completed",
                "importance": "high",
                "categories": ["paper"],
                "createdDateTime": "2024-03-01T09:00:00Z",
                "completedDateTime": {"dateTime": "2024-03-04T23:00:00.0000000", "timeZone": "UTC"},
                "body": {"content": "<p>two &amp; copies</p>", "contentType": "html"},
                "checklistItems": [{"id": "c1", "displayName": "sign", "isChecked": True}],
            },
            {
                "id": "A2",
                "title": "Water",
                "status": "notStarted",
                "dueDateTime": {"dateTime": "2024-03-08T23:00:00.0000000", "timeZone": "UTC"},
                "recurrence": {
                    "pattern": {"type": "weekly", "interval": 1, "daysOfWeek": ["saturday"]},
                    "range": {"type": "noEnd", "startDate": "2024-03-09"},
                },
            },
        ],
    },
    indent=1,
).encode()

ORG = lines(
    "#+TODO: TODO WAIT | DONE CANCELLED",
    "* House",
    "** TODO [#A] Paint the door :paint:outside:",
    "   SCHEDULED: <2024-04-01 Mon 09:00> DEADLINE: <2024-04-05 Fri>",
    "   :PROPERTIES:",
    "   :ID: 77777777-aaaa",
    "   :Effort: 1:30",
    "   :END:",
    "   Two coats.",
    "** DONE Buy paint",
    "   CLOSED: [2024-03-03 Sun 18:20]",
    "** TODO Sweep",
    "   SCHEDULED: <2024-03-10 Sun .+1w>",
    '   - State "DONE"       from "TODO"       [2024-03-03 Sun 11:00]',
    '   - State "DONE"       from "TODO"       [2024-02-25 Sun 11:05]',
    "** CANCELLED Rent a ladder",
    "   CLOSED: [2024-03-02 Sat 10:00]",
)

MARKDOWN = lines(
    "# Garden",
    "- [ ] #task Plant beans 📅 2024-04-20 ⏫ #bed",
    "    - [x] Buy seeds ✅ 2024-03-02",
    "    a note that belongs to it",
    "- [x] Dig [completion:: 2024-03-05]",
    "- [-] Build a pond",
    "1. [ ] Water 🔁 every 2 days 📅 2024-03-10",
    "```",
    "- [ ] no task, but code",
    "```",
)

TODO_TXT = lines(
    "(A) 2024-03-01 Call the bank @phone +money due:2024-03-20",
    "x 2024-03-04 2024-03-01 Fetch the parcel @town",
    "x Something long done",
    "Water the plants rec:3d due:2024-03-11",
)

ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//Something//EN\r\n"
    b"BEGIN:VTODO\r\nUID:one@example\r\nSUMMARY:Renew the pass\r\nDUE;VALUE=DATE:20240401\r\nPRIORITY:1\r\n"
    b"CATEGORIES:paper\\,work,town\r\nDESCRIPTION:with a photo\\nand the old one\r\nEND:VTODO\r\n"
    b"BEGIN:VTODO\r\nUID:two@example\r\nSUMMARY:Take the photo\r\nSTATUS:COMPLETED\r\n"
    b"COMPLETED:20240303T173000Z\r\nRELATED-TO:one@example\r\nEND:VTODO\r\n"
    b"BEGIN:VTODO\r\nUID:three@example\r\nSUMMARY:Weekly letter\r\nDTSTART;VALUE=DATE:20240301\r\n"
    b"RRULE:FREQ=WEEKLY\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
)

GTG = lines(
    '<?xml version="1.0" ?>',
    "<project>",
    '<task id="1@1" status="Active" tags="@house,@soon" uuid="u-1">',
    "<title>Fix the lamp</title><duedate>2024-04-01</duedate><startdate>soon</startdate>",
    "<subtask>2@1</subtask><content>@house, the one &amp;amp; only</content>",
    "</task>",
    '<task id="2@1" status="Done" tags="" uuid="u-2"><title>Buy a bulb</title><donedate>2024-03-03</donedate></task>',
    '<task id="3@1" status="Dismiss" tags="" uuid="u-3"><title>A new lamp</title></task>',
    "</project>",
)

GTG_06 = lines(
    '<?xml version="1.0" encoding="utf-8"?>',
    '<gtgData appVersion="0.6" xmlVersion="2">',
    '<taglist><tag id="t-1" name="house"/></taglist>',
    "<tasklist>",
    '<task id="u-1" status="Active" recurring="false"><title>Fix the lamp</title><tags><tag>t-1</tag></tags>',
    "<dates><added>2024-03-01T09:00:00</added><modified>2024-03-01T09:00:00</modified><due>2024-04-01</due></dates>",
    '<recurring enabled="true"><term>week</term></recurring><subtasks><sub>u-2</sub></subtasks>',
    "<content><![CDATA[@house\nthe old one]]></content></task>",
    '<task id="u-2" status="Done"><title>Buy a bulb</title><dates><added>2024-03-01</added>'
    "<done>2024-03-03T18:00:00</done></dates><content><![CDATA[]]></content></task>",
    "</tasklist>",
    "</gtgData>",
)

GIT = lines(
    "commit 1111111111111111111111111111111111111111",
    "Author: Ada Hopper <ada@example.org>",
    "Date:   Fri Mar 1 23:30:00 2024 -0500",
    "",
    "    Mend the gate",
    "",
    "commit 2222222222222222222222222222222222222222",
    "Author: Ada Hopper <ada@example.org>",
    "Date:   Sat Mar 2 09:00:00 2024 +0100",
    "",
    "    Paint it",
    "",
    "commit 3333333333333333333333333333333333333333",
    "Author: Grace Turing <grace@example.org>",
    "Date:   Sat Mar 2 10:00:00 2024 +0100",
    "",
    "    Another hand",
)

TABLE = lines(
    "Title,Due,Notes,Project,Tags,Priority,Done,Completed at",
    'Pay rent,2024-04-02,"by card, not cash",House,"money, post",high,,',
    "Water the plants,2024-03-01 18:30,,House,,,yes,2024-03-01T18:40:00+01:00",
    "Call Ada,24.12.2024,,,,low,no,",
)

GIT_FIELDS = gzip.compress(
    lines(
        "hash|author_time|author|files",
        "1111111111111111111111111111111111111111|2024-03-01T23:30:00-05:00|Ada Hopper|3",
        "2222222222222222222222222222222222222222|2024-03-02T09:00:00+01:00|Ada Hopper|1",
        "3333333333333333333333333333333333333333|2024-03-02T10:00:00+01:00|Grace Turing|1",
    ),
    mtime=0,
)


@cache
def small_files() -> dict[str, Small]:
    """All of them by a name of their own."""
    return {
        "loop": Small("Loop Habits Backup.db", "loop", loop_database(), 3, 4),
        "loop tables": Small("Loop Habits CSV.zip", "loop", zipped(LOOP_TABLES), 2, 2),
        "tickmate": Small("tickmate.db", "tickmate", tickmate_database(), 2, 3),
        "habitbull": Small("HabitBullData.csv", "habitbull", HABITBULL, 2, 2),
        "habitica": Small("habitica-user-data.json", "habitica", HABITICA, 4, 4, 1),
        "habitica history": Small("habitica-tasks-history.csv", "habitica", HABITICA_HISTORY, 2, 2),
        "todoist": Small("House [22].csv", "todoist", TODOIST, 3, 0),
        "ticktick": Small("TickTick-backup.csv", "ticktick", TICKTICK, 3, 1, 2),
        "table": Small("My tasks.csv", "table", TABLE, 3, 1),
        "taskwarrior": Small("tasks.json", "taskwarrior", TASKWARRIOR, 3, 1),
        "taskwarrior data": Small("pending.data", "taskwarrior", TASKWARRIOR_DATA, 2, 1),
        "superproductivity": Small("sp-backup.json", "superproductivity", SUPER, 5, 2),
        "mstodo": Small("Tasks.json", "mstodo", MSTODO, 2, 1, 1),
        "org": Small("house.org", "org", ORG, 4, 3),
        "markdown": Small("garden.md", "markdown", MARKDOWN, 5, 2),
        "todotxt": Small("todo.txt", "todotxt", TODO_TXT, 4, 1),
        "ics": Small("tasks.ics", "ics", ICS, 3, 1),
        "gtg": Small("gtg_tasks.xml", "gtg", GTG, 3, 1),
        "gtg 0.6": Small("gtg_data.xml", "gtg", GTG_06, 2, 1),
        "git": Small("history.log", "git", GIT, 0, 2),
        "git fields": Small("project.psv.gz", "git", GIT_FIELDS, 0, 2),
    }
