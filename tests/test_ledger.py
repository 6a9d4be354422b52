"""The ledger: nothing changes a line, and no change goes without its line."""

import importlib
import pkgutil
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tests.accounts import changes as account_changes
from tests.appraisals import changes as appraisal_changes
from tests.campaigns.activities import changes as activity_changes
from tests.campaigns.classes import changes as classes_changes
from tests.campaigns.commitments import changes as commitment_changes
from tests.campaigns.drives import changes as drive_changes
from tests.campaigns.filing.conftest import Desk
from tests.campaigns.inspections import changes as inspection_changes
from tests.campaigns.phases import changes as phase_changes
from tests.campaigns.pledges import changes as pledge_changes
from tests.campaigns.projects import changes as project_changes
from tests.campaigns.rectification import changes as rectification_changes
from tests.campaigns.reviews import changes as review_changes
from tests.campaigns.selfchecks import changes as selfcheck_changes
from tests.campaigns.summaries import changes as summary_changes
from tests.cast import Cast, ExpectationOf, at_noon, draft_plan, found, meeting, task_item
from tests.organisations.people import changes as people_changes
from tests.organisations.personal import changes as personal_changes
from tests.organisations.roster import changes as roster_changes
from zhengyou.accounts import actions as account_actions
from zhengyou.appraisals import actions as appraisal_actions
from zhengyou.campaigns import actions as campaign_actions
from zhengyou.campaigns.actions import (
    answering,
    closing,
    corrections,
    excuses,
    expectations,
    filing,
    packs,
    plans,
    records,
    registers,
    repairs,
    undoing,
)
from zhengyou.campaigns.models import (
    Campaign,
    Excuse,
    Plan,
    PlanItem,
    Record,
    Task,
)
from zhengyou.campaigns.models.plans import ItemKind
from zhengyou.campaigns.rules.packs import packs as all_packs
from zhengyou.campaigns.rules.packs import variants
from zhengyou.ledger import sealing, writing
from zhengyou.ledger.models import Entry, Link
from zhengyou.ledger.verification import verify
from zhengyou.organisations import actions as organisation_actions
from zhengyou.organisations.actions import accounts, groups, reorganising, units, weak
from zhengyou.organisations.models import Kind, PostKind, Sector
from zhengyou.organisations.queries.shifts import Merge, Rename
from zhengyou.organisations.rules import System
from zhengyou.organisations.rules.orders import Order
from zhengyou.plandocs import read


def _line(sentence: str = "试写一行。") -> writing.Line:
    return writing.Line(verb="test.write", sentence=sentence, subject="test", subject_id=1, path="/1/")


def _write(sentence: str = "试写一行。") -> None:
    with transaction.atomic():
        writing.write(by=System(), line=_line(sentence))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_entry SET sentence = '改了'",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry",
        "UPDATE ledger_link SET digest = ''",
        "DELETE FROM ledger_link",
        "TRUNCATE ledger_link",
    ],
)
def test_sql_that_would_change_the_ledger_is_refused(db: None, sql: str) -> None:
    _write()
    sealing.seal()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert [entry.sentence for entry in Entry.objects.all()] == ["试写一行。"]
    assert Link.objects.count() == 1


