"""The plans of the demonstration's organisations: stored in bulk, and yet what the actions would have stored."""

from collections import Counter
from datetime import date, datetime

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zhengyou.campaigns.actions import corrections, filing, likeness, records
from zhengyou.campaigns.models import (
    Answer,
    Campaign,
    Expectation,
    Fulfilment,
    Meeting,
    Plan,
    PlanItem,
    PlanSketch,
    PlanSource,
    PlanStep,
    PlanVersion,
    Record,
    Task,
)
from zhengyou.campaigns.models.filing import MeetingKind
from zhengyou.campaigns.models.plans import Asked
from zhengyou.campaigns.queries import filings
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.filing import requirements
from zhengyou.campaigns.queries.likeness import stale, with_text
from zhengyou.campaigns.queries.records import awaiting, to_decide
from zhengyou.campaigns.rules.meetings import MeetingHeld
from zhengyou.demo.district.posts import Holder
from zhengyou.demo.district.storing import Stored
from zhengyou.demo.district.tree import Node
from zhengyou.demo.filings.course import Above, Course, Step
from zhengyou.demo.filings.texts import Part
from zhengyou.demo.filings.writing import store_filings
from zhengyou.demo.records.course import Due
from zhengyou.demo.records.writing import FULFILMENT
from zhengyou.ledger.models import Entry
from zhengyou.ledger.queries import told
from zhengyou.ledger.writing import entries_of
from zhengyou.organisations.models import Account, Organisation
from zhengyou.organisations.queries import actors_of, root, today

pytestmark = pytest.mark.django_db


def acting(username):
    return actors_of(Account.objects.get(username=username), today())[0]


def test_most_plans_were_received_and_some_wait_are_missing_or_near_copies(district):
    scope = Scope(district, root(today()), today())
    found = filings.filings(scope, filings.Narrowed(), near_copy=70, size=None)
    states = Counter(row.state for row in found)
    assert len(found) == Organisation.objects.count() - 1
    assert states["on_time"] + states["late"] > len(found) / 2
    assert min(states[state] for state in ("on_time", "awaiting", "missing")) >= 1
    assert any(row.likeness >= 0.7 for row in found)
    assert {row.version for row in found} >= {1, 2}


def test_the_people_of_the_printed_logins_find_plans_on_their_desks(district):
    asked = [one.task.asks for one in awaiting(acting("zhishu"), today())]
    assert asked.count(Asked.PLAN) == 1
    assert to_decide(acting("dangweiban"), today()).filter(plan_version__isnull=False).exists()
    resent = to_decide(acting("huodongban"), today()).filter(plan_version__number=2)
    assert [record.organisation_id for record in resent] == [acting("dangweiban").organisation_id]


def test_campaigns_below_ask_little_and_nobody_twice(district):
    below = Campaign.objects.exclude(pk=district.pk)
    assert set(below.values_list("superior", flat=True)) == {district.pk}
    tasks = Task.objects.filter(campaign__in=below)
    assert 1 <= tasks.count() <= 6
    asked = Expectation.objects.filter(task__in=tasks)
    assert asked.count() == tasks.count()
    assert asked.exclude(organisation_id=F("campaign__organisation_id")).count() == 0


def test_a_received_plan_lacks_nothing_that_a_plan_must_have(district):
    for plan in Plan.objects.filter(superior=district.plan, state="in_force"):
        answered = set(Answer.objects.filter(plan=plan).values_list("requirement_id", flat=True))
        path = plan.organisation.placements.get().path
        assert answered == {task.pk for task in requirements(district.plan, path)}
        assert plan.versions.latest("number").meeting.held_on <= timezone.localdate(plan.decided_at)


def test_the_sketches_are_close_to_those_the_actions_make(district):
    sent_up = Plan.objects.filter(superior=district.plan, versions__filings__isnull=False)
    for plan in with_text(sent_up.order_by("pk"))[:12]:
        bulk = PlanSketch.objects.get(plan=plan, part="own")
        with transaction.atomic():
            likeness.sketch(plan, day=today())
            real = PlanSketch.objects.get(plan=plan, part="own")
            likeness.note_likest(plan)
            likest = PlanSketch.objects.get(plan=plan, part="own")
            transaction.set_rollback(True)
        assert (bulk.superior_id, bulk.version) == (real.superior_id, real.version)
        assert bulk.units == pytest.approx(real.units, rel=0.01)
        assert bulk.inherited == pytest.approx(real.inherited, rel=0.03)
        if bulk.likeness >= 0.7:
            assert likest.likeness == pytest.approx(bulk.likeness, abs=0.15)


