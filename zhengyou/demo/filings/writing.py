"""Storing the courses of plans in bulk: plans, what they took over, answers, versions, meetings, filings, campaigns."""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max

from zhengyou.campaigns.actions.launch import launch
from zhengyou.campaigns.actions.plan_steps import items_of_plan
from zhengyou.campaigns.models import (
    Answer,
    Campaign,
    Fulfilment,
    Meeting,
    Plan,
    PlanItem,
    PlanSketch,
    PlanSource,
    PlanStep,
    PlanVersion,
    Record,
)
from zhengyou.campaigns.models.plans import ADAPTED, ItemKind, Origin
from zhengyou.campaigns.rules.adapting import reading_of_copy
from zhengyou.campaigns.rules.rendering import rendered
from zhengyou.campaigns.rules.versions import FACTS, ITEM_FIELDS
from zhengyou.organisations.copying import analyse, copy, reserve

from ..records.course import Written
from ..records.writing import FULFILMENT
from .course import Course
from .sketching import Sketched, note_likest

PLAN = (
    "id organisation state revision title issuer number theme summary signed_on starts_on ends_on superior uploaded_by "
    "uploaded_at decided_by decided_at comment"
)
FILING = (
    "id organisation state zero plan_version title happened_on place attended result quantity unit entered_by "
    "entered_at submitted_at decided_by decided_at comment"
)
SKETCH = "plan part superior version units inherited numbers bands likest likeness"
_ITEM = [field.attname for field in PlanItem._meta.concrete_fields]
_STEP = "plan number kind words changes settles reason undone by at"
_MEETING = "version kind held_on chair due present in_favour note recorded_by recorded_at"
_CAMPAIGN = "id plan superior organisation state title theme summary starts_on ends_on slug"
# Read out and typed from a notice board: no 0/O, 1/l/i.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
# A superior's people and numbers are its own; its tasks come from its campaign.
_NOT_TAKEN_OVER = ("person", "target", "task")
# What a version does not tell of an item is as the model has it for a new one.
_REST = [name for name in _ITEM if name not in (*ITEM_FIELDS, "id", "plan_id")]
_COLUMNS = ", ".join(f'"{name}"' for name in (*ITEM_FIELDS, *_REST))
_VALUES = ", ".join(
    {"parent_id": "parent.id", "origin": "'inherited'", "inherited_from_id": "s.id"}.get(name, f's."{name}"')
    for name in ITEM_FIELDS
) + "".join(f", %({name})s" for name in _REST)
_TASK = {
    "kind": "'task'",
    "parent_id": "phase.id",
    "owner": "r.owner",
    "start": "s.start",
    "end": 's."end"',
    "origin": "CASE WHEN r.owner = '' THEN 'inherited' ELSE 'corrected' END",
    "inherited_from_id": "t.item_id",
    "checked": "r.owner <> ''",
    "asks": "'record'",
    "ends_on": "NULL::date",
    "audience_root_id": "NULL::bigint",
    "date_text": "''",
}
_TASK_VALUES = ", ".join(_TASK.get(name, f't."{name}"') for name in ITEM_FIELDS) + "".join(
    f", {_TASK.get(name, f'%({name})s')}" for name in _REST
)
_TAKEN = """INSERT INTO campaigns_planitem (plan_id, {columns})
    SELECT p.id, {values}
    FROM campaigns_plan p JOIN campaigns_planitem s ON s.plan_id = p.superior_id
    LEFT JOIN campaigns_planitem parent ON parent.plan_id = p.id AND parent.inherited_from_id = s.parent_id
    WHERE p.id IN (SELECT plan_id FROM reached) AND NOT s.removed AND s.kind NOT IN ('person', 'target', 'task')
      AND (s.parent_id IS NOT NULL) = {below} ORDER BY p.id, s.kind, s.ordinal, s.id"""


def _plain(name: str, table: str) -> str:
    value = f'{table}."{name}"' if name != "quantity" else f"{table}.quantity::text"
    return f"'{name}', {value}"


_CONTENT = f"""jsonb_build_object('facts', jsonb_build_object({", ".join(_plain(name, "p") for name in FACTS)}),
    'items', (SELECT jsonb_agg(jsonb_build_object('id', i.id, {", ".join(_plain(name, "i") for name in ITEM_FIELDS)})
                               ORDER BY i.kind, i.ordinal, i.id)
              FROM campaigns_planitem i LEFT JOIN fresh f ON f.item_id = i.id
              WHERE i.plan_id = p.id AND coalesce(f.number, 0) <= m.number))"""