def test_the_orm_cannot_change_a_line_either(db: None) -> None:
    _write()
    entry = Entry.objects.get()
    entry.sentence = "改了"
    for attempt in (entry.save, entry.delete, Entry.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


@pytest.mark.django_db(transaction=True)
def test_a_line_outside_a_transaction_is_refused() -> None:
    with pytest.raises(writing.OutsideTransaction):
        writing.write(by=System(), line=_line())
    assert not Entry.objects.exists()


def test_a_sealed_ledger_verifies_and_its_head_depends_on_every_line(db: None) -> None:
    _write("第一行。")
    _write("第二行。")
    assert sealing.seal() == 2
    assert sealing.seal() == 0
    outcome = verify()
    assert (outcome.ok, outcome.lines, outcome.unsealed) == (True, 2, 0)
    _write("第三行。")
    assert verify().unsealed == 1
    sealing.seal()
    assert verify().head != outcome.head


def _behind_the_triggers(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE ledger_entry SET sentence = '改了' WHERE sentence = '第二行。'", "的内容与封存时不同"),
        ("UPDATE ledger_entry SET actor_name = '别人' WHERE sentence = '第三行。'", "的内容与封存时不同"),
        ("DELETE FROM ledger_entry WHERE sentence = '第一行。'", "已被删除"),
        ("DELETE FROM ledger_link WHERE position = 2", "第 2 位缺失"),
        ("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_rows", "触发器被停用"),
    ],
)
def test_verification_finds_what_was_done_behind_the_triggers(db: None, sql: str, fault: str) -> None:
    for word in ("第一行。", "第二行。", "第三行。"):
        _write(word)
    sealing.seal()
    _behind_the_triggers(sql)
    outcome = verify()
    assert not outcome.ok
    assert fault in "".join(outcome.faults)


# Every action there is, each as one call on the cast; a new action without a row here fails the last test.
Act = Callable[[Cast, Campaign, ExpectationOf], Any]


def _draft(cast: Cast) -> Plan:
    return draft_plan(cast, [task_item("动员")])


def _item(cast: Cast) -> PlanItem:
    return _draft(cast).items.get()


def _confirmed(cast: Cast) -> Plan:
    item = _item(cast)
    corrections.confirm_item(by=cast.office, item=item, revision=0)
    return item.plan


def _undone(cast: Cast) -> Plan:
    plan = _confirmed(cast)
    undoing.undo(by=cast.office, plan=plan, number=1)
    return plan


def _ambiguous(cast: Cast) -> PlanItem:
    return draft_plan(cast, [task_item("公开日", recurrence="monthly", certain=False)]).items.get()


def _damaged(cast: Cast) -> Plan:
    plan = draft_plan(cast, [task_item("动员", owner="")])
    said = {"severity": "note", "at": {"start": 0, "end": 1}, "message": "请核对。"}
    defects = [{"code": "no-owner", "line": 3, **said}, {"code": "pinyin", "line": 2, **said}]
    plan.source.reading["documents"][0]["defects"] = defects
    plan.source.save(update_fields=["reading"])
    return plan


def _beginning(cast: Cast) -> packs.Beginning:
    pack = all_packs()["mechanisms"]
    return packs.Beginning(pack, pack.plan_title, cast.today, {})


def _standard(cast: Cast) -> PlanItem:
    return draft_plan(cast, [{"kind": ItemKind.STANDARD, "name": "五个好", "certain": False}]).items.get()


def _proposed(cast: Cast) -> Plan:
    return plans.propose(by=cast.office, plan=_draft(cast), now=at_noon(cast.today))


def _branch(cast: Cast) -> Desk:
    return Desk(cast, cast.secretary)


def _asked(campaign: Campaign) -> Task:
    return campaign.tasks.get(name="动员大会")


def _begun(cast: Cast, campaign: Campaign) -> dict[str, Any]:
    plan = _branch(cast).begin(campaign)
    return {"by": cast.secretary, "plan": plan, "revision": plan.revision}


def _answering(begun: dict[str, Any], task: Task) -> dict[str, Any]:
    return begun | {"given": {task: begun["plan"].items.filter(kind=ItemKind.TASK).last()}}


def _passed(cast: Cast, campaign: Campaign) -> Plan:
    return _branch(cast).pass_(_branch(cast).brief(campaign))


def _happening(cast: Cast) -> records.Happening:
    return records.Happening(title="走访", happened_on=cast.today, result="走访十二户。")


def _submitted(cast: Cast, of: ExpectationOf) -> Record:
    ids = [of("first", "为民办实事").pk]
    return records.submit(
        by=cast.secretary, happening=_happening(cast), expectations=ids, now=at_noon(cast.today)
    )


def _returned(cast: Cast, of: ExpectationOf) -> Record:
    return records.return_(
        by=cast.general_secretary, record=_submitted(cast, of), comment="请补人数。", now=at_noon(cast.today)
    )