OWN = Part(
    "task",
    "开办便民代办点",
    "每周两个半天有人值守。",
    duty={
        "owner": "书记谷春山",
        "starts_on": date(2026, 4, 1),
        "due_on": date(2026, 12, 18),
        "audience_kinds": ["branch"],
    },
)
PARTS = (
    Part("person", "谷春山", "组长，对方案落实负总责"),
    Part("mechanism", "院坝说事", "逢五逢十在院坝里听各家说难处，当场能办的当场办。"),
    Part("target", "走访", "走访党员群众24户并记下诉求", 24, "户"),
)
MORE = Part("mechanism", "按退回意见补充", "底数以去年的支部工作手册为准。")


def test_the_night_finds_no_sketch_to_make_anew(district):
    assert stale(today()) == []


@pytest.mark.parametrize("own", [(), (OWN,)], ids=["nothing of its own asked", "a task of its own"])
def test_a_course_gives_the_rows_and_lines_that_the_actions_write(district, own):
    course = _course(district, (*PARTS, *own))
    place = course.place.id
    with transaction.atomic():
        lines = store_filings(district, [course])
        bulk = _stored(place)
        planned = [
            _line(line.verb, line.sentence, line.organisation_path, line.before, line.after, line.subject)
            for line in told(entries_of((line.by, line.line) for line in lines))
        ]
        transaction.set_rollback(True)
    newest = Entry.objects.latest("pk").pk
    _act(course, district)
    assert bulk == _stored(place)
    real = Entry.objects.filter(pk__gt=newest).order_by("pk")
    assert planned == [
        _line(line.verb, line.sentence, line.organisation_path, line.before, line.after, line.subject)
        for line in told(real)
    ]


def _course(district, parts):
    """The whole way of the secretary's branch, which has filed nothing yet: returned once, then received."""
    by, above = acting("zhishu"), acting("dangweiban")
    due = Expectation.objects.get(
        organisation_id=by.organisation_id, campaign=district, task__asks=Asked.PLAN
    )
    tasks = list(
        Task.objects.filter(campaign=district).exclude(asks=Asked.PLAN).select_related("item", "phase")
    )
    reached = {task.pk for task in requirements(district.plan, by.path)}
    reached = [task for task in tasks if task.pk in reached]
    owned = {task.phase_id: task for task in reversed(reached) if task.phase_id}
    node = Node("0", None, "branch", "rural", by.organisation_name)
    return Course(
        Above(district.plan, 1, tasks),
        Stored(by.organisation_id, node, by.path, None),
        Holder(by.account_id, by.person_id, by.name),
        Holder(above.account_id, above.person_id, above.name),
        Due(due.pk, due.task.name, due.period_start, due.period_end, due.opens_on, due.due_on, False),
        reached,
        [task for task in reached if owned.get(task.phase_id) == task],
        f"书记{by.name}",
        [
            Step("adapt", _at(10), parts=parts),
            Step("pass", _at(12), held=_held(12)),
            Step("file", _at(13)),
            Step("return", _at(16), comment="请补充去年的底数。"),
            Step("amend", _at(17), parts=(MORE,)),
            Step("pass", _at(18), held=_held(18)),
            Step("file", _at(19)),
            Step("accept", _at(20)),
        ],
    )


def _at(day):
    return datetime(2026, 3, day, 10, tzinfo=timezone.get_default_timezone())


def _held(day):
    return MeetingHeld(
        kind=MeetingKind.BRANCH, held_on=date(2026, 3, day), chair="谷春山", due=30, present=26, in_favour=25
    )