_STATEMENTS = (
    _TAKEN.format(columns=_COLUMNS, values=_VALUES, below="false"),
    "ANALYZE campaigns_planitem",
    _TAKEN.format(columns=_COLUMNS, values=_VALUES, below="true"),
    f"""INSERT INTO campaigns_planitem (plan_id, {_COLUMNS})
    SELECT r.plan_id, {_TASK_VALUES}
    FROM reached r JOIN campaigns_task t ON t.id = r.task_id
    LEFT JOIN campaigns_planitem s ON s.id = t.item_id
    LEFT JOIN campaigns_phase ph ON ph.id = t.phase_id
    LEFT JOIN campaigns_planitem phase ON phase.plan_id = r.plan_id AND phase.inherited_from_id = ph.item_id
    ORDER BY r.plan_id, t.ordinal""",
    "ANALYZE campaigns_planitem",
    """INSERT INTO campaigns_answer (plan_id, requirement_id, item_id, reason)
    SELECT r.plan_id, r.task_id, i.id, '' FROM reached r JOIN campaigns_task t ON t.id = r.task_id
    JOIN campaigns_planitem i ON i.plan_id = r.plan_id AND i.inherited_from_id = t.item_id""",
    """INSERT INTO campaigns_planstep (plan_id, number, kind, words, changes, settles, reason, undone, by_id, at)
    SELECT r.plan_id, r.step, 'done', '改正任务“' || t.name || '”', jsonb_build_array(jsonb_build_object('item', i.id,
           'before', jsonb_build_object('owner', '', 'origin', 'inherited', 'checked', false),
           'after', jsonb_build_object('owner', r.owner, 'origin', 'corrected', 'checked', true))),
           '[]', '', false, r.by, r.at
    FROM reached r JOIN campaigns_task t ON t.id = r.task_id
    JOIN campaigns_planitem i ON i.plan_id = r.plan_id AND i.inherited_from_id = t.item_id WHERE r.step > 0
    ORDER BY r.at""",
    """INSERT INTO campaigns_plansource (plan_id, name, media_format, sha256, content, lines, reading, document)
    SELECT p.id, %(source_name)s, %(format)s, s.sha256, %(content)s, s.lines, %(reading)s::jsonb, s.document
    FROM campaigns_plan p JOIN campaigns_plansource s ON s.plan_id = p.superior_id
    WHERE p.id IN (SELECT plan_id FROM reached)""",
    f"""INSERT INTO campaigns_planversion (id, plan_id, number, content, lines, made_by_id, made_at)
    SELECT m.id, p.id, m.number, {_CONTENT}, m.lines, m.made_by, m.made_at
    FROM made m JOIN campaigns_plan p ON p.id = m.plan_id ORDER BY m.id""",
)
_TABLES = """CREATE TEMP TABLE reached (plan_id bigint, task_id bigint, owner text, step int, by bigint, at timestamptz)
        ON COMMIT DROP;
    CREATE TEMP TABLE fresh (item_id bigint, number int) ON COMMIT DROP;
    CREATE TEMP TABLE made (id bigint, plan_id bigint, number int, lines jsonb, made_by bigint, made_at timestamptz)
        ON COMMIT DROP"""
_LAUNCHED = (
    """INSERT INTO campaigns_phase (campaign_id, item_id, ordinal, name, starts_on, ends_on, date_text)
    SELECT c.id, i.id, row_number() OVER (PARTITION BY c.id ORDER BY i.ordinal, i.id), i.name, i.starts_on, i.ends_on,
           i.date_text
    FROM campaigns_campaign c JOIN campaigns_planitem i ON i.plan_id = c.plan_id AND i.kind = 'phase'
    WHERE c.id = ANY(%s)""",
    """INSERT INTO campaigns_standard (campaign_id, item_id, ordinal, label, text)
    SELECT c.id, i.id, row_number() OVER (PARTITION BY c.id ORDER BY i.ordinal, i.id), i.name, i.text
    FROM campaigns_campaign c JOIN campaigns_planitem i ON i.plan_id = c.plan_id AND i.kind = 'standard'
    WHERE c.id = ANY(%s)""",
    """INSERT INTO campaigns_standarditem (standard_id, ordinal, label, text)
    SELECT s.id, row_number() OVER (PARTITION BY s.id ORDER BY i.ordinal, i.id), i.name, i.text
    FROM campaigns_standard s JOIN campaigns_planitem i ON i.parent_id = s.item_id AND i.kind = 'standard_item'
    WHERE s.campaign_id = ANY(%s)""",
)


@dataclass
class _Stored:
    """A course with the keys of its rows: the plan's, its versions', its filing's (0 where none was sent up)."""

    course: Course
    plan: int
    versions: list[int]
    record: int
    asked: int = 0


