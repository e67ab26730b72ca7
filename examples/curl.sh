#!/bin/sh
# Every day's requests, a line each. Its token: momentum token create curl --scope write --save
set -eu
data="${MOMENTUM_DATA_DIR:-$HOME/.local/share/momentum-desktop}"
address=$(sed -n 's/.*"address": "\([^"]*\)".*/\1/p' "$data/api.json")
ask() { curl --silent --show-error --fail-with-body --max-time 10 -H "Authorization: Bearer $(cat "$data/tokens/curl")" "$@"; echo; }
json="Content-Type: application/json"

# Where you stand.
ask "$address/momentum/progress"
ask "$address/momentum/achievements/available"
ask "$address/momentum/stats?days=30"
# Why today's points are what they are, line by line; also a streak, an achievement, an event.
ask "$address/momentum/why?period=day"
ask "$address/momentum/why?streak=daily_activity"
# An event, and the same again: with a key it is done once.
ask -H "$json" -H "Idempotency-Key: reading-1" -d '{"event_type": "learning_session", "metadata": {"topic": "SQLite"}}' "$address/momentum/event"
ask -H "$json" -H "Idempotency-Key: reading-1" -d '{"event_type": "learning_session", "metadata": {"topic": "SQLite"}}' "$address/momentum/event"
# A task, and this task done: its event and the task in one.
added=$(ask -H "$json" -d '{"title": "Water the plants", "due": "'"$(date +%F)"'", "tags": ["home"]}' "$address/momentum/tasks")
echo "$added"
task=$(echo "$added" | sed 's/^{"id":\([0-9]*\),.*/\1/')
ask "$address/momentum/tasks/$task"
ask -X POST "$address/momentum/tasks/$task/complete"
# Take the last thing back.
ask -X POST "$address/momentum/undo"