def _requested(cast: Cast, of: ExpectationOf) -> Excuse:
    now = at_noon(cast.today)
    return excuses.request(
        by=cast.secretary, expectation=of("first", "为民办实事"), reason="停业整修。", now=now
    )


def _id(cast: Cast, where: str) -> int:
    return cast.places[where].organisation_id


def _long_ago(cast: Cast) -> date:
    return cast.today - timedelta(days=9)


def _renamed(cast: Cast) -> Any:
    order = Order(cast.today, None, "", "优化设置。")
    wanted = Rename(_id(cast, "first"), "中心支部")
    return reorganising.reorganise(by=cast.office, wanted=wanted, order=order, now=at_noon(cast.today))


def _told(cast: Cast) -> groups.GroupTold:
    return groups.GroupTold("service_team", "商圈服务队", "", _long_ago(cast))


def _group(cast: Cast) -> Any:
    return groups.add_group(by=cast.secretary, organisation=_id(cast, "first"), told=_told(cast))


def _seat(cast: Cast) -> Any:
    joining = groups.Joining(cast.accounts["member"].person_id, "程初晓", "head", _long_ago(cast))
    return groups.join(by=cast.secretary, group=_group(cast), joining=joining)


def _link(cast: Cast) -> Any:
    told = {"kind": "company", "name": "青石商贸公司", "since": _long_ago(cast)}
    return units.link(by=cast.secretary, organisation=_id(cast, "first"), **told)


def _weak(cast: Cast) -> Any:
    told = {"reason": "长期不开会。", "measures": "派指导员。", "since": _long_ago(cast)}
    return weak.put_on_list(by=cast.office, organisation=_id(cast, "first"), **told)