def store_filings(campaign: Campaign, courses: Sequence[Course]) -> list[Written]:
    """Store everything; the ledger's lines, which the caller stores in their order among others."""
    if not courses:
        return []
    stored = list(_keys(courses))
    copy(Plan, PLAN.split(), (one.course.plan_row(one.plan) for one in stored))
    ordinals = _ordinals(campaign.plan_id)
    items = {one.plan: _added(one.course, ordinals) for one in stored}
    keys = iter(reserve(PlanItem, sum(len(found) for found in items.values())))
    numbered = {plan: [(next(keys), *rest) for rest in found] for plan, found in items.items()}
    copy(PlanItem, _ITEM, (_item_row(key, plan, item) for plan, found in numbered.items()
                                    for key, _number, item in found))  # fmt: skip
    copy(PlanStep, _STEP.split(), (row for one in stored for row in _steps(one, numbered[one.plan])))
    lines = {one.plan: _lines(campaign.plan, one.course, numbered[one.plan]) for one in stored}
    _store_rest(campaign.plan, stored, numbered, lines)
    _store_filed(stored)
    _store_sketches(campaign.plan, stored, lines)
    _launch(campaign, [one for one in stored if one.course.state == "in_force"], numbered)
    analyse(Plan, PlanItem, PlanVersion, PlanSource, PlanSketch, PlanStep, Answer, Record, Campaign)
    return [line for one in stored for line in one.course.lines(one.plan, one.record, one.asked)]


def _keys(courses: Sequence[Course]) -> Iterator[_Stored]:
    ordered = sorted(courses, key=lambda course: course.steps[0].at)
    plans = iter(reserve(Plan, len(ordered)))
    versions = iter(reserve(PlanVersion, sum(len(course.passed) for course in ordered)))
    records = iter(reserve(Record, sum(bool(course.filed) for course in ordered)))
    for course in ordered:
        found = [next(versions) for _ in course.passed]
        yield _Stored(course, next(plans), found, next(records) if course.filed else 0)


def _added(course: Course, ordinals: Mapping[str, int]) -> list[tuple[int, PlanItem]]:
    """What the organisation added, each with the number of the first version that has it."""
    last = dict(ordinals)
    found = []
    for number, part in course.parts:
        last[part.kind] = last.get(part.kind, course.reached[-1].ordinal if part.kind == "task" else 0) + 1
        item = PlanItem(
            kind=part.kind, ordinal=last[part.kind], name=part.name, text=part.text, quantity=part.quantity,
            unit=part.unit, origin=Origin.ADDED, checked=True, **part.duty,
        )  # fmt: skip
        found.append((number, item))
    return found


def _ordinals(superior: int) -> dict[str, int]:
    """The last ordinal of each kind that is taken over."""
    items = PlanItem.objects.filter(plan_id=superior, removed=False).exclude(kind__in=_NOT_TAKEN_OVER)
    return dict(items.values_list("kind").annotate(last=Max("ordinal")).order_by("kind"))


def _item_row(key: int, plan: int, item: PlanItem) -> tuple[Any, ...]:
    item.pk, item.plan_id = key, plan
    return tuple(getattr(item, name) for name in _ITEM)


def _steps(one: _Stored, added: Sequence[tuple[int, int, PlanItem]]) -> Iterator[tuple[Any, ...]]:
    """One step for each thing added, in the order of writing._STEP."""
    first = len(one.course.owned) + 1
    for number, (at, (key, _version, item)) in enumerate(zip(one.course.added_at, added, strict=True), first):
        words = f"补充{ItemKind(item.kind).label}“{item.name}”"
        changes = json.dumps([{"item": key, "before": {"removed": True}, "after": {"removed": False}}])
        yield one.plan, number, "done", words, changes, "[]", "", False, one.course.reporter.account_id, at


def _lines(superior: Plan, course: Course, added: Sequence[tuple[int, int, PlanItem]]) -> list[list[str]]:
    """The text of each version."""
    owned = [
        PlanItem(
            kind=ItemKind.TASK, name=task.name, text=task.text, owner=course.owner, due_on=task.due_on, line=task.line,
            start=task.item.start if task.item else None, end=task.item.end if task.item else None,
            origin=Origin.CORRECTED,
        )
        for task in course.owned
    ]  # fmt: skip
    found = []
    for number in range(1, len(course.passed) + 1):
        own = sorted((item.kind, item.ordinal, key) for key, first, item in added if first <= number)
        items = {key: item for key, _first, item in added}
        found.append(rendered(superior.source.lines, [*owned, *(items[key] for *_order, key in own)], []))
    return found