def _act(course, district):
    """The same steps by the people themselves."""
    by, above = acting("zhishu"), acting("dangweiban")
    plan = record = None
    for step in course.steps:
        if step.verb == "adapt":
            plan = filing.adapt(by=by, superior=district.plan, now=step.at)
            for task in course.owned:
                item = PlanItem.objects.get(plan=plan, inherited_from=task.item)
                owner = {"owner": course.owner}
                corrections.change_item(by=by, item=item, revision=item.plan.revision, changes=owner)
        elif step.verb == "pass":
            filing.pass_(by=by, plan=plan, meeting=step.held, now=step.at)
        elif step.verb == "file":
            record = filing.file(by=by, plan=plan, now=step.at)
        elif step.verb == "return":
            records.return_(by=above, record=record, comment=step.comment, now=step.at)
        elif step.verb == "accept":
            records.accept(by=above, record=record, now=step.at)
        for part in step.parts:
            plan.refresh_from_db()
            values = {"kind": part.kind, "name": part.name, "text": part.text, "unit": part.unit, **part.duty}
            values |= {"quantity": part.quantity} if part.quantity else {}
            corrections.add_item(by=by, plan=plan, revision=plan.revision, values=values)


def _line(verb, sentence, path, before, after, subject):
    return verb, sentence, path, before, after, subject


def _fields(model, *left_out):
    return [field.attname for field in model._meta.concrete_fields if field.attname not in left_out]


def _stored(place):
    """Every row of an organisation's plan, with names in place of the keys of its own rows."""
    plan = Plan.objects.get(organisation_id=place)
    items = {item.pk: item for item in PlanItem.objects.filter(plan=plan)}
    campaign = Campaign.objects.get(plan=plan)
    return {
        "plan": list(Plan.objects.filter(pk=plan.pk).values(*_fields(Plan, "id"))),
        "source": [
            {**row, "content": bytes(row["content"])}
            for row in PlanSource.objects.filter(plan=plan).values(*_fields(PlanSource, "plan_id"))
        ],
        "items": [
            {**row, "parent_id": row["parent_id"] and items[row["parent_id"]].name}
            for row in PlanItem.objects.filter(plan=plan)
            .order_by("kind", "ordinal", "name")
            .values(*_fields(PlanItem, "id", "plan_id"))
        ],
        "steps": [
            (
                *(step.number, step.kind, step.words, step.settles, step.reason, step.undone, step.by_id),
                *((items[told["item"]].name, told["before"], told["after"]) for told in step.changes),
            )
            for step in PlanStep.objects.filter(plan=plan).order_by("number")
        ],
        "answers": sorted(Answer.objects.filter(plan=plan).values_list("requirement_id", "item__name", "reason")),
        "versions": [
            (version.number, _content(version.content, items), version.lines, version.made_by_id, version.made_at)
            for version in PlanVersion.objects.filter(plan=plan)
        ],
        "meetings": list(
            Meeting.objects.filter(version__plan=plan)
            .order_by("version__number")
            .values("version__number", *_fields(Meeting, "id", "version_id"))
        ),
        "filing": list(
            Record.objects.filter(plan_version__plan=plan).values(
                "plan_version__number", *_fields(Record, "id", "plan_version_id")
            )
        ),
        "met": list(
            Fulfilment.objects.filter(record__plan_version__plan=plan)
            .order_by("pk")
            .values_list(*FULFILMENT.split()[1:])
        ),
        "campaign": list(Campaign.objects.filter(plan=plan).values(*_fields(Campaign, "id", "plan_id", "slug"))),
        "phases": list(
            campaign.phases.values_list("item__name", "ordinal", "name", "starts_on", "ends_on", "date_text")
        ),
        "standards": list(
            campaign.standards.order_by("ordinal", "items__ordinal").values_list(
                "item__name", "ordinal", "label", "text", "items__ordinal", "items__label", "items__text"
            )
        ),
        "tasks": list(campaign.tasks.values_list("name", "ordinal", "owner", "starts_on", "due_on")),
        "asked": list(
            Expectation.objects.filter(campaign=campaign).values_list("organisation_id", "due_on", "created_on")
        ),
    }  # fmt: skip


def _content(content, items):
    """The items stand in the order of kind, ordinal and key."""
    told = [
        {
            **item,
            "id": items[item["id"]].name,
            "parent_id": item["parent_id"] and items[item["parent_id"]].name,
        }
        for item in content["items"]
    ]
    return content["facts"], sorted(told, key=lambda item: (item["kind"], item["ordinal"], item["id"]))