_OF_PROCEDURES = {
    **appraisal_changes.ACTIONS,
    **activity_changes.ACTIONS,
    **classes_changes.ACTIONS,
    **commitment_changes.ACTIONS,
    **phase_changes.ACTIONS,
    **drive_changes.ACTIONS,
    **pledge_changes.ACTIONS,
    **project_changes.ACTIONS,
    **inspection_changes.ACTIONS,
    **rectification_changes.ACTIONS,
    **review_changes.ACTIONS,
    **selfcheck_changes.ACTIONS,
    **summary_changes.ACTIONS,
}
_OF_ORGANISATIONS = {**personal_changes.ACTIONS, **people_changes.ACTIONS, **roster_changes.ACTIONS}
ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast, Campaign, ExpectationOf], dict[str, Any]]]] = {
    "corrections.change_facts": (
        corrections.change_facts,
        lambda c, k, of: {"by": c.office, "plan": _draft(c), "revision": 0, "facts": {"title": "新题目"}},
    ),
    "corrections.change_item": (
        corrections.change_item,
        lambda c, k, of: {"by": c.office, "item": _item(c), "revision": 0, "changes": {"name": "动员会"}},
    ),
    "corrections.confirm_item": (
        corrections.confirm_item,
        lambda c, k, of: {"by": c.office, "item": _item(c), "revision": 0},
    ),
    "corrections.add_item": (
        corrections.add_item,
        lambda c, k, of: {
            "by": c.office,
            "plan": _draft(c),
            "revision": 0,
            "values": {"kind": "person", "name": "某某"},
        },
    ),
    "corrections.remove_item": (
        corrections.remove_item,
        lambda c, k, of: {"by": c.office, "item": _item(c), "revision": 0},
    ),
    "filing.adapt": (
        filing.adapt,
        lambda c, k, of: {"by": c.secretary, "superior": k.plan, "now": at_noon(c.today)},
    ),
    "filing.answer": (
        filing.answer,
        lambda c, k, of: _begun(c, k) | {"requirement": _asked(k), "item": None, "reason": "停业整修。"},
    ),
    "answering.follow": (
        answering.follow,
        lambda c, k, of: _begun(c, k) | {"requirement": _asked(k)},
    ),
    "answering.answer_all": (
        answering.answer_all,
        lambda c, k, of: _answering(_begun(c, k), _asked(k)),
    ),
    "filing.pass_": (
        filing.pass_,
        lambda c, k, of: {
            "by": c.secretary,
            "plan": _branch(c).brief(k),
            "meeting": meeting(c.today),
            "now": at_noon(c.today),
        },
    ),
    "filing.reopen": (
        filing.reopen,
        lambda c, k, of: {"by": c.secretary, "plan": _passed(c, k)},
    ),
    "filing.file": (
        filing.file,
        lambda c, k, of: {"by": c.secretary, "plan": _passed(c, k), "now": at_noon(c.today)},
    ),
    "undoing.undo": (
        undoing.undo,
        lambda c, k, of: {"by": c.office, "plan": _confirmed(c), "number": 1},
    ),
    "undoing.redo": (undoing.redo, lambda c, k, of: {"by": c.office, "plan": _undone(c), "number": 1}),
    "repairs.choose_reading": (
        repairs.choose_reading,
        lambda c, k, of: {
            "by": c.office,
            "item": _ambiguous(c),
            "revision": 0,
            "reading": "each-week",
            "words": "每月每一个周星期一",
        },
    ),
    "repairs.accept_all": (
        repairs.accept_all,
        lambda c, k, of: {"by": c.office, "plan": _draft(c), "revision": 0},
    ),
    "repairs.repair": (
        repairs.repair,
        lambda c, k, of: {
            "by": c.office,
            "plan": _damaged(c),
            "revision": 0,
            "defect": "no-owner-3-0",
            "option": "blank",
            "written": "区委组织部",
        },
    ),
    "repairs.accept_cleaned": (
        repairs.accept_cleaned,
        lambda c, k, of: {"by": c.office, "plan": _damaged(c)},
    ),
    "repairs.set_aside": (
        repairs.set_aside,
        lambda c, k, of: {"by": c.office, "plan": _damaged(c), "defect": "pinyin-2-0", "reason": ""},
    ),
    "packs.begin": (
        packs.begin,
        lambda c, k, of: {"by": c.office, "beginning": _beginning(c), "now": at_noon(c.today)},
    ),
    "registers.take_over": (
        registers.take_over,
        lambda c, k, of: {
            "by": c.office,
            "item": _standard(c),
            "revision": 0,
            "standard": variants("五个好")[0],
        },
    ),
    "plans.propose": (
        plans.propose,
        lambda c, k, of: {"by": c.office, "plan": _draft(c), "now": at_noon(c.today)},
    ),
    "plans.return_": (
        plans.return_,
        lambda c, k, of: {
            "by": c.leader,
            "plan": _proposed(c),
            "comment": "请补期限。",
            "now": at_noon(c.today),
        },
    ),
    "plans.approve": (
        plans.approve,
        lambda c, k, of: {
            "by": c.leader,
            "plan": _proposed(c),
            "meeting": meeting(c.today),
            "now": at_noon(c.today),
        },
    ),
    "plans.discard": (plans.discard, lambda c, k, of: {"by": c.office, "plan": _draft(c)}),
    "plans.amend": (plans.amend, lambda c, k, of: {"by": c.office, "plan": k.plan}),
    "plans.abandon": (
        plans.abandon,
        lambda c, k, of: {"by": c.office, "plan": plans.amend(by=c.office, plan=k.plan)},
    ),
    "plans.close": (
        plans.close,
        lambda c, k, of: {"by": c.leader, "plan": k.plan, "comment": "办成了。", "now": at_noon(c.today)},
    ),
    "records.submit": (
        records.submit,
        lambda c, k, of: {
            "by": c.secretary,
            "happening": _happening(c),
            "expectations": [of("first", "为民办实事").pk],
            "now": at_noon(c.today),
        },
    ),
    "records.accept": (
        records.accept,
        lambda c, k, of: {"by": c.general_secretary, "record": _submitted(c, of), "now": at_noon(c.today)},
    ),
    "records.return_": (
        records.return_,
        lambda c, k, of: {
            "by": c.general_secretary,
            "record": _submitted(c, of),
            "comment": "请补人数。",
            "now": at_noon(c.today),
        },
    ),
    "records.resubmit": (
        records.resubmit,
        lambda c, k, of: {
            "by": c.secretary,
            "record": _returned(c, of),
            "happening": _happening(c),
            "expectations": [of("first", "为民办实事").pk],
            "now": at_noon(c.today),
        },
    ),
    "records.correct": (
        records.correct,
        lambda c, k, of: {
            "by": c.secretary,
            "record": _submitted(c, of),
            "happening": _happening(c),
            "comment": "日期记成了上报那天。",
            "now": at_noon(c.today),
        },
    ),
    "records.withdraw": (
        records.withdraw,
        lambda c, k, of: {"by": c.secretary, "record": _submitted(c, of), "now": at_noon(c.today)},
    ),
    "excuses.request": (
        excuses.request,
        lambda c, k, of: {
            "by": c.secretary,
            "expectation": of("first", "为民办实事"),
            "reason": "停业整修。",
            "now": at_noon(c.today),
        },
    ),
    "excuses.approve": (
        excuses.approve,
        lambda c, k, of: {
            "by": c.general_secretary,
            "excuse": _requested(c, of),
            "comment": "",
            "now": at_noon(c.today),
        },
    ),
    "excuses.refuse": (
        excuses.refuse,
        lambda c, k, of: {
            "by": c.general_secretary,
            "excuse": _requested(c, of),
            "comment": "还能办。",
            "now": at_noon(c.today),
        },
    ),
    "excuses.withdraw": (excuses.withdraw, lambda c, k, of: {"by": c.secretary, "excuse": _requested(c, of)}),
    "closing.explain": (
        closing.explain,
        lambda c, k, of: {
            "by": c.office,
            "campaign": k,
            "at": c.places["district"],
            "figure": "branches",
            "figure_name": "党支部数",
            "as_of": c.today,
            "value": "3",
            "parts_sum": "2",
            "text": "一个支部的领域待定。",
            "now": at_noon(c.today),
        },
    ),
    "accounts.appoint": (
        accounts.appoint,
        lambda c, k, of: {
            "by": System(),
            "username": "xinren",
            "name": "沈新任",
            "kind": PostKind.SECRETARY,
            "at": c.places["first"],
            "day": c.today,
        },
    ),
    **{
        name: (action, lambda c, k, of, given=given: given(c))
        for name, (action, given) in account_changes.ACTIONS.items()
    },
    "reorganising.reorganise": (
        reorganising.reorganise,
        lambda c, k, of: {
            "by": c.office,
            "wanted": Merge((_id(c, "first"),), _id(c, "second")),
            "order": Order(c.today, None, "", "优化设置。"),
            "now": at_noon(c.today),
        },
    ),
    "reorganising.take_back": (
        reorganising.take_back,
        lambda c, k, of: {
            "by": c.office,
            "change": _renamed(c),
            "order": Order(c.today, None, "", "定错了。"),
            "now": at_noon(c.today),
        },
    ),
    "groups.add_group": (
        groups.add_group,
        lambda c, k, of: {"by": c.secretary, "organisation": _id(c, "first"), "told": _told(c)},
    ),
    "groups.end_group": (
        groups.end_group,
        lambda c, k, of: {"by": c.secretary, "group": _group(c), "day": c.today},
    ),
    "groups.join": (
        groups.join,
        lambda c, k, of: {
            "by": c.secretary,
            "group": _group(c),
            "joining": groups.Joining(None, "来帮忙的", "seconded", c.today),
        },
    ),
    "groups.leave": (groups.leave, lambda c, k, of: {"by": c.secretary, "member": _seat(c), "day": c.today}),
    "units.link": (
        units.link,
        lambda c, k, of: {
            "by": c.secretary,
            "organisation": _id(c, "first"),
            "kind": "company",
            "name": "青石商贸公司",
            "since": c.today,
        },
    ),
    "units.unlink": (units.unlink, lambda c, k, of: {"by": c.secretary, "link": _link(c), "day": c.today}),
    "weak.put_on_list": (
        weak.put_on_list,
        lambda c, k, of: {
            "by": c.office,
            "organisation": _id(c, "first"),
            "reason": "长期不开会。",
            "measures": "派指导员。",
            "since": c.today,
        },
    ),
    "weak.take_off_list": (
        weak.take_off_list,
        lambda c, k, of: {"by": c.office, "weakness": _weak(c), "result": "已经理顺。", "day": c.today},
    ),
    **{
        name: (action, lambda c, k, of, given=given: given(c))
        for name, (action, given) in _OF_ORGANISATIONS.items()
    },
    **{
        name: (action, lambda c, k, of, given=given: given(c, k))
        for name, (action, given) in _OF_PROCEDURES.items()
    },
    "expectations.extend": (expectations.extend, lambda c, k, of: _newcomer(c) | {"campaign": k}),
}