def _store_rest(
    superior: Plan,
    stored: Sequence[_Stored],
    added: Mapping[int, Sequence[tuple[int, int, PlanItem]]],
    lines: Mapping[int, Sequence[list[str]]],
) -> None:
    """What was taken over, with answers, documents and versions: made by the database from what it has."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        _fill(cursor, "reached", (row for one in stored for row in _reached(one)))
        fresh = ((key, number) for found in added.values() for key, number, _item in found if number > 1)
        _fill(cursor, "fresh", fresh)
        _fill(cursor, "made", (
            (key, one.plan, number, json.dumps(lines[one.plan][number - 1], ensure_ascii=False),
             one.course.reporter.account_id, step.at)
            for one in stored
            for number, (key, step) in enumerate(zip(one.versions, one.course.passed, strict=True), 1)
        ))  # fmt: skip
        cursor.execute("ANALYZE reached; ANALYZE campaigns_plan")
        parameters: dict[str, Any] = {
            **{name: getattr(PlanItem(), name) for name in _REST},
            "source_name": f"{superior.title}.txt"[:200],
            "format": ADAPTED,
            "reading": json.dumps(reading_of_copy(superior.source.reading), ensure_ascii=False),
            "content": "\n".join(superior.source.lines).encode(),
        }
        for statement in _STATEMENTS:
            cursor.execute(statement, parameters)
        cursor.execute("DROP TABLE reached, fresh, made")


def _reached(one: _Stored) -> Iterator[tuple[Any, ...]]:
    """The superior's tasks that reach the organisation, with the steps by which it named their owners."""
    course, by = one.course, one.course.reporter.account_id
    named = {task.pk: number for number, task in enumerate(course.owned, 1)}
    for task in course.reached:
        number = named.get(task.pk, 0)
        yield one.plan, task.pk, course.owner if number else "", number, by, course.corrected_at(number)


def _fill(cursor: Any, table: str, rows: Iterable[Sequence[Any]]) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as pipe:
        for row in rows:
            pipe.write_row(row)


def _store_filed(stored: Sequence[_Stored]) -> None:
    """Meetings, the filings that went up, and what they met."""
    filed = [one for one in stored if one.record]
    copy(Meeting, _MEETING.split(), (
        (key, str(step.held.kind), step.held.held_on, step.held.chair, step.held.due, step.held.present,
         step.held.in_favour, "", one.course.reporter.account_id, step.at)
        for one in stored
        for key, step in zip(one.versions, one.course.passed, strict=True)
        if step.held
    ))  # fmt: skip
    copy(Record, FILING.split(), (
        one.course.record_row(one.record, one.versions[len(one.course.filed) - 1]) for one in filed
    ))  # fmt: skip
    copy(Fulfilment, FULFILMENT.split(), (row for one in filed for row in one.course.fulfilments(one.record)))


def _store_sketches(
    superior: Plan, stored: Sequence[_Stored], lines: Mapping[int, Sequence[list[str]]]
) -> None:
    above = superior.source.lines
    copied = Sketched(above, above)
    found = {
        one.plan: Sketched(lines[one.plan][len(one.course.filed) - 1], above) if one.record else copied
        for one in stored
    }
    note_likest({one.plan: found[one.plan] for one in stored if one.record})
    copy(
        PlanSketch,
        SKETCH.split(),
        (row for plan, one in found.items() for row in one.rows(plan, superior.pk)),
    )


def _launch(
    campaign: Campaign, stored: Sequence[_Stored], added: Mapping[int, Sequence[tuple[int, int, PlanItem]]]
) -> None:
    """The campaigns of accepted plans. Most ask nobody for anything that the superior's does not ask already."""
    bulk = []
    for one in stored:
        if any(item.kind == ItemKind.TASK for _key, _number, item in added[one.plan]):
            plan = Plan.objects.get(pk=one.plan)
            path, now = one.course.place.path, one.course.steps[-1].at
            _campaign, one.asked = launch(plan=plan, items=items_of_plan(plan), path=path, now=now)
        else:
            bulk.append(one)
    keys = reserve(Campaign, len(bulk))
    facts = campaign.plan
    copy(Campaign, _CAMPAIGN.split(), (
        (key, one.plan, campaign.pk, one.course.place.id, "running", one.course.title, facts.theme, "",
         facts.starts_on, facts.ends_on, "".join(secrets.choice(_LETTERS) for _ in range(8)))
        for key, one in zip(keys, bulk, strict=True)
    ))  # fmt: skip
    with connection.cursor() as cursor:
        for statement in _LAUNCHED:
            cursor.execute(statement, [list(keys)])
