"""The shapes of bodies as the rules in force take them: types of event, complexities, and what goes together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

LARGEST, LEAST = 2**63, 1e-13
PLAIN = r"^[^\u0000]*$"
WEEKDAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
FIXED_DAYS = (
    f"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=[1-9])?|FREQ=WEEKLY;BYDAY={WEEKDAY}(?:,{WEEKDAY}){{0,6}}"
)
FREE_DAYS = "FREQ=WEEKLY;X-TIMES=[1-7]"
NOTHING = {"type": "null"}
COMPLEXITIES = {
    "TaskIn": "task_completion",
    "TaskChangeIn": "task_completion",
    "FirstStepIn": "goal_step_completion",
    "StepIn": "goal_step_completion",
    "GoalIn": "goal_completion",
    "GoalWordsIn": "goal_completion",
}


def shapes_of_events(schemas: Mapping[str, Any], rules: Mapping[str, Any]) -> dict[str, Any]:
    """The shapes of an event to record, as the rules in force take it: complexity stands in some types only."""
    multiplied = set(rules["complexity_events"])
    types = [name for name in rules["point_events"] if name not in rules["derived_events"]]
    complexity = {"type": "string", "enum": list(rules["complexity_multipliers"])}
    made: dict[str, Any] = {"Fact": FACT}
    for shape in ("EventIn", "ItemIn"):
        variants = []
        for name, held, extra in (
            ("Multiplied", [each for each in types if each in multiplied], {"complexity": complexity}),
            ("Plain", [each for each in types if each not in multiplied], {}),
        ):
            if not held:
                continue
            base = json.loads(json.dumps(schemas[shape]))
            base["title"] = f"{name}{shape}"
            words = base["properties"]["event_type"]["description"]
            base["properties"]["event_type"] = {"type": "string", "enum": held, "description": words}
            base["properties"]["metadata"]["anyOf"][0] = {
                "type": "object",
                "properties": extra,
                "additionalProperties": {"$ref": "#/components/schemas/Fact"},
                "propertyNames": {"pattern": PLAIN, "maxLength": 200},
            }
            made[f"{name}{shape}"] = base
            variants.append({"$ref": f"#/components/schemas/{name}{shape}"})
        made[shape] = {"title": shape, "description": schemas[shape]["description"], "anyOf": variants}
    return made


ITEM: dict[str, Any] = {
    "description": "An event to record; anything else is refused by itself, in the result of the item.",
    "anyOf": [{"$ref": "#/components/schemas/ItemIn"}, {"type": "object"}],
}
FACT: dict[str, Any] = {
    "title": "Fact",
    "description": "A value in the metadata: texts without NUL, numbers of at most 30 decimals, 16 levels deep.",
    "anyOf": [
        {"type": "null"},
        {"type": "boolean"},
        {"type": "integer", "exclusiveMinimum": -LARGEST, "exclusiveMaximum": LARGEST},
        {"type": "number", "minimum": LEAST, "exclusiveMaximum": LARGEST},
        {"type": "number", "maximum": -LEAST, "exclusiveMinimum": -LARGEST},
        {"type": "string", "pattern": PLAIN},
        {"type": "array", "items": {"$ref": "#/components/schemas/Fact"}},
        {
            "type": "object",
            "additionalProperties": {"$ref": "#/components/schemas/Fact"},
            "propertyNames": {"pattern": PLAIN, "maxLength": 200},
        },
    ],
}


def shapes_of_plans(schemas: Mapping[str, Any], rules: Mapping[str, Any]) -> dict[str, Any]:
    """The shapes of tasks, goals and steps: the complexities there are, and which fields of a task go together."""
    made: dict[str, Any] = {}
    for shape, event_type in COMPLEXITIES.items():
        made[shape] = json.loads(json.dumps(schemas[shape]))
        if event_type in rules["complexity_events"]:
            words = made[shape]["properties"]["complexity"]["description"]
            named = {"type": "string", "enum": list(rules["complexity_multipliers"]), "description": words}
            made[shape]["properties"]["complexity"] = named
    made["TaskChangeIn"]["minProperties"] = 1
    made["TaskChangeIn"]["not"] = {"required": ["user_id"], "maxProperties": 1}
    made["TaskChangeIn"]["properties"]["repeat"]["anyOf"][0]["pattern"] = f"^(?:{FIXED_DAYS}|{FREE_DAYS})$"
    task = made["TaskIn"]
    repeat = {**_given(task, "repeat"), "pattern": f"^(?:{FIXED_DAYS}|{FREE_DAYS})$"}
    del repeat["minLength"], repeat["maxLength"]
    counted_from = {"description": task["properties"]["repeat_from"]["description"]}
    variants = {
        "UndatedTaskIn": _variant(task, (), dict.fromkeys(("due", "due_time", "repeat"), NOTHING), "repeat_from"),
        "DatedTaskIn": _variant(task, ("due",), {"due": _given(task, "due"), "repeat": NOTHING}, "repeat_from"),
        "RepeatingTaskIn": _variant(
            task, ("repeat",), {"repeat": repeat, "repeat_from": {"const": "due", **counted_from}}
        ),
        "TaskRepeatingFromCompletionIn": _variant(
            task,
            ("repeat", "repeat_from"),
            {
                "repeat": {**repeat, "pattern": f"^(?:{FIXED_DAYS})$"},
                "repeat_from": {"const": "completion", **counted_from},
            },
        ),
    }
    made.update(variants)
    one_of = [{"$ref": f"#/components/schemas/{name}"} for name in variants]
    made["TaskIn"] = {"title": "TaskIn", "description": task["description"], "anyOf": one_of}
    return made


def _given(shape: Mapping[str, Any], name: str) -> Any:
    """A field that may be null, as it is when it may not."""
    field = shape["properties"][name]
    words = [each["description"] for each in (field["anyOf"][0], field) if "description" in each]
    return {**field["anyOf"][0], "description": " ".join(words)}


def _variant(
    shape: Mapping[str, Any], required: tuple[str, ...], changed: Mapping[str, Any], left_out: str = ""
) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(shape))
    made["properties"].pop(left_out, None)
    made["properties"].update(changed)
    made["required"] = [*made["required"], *required]
    return made