def _newcomer(cast: Cast) -> dict[str, Any]:
    found("新成立党支部", Kind.BRANCH, Sector.RURAL, cast.places["township"], since=cast.today)
    return {}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_writes_exactly_one_line_with_a_sentence(
    name: str, cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    action, arguments = ACTIONS[name]
    given = arguments(cast, campaign, expectation_of)
    before = Entry.objects.count()
    action(**given)
    (line,) = Entry.objects.order_by("pk")[before:]
    assert line.sentence.endswith("。") or "：" in line.sentence
    assert line.organisation_path.startswith(cast.places["district"].path)


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_whose_line_cannot_be_written_changes_nothing(
    name: str, cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    action, arguments = ACTIONS[name]
    given = arguments(cast, campaign, expectation_of)
    before = _everything()
    with (
        patch.object(writing, "write_many", side_effect=DatabaseError("disk full")),
        pytest.raises(DatabaseError, match="disk full"),
        transaction.atomic(),
    ):
        action(**given)
    assert _everything() == before


def _everything() -> list[Any]:
    """Every row of the loop and of the tree, so that any half-written change shows."""
    rooms = [apps.get_app_config(label) for label in ("organisations", "accounts", "campaigns", "appraisals")]
    models = [model for config in rooms for model in config.get_models()]
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def test_every_public_action_has_its_row_in_the_table() -> None:
    rooms = {
        found.name: importlib.import_module(f"{folder.__name__}.{found.name}")
        for folder in (appraisal_actions, campaign_actions, organisation_actions, account_actions)
        for found in pkgutil.iter_modules(folder.__path__)
    }
    public = {
        f"{room}.{name}"
        for room, module in rooms.items()
        for name, thing in vars(module).items()
        if callable(thing)
        and getattr(thing, "__module__", "") == module.__name__
        and not name.startswith("_")
        and hasattr(thing, "__wrapped__")  # decorated with transaction.atomic
    }
    # Sketches are worked out from documents on file and say nothing that a person did.
    untold = {*roster_changes.UNTOLD, *appraisal_changes.UNTOLD}
    assert public == set(ACTIONS) | {"plans.upload", "likeness.sketch", *untold}


def test_uploading_a_plan_writes_its_line(cast: Cast) -> None:

    content = "关于开展创先争优活动的实施方案\n一、工作任务\n各支部每月报送一次工作情况。\n".encode()
    upload = plans.Upload(content, read(content, "方案.txt"))
    plan = plans.upload(by=cast.office, upload=upload, now=at_noon(cast.today))
    (line,) = Entry.objects.filter(subject_id=plan.pk)
    assert line.sentence == "上传方案《关于开展创先争优活动的实施方案》（方案.txt）。"


def test_a_campaign_of_the_past_keeps_the_day_things_happened(
    cast: Cast, expectation_of: ExpectationOf
) -> None:
    day = cast.today - timedelta(days=3)
    happening = records.Happening(title="走访", happened_on=day, result="走访十二户。")
    records.submit(
        by=cast.secretary,
        happening=happening,
        expectations=[expectation_of("first", "为民办实事").pk],
        now=at_noon(cast.today),
    )
    assert Entry.objects.get(verb="campaigns.record.submit").happened_on == day
