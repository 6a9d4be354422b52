"""What was written in bulk is what the actions would have written, row by row."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Count, F
from django.utils import timezone

from zhengyou.campaigns.actions import excuses, records
from zhengyou.campaigns.models import Excuse, Expectation, Fulfilment, Record
from zhengyou.campaigns.queries import standing
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.progress import progress
from zhengyou.campaigns.rules.states import last_day
from zhengyou.demo.district.posts import Holder
from zhengyou.demo.district.storing import Stored
from zhengyou.demo.district.tree import Node
from zhengyou.demo.records.course import Course, Due, Plea, Step
from zhengyou.demo.records.writing import EXCUSE, FULFILMENT, RECORD
from zhengyou.ledger.models import Entry
from zhengyou.ledger.queries import told
from zhengyou.ledger.sealing import seal
from zhengyou.ledger.verification import verify
from zhengyou.ledger.writing import entries_of
from zhengyou.organisations.models import Account
from zhengyou.organisations.queries import actors_of, place, root, today

pytestmark = pytest.mark.django_db

SHANGHAI = ZoneInfo("Asia/Shanghai")


def acting(username):
    return actors_of(Account.objects.get(username=username), today())[0]


def test_the_columns_of_every_expectation_follow_from_its_dated_rows(district):
    expected = {}
    for key in Expectation.objects.values_list("pk", flat=True):
        expected[key] = ("open", None, None, False, None)
    for row in Fulfilment.objects.order_by("until"):
        outcome, settled, in_time, confirmed, grace = expected[row.expectation_id]
        if row.until is None:
            outcome, settled, in_time, confirmed = (
                row.outcome,
                row.since,
                row.in_time,
                row.accepted_on is not None,
            )
        else:
            grace = row.grace_until
        expected[row.expectation_id] = (outcome, settled, in_time, confirmed, grace)
    for plea in Excuse.objects.filter(state="approved"):
        day = plea.decided_at.astimezone(SHANGHAI).date()
        expected[plea.expectation_id] = ("excused", day, None, True, None)
    columns = Expectation.objects.values_list(
        "pk", "outcome", "settled_on", "in_time", "confirmed", "grace_until"
    )
    assert {key: tuple(rest) for key, *rest in columns} == expected


def test_progress_of_today_is_the_same_from_the_columns_and_from_the_dated_rows(district, monkeypatch):
    scope = Scope(district, root(today()), today())
    from_columns = progress(scope)
    monkeypatch.setattr(standing, "today", lambda: today() + timedelta(days=1))
    from_dated_rows = progress(scope)
    assert from_columns == from_dated_rows
    assert from_columns.total.done > 0


def test_the_ledger_is_in_order_and_verifies(district):
    while seal():
        pass
    outcome = verify()
    assert (outcome.faults, outcome.unsealed) == ([], 0)
    moments = list(Entry.objects.order_by("pk").values_list("entered_at", flat=True))
    assert moments == sorted(moments)


def test_each_record_and_plea_has_exactly_the_lines_of_its_steps(district):
    written = {
        (line["subject"], line["subject_id"]): line["n"]
        for line in Entry.objects.filter(subject__in=["campaigns.record", "campaigns.excuse"])
        .exclude(verb="campaigns.record.brief")
        .values("subject", "subject_id")
        .annotate(n=Count("pk"))
    }
    decided = {"accepted": 2, "returned": 2, "submitted": 1}
    expected = {}
    for record in Record.objects.all():
        again = record.submitted_at != record.entered_at
        # A plan is sent up by an action on the plan; what the level above decides is told of the record.
        by_plan = record.plan_version_id is not None
        count = decided[record.state] - by_plan + (again and 2 - by_plan)
        if count:
            expected["campaigns.record", record.pk] = count
    for plea in Excuse.objects.all():
        expected["campaigns.excuse", plea.pk] = 1 if plea.state == "requested" else 2
    assert written == expected


def test_nothing_is_dated_ahead_or_out_of_order(district):
    yesterday = today() - timedelta(days=1)
    for record in Record.objects.all():
        # A plan sent up again tells of the meeting that passed it again.
        told = record.submitted_at if record.plan_version_id else record.entered_at
        assert record.happened_on <= told.astimezone(SHANGHAI).date() <= yesterday
        assert record.decided_at is None or record.submitted_at < record.decided_at
    for row in Fulfilment.objects.select_related("expectation", "record"):
        assert row.expectation.opens_on <= row.since
        assert row.until is None or row.since < row.until
        assert row.record.organisation_id == row.expectation.organisation_id


def test_nobody_decides_what_they_reported_and_the_level_above_decides(district):
    for record in Record.objects.filter(decided_by__isnull=False).select_related("decided_by"):
        decider = actors_of(record.decided_by, today())[0]
        assert record.decided_by_id != record.entered_by_id
        assert place(decider.organisation_id, today()).path == decider.path
        assert decider.above(place(record.organisation_id, today()).path)


def test_the_records_are_of_every_sort(district):
    late_entry = Record.objects.filter(happened_on__lt=F("entered_at__date") - timedelta(days=15))
    several = Record.objects.annotate(n=Count("fulfilments__expectation", distinct=True)).filter(n__gt=1)
    found = {
        "accepted": Record.objects.filter(state="accepted").exists(),
        "waiting": Record.objects.filter(state="submitted").exists(),
        "returned": Record.objects.filter(state="returned").exists(),
        "late": Expectation.objects.filter(outcome="met", in_time=False).exists(),
        "zero": Expectation.objects.filter(outcome="zero").exists(),
        "excused": Excuse.objects.filter(state="approved").exclude(reason="").exists(),
        "refused": Excuse.objects.filter(state="refused").exclude(comment="").exists(),
        "entered long after": late_entry.exists(),
        "one record for several": several.exists(),
        "overdue": Expectation.objects.filter(outcome="open", due_on__lt=today()).exists(),
    }
    assert [sort for sort, there in found.items() if not there] == []


def test_offices_are_ahead_of_private_firms(district):
    sectors = progress(Scope(district, root(today()), today())).sectors
    assert sectors["organs"].rate > sectors["private"].rate


ACCEPTED = [("accept", "")]
RETURNED = [("return", "请补充人数。")]
MENDED = [*RETURNED, ("resubmit", ""), ("accept", "")]
AGAIN = [("accept", ""), ("return", "数字不对。"), ("resubmit", "")]


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("steps", [[], ACCEPTED, RETURNED, MENDED, AGAIN])
def test_a_course_gives_the_rows_and_lines_that_the_actions_write(district, steps, late):
    expectation, course = _open_course(late, steps)
    reporter, decider = acting("zhishu"), acting("dangweiban")
    newest = Entry.objects.latest("pk").pk
    happening = _happening(course, course.result)
    made = records.submit(
        by=reporter, happening=happening, expectations=[expectation.pk], now=course.entered_at
    )
    for step in course.steps:
        if step.verb == "accept":
            records.accept(by=decider, record=made, now=step.at)
        elif step.verb == "return":
            records.return_(by=decider, record=made, comment=step.comment, now=step.at)
        else:
            mended = course.row(0)[RECORD.split().index("result")]
            records.resubmit(
                by=reporter,
                record=made,
                happening=_happening(course, mended),
                expectations=[expectation.pk],
                now=step.at,
            )
    assert _stored(Record.objects.filter(pk=made.pk), RECORD) == [course.row(made.pk)]
    rows = _stored(Fulfilment.objects.filter(record=made).order_by("pk"), FULFILMENT)
    assert rows == list(course.fulfilments(made.pk))
    lines = told(Entry.objects.filter(pk__gt=newest).order_by("pk"))
    assert [_told(line) for line in lines] == _told_of(course.lines(made.pk))


@pytest.mark.parametrize("verb", ["approve", "refuse"])
def test_a_plea_gives_the_row_and_lines_that_the_actions_write(district, verb):
    expectation, course = _open_course(False, [])
    answer = Step(
        verb, course.entered_at + timedelta(hours=20), "" if verb == "approve" else "可以分两次办。"
    )
    plea = Plea(
        course.place,
        course.reporter,
        course.decider,
        course.meets[0],
        "企业停产。",
        course.entered_at,
        answer,
    )
    newest = Entry.objects.latest("pk").pk
    made = excuses.request(
        by=acting("zhishu"), expectation=expectation, reason=plea.reason, now=plea.entered_at
    )
    decide = excuses.approve if verb == "approve" else excuses.refuse
    decide(by=acting("dangweiban"), excuse=made, comment=answer.comment, now=answer.at)
    assert _stored(Excuse.objects.filter(pk=made.pk), EXCUSE) == [plea.row(made.pk)]
    lines = told(Entry.objects.filter(pk__gt=newest).order_by("pk"))
    assert [_told(line) for line in lines] == _told_of(plea.lines(made.pk))


def _open_course(late, steps):
    """An open expectation of the secretary's branch, and a course for it entered before or after its last day."""
    reporter, decider = acting("zhishu"), acting("dangweiban")
    expectation = (
        Expectation.objects.filter(
            organisation_id=reporter.organisation_id, outcome="open", opens_on__lte=today()
        )
        .filter(grace_until__isnull=True)
        .select_related("task")
        .latest("due_on")
    )
    day = last_day(expectation) + timedelta(days=1) if late else expectation.opens_on
    entered = timezone.make_aware(timezone.datetime.combine(day, timezone.datetime.min.time())) + timedelta(
        hours=9
    )
    due = Due(
        expectation.pk,
        expectation.task.name,
        expectation.period_start,
        expectation.period_end,
        expectation.opens_on,
        expectation.due_on,
        expectation.task.zero_allowed,
    )
    node = Node("0", None, "branch", "rural", reporter.organisation_name)
    course = Course(
        Stored(reporter.organisation_id, node, reporter.path, None),
        Holder(reporter.account_id, reporter.person_id, reporter.name),
        Holder(decider.account_id, decider.person_id, decider.name),
        [due],
        entered,
        expectation.opens_on,
        "主题党日",
        "清理河道两公里。",
        where="村口",
        attended=12,
        quantity=2,
        unit="公里",
    )
    course.steps = [
        Step(verb, entered + timedelta(days=3 * number), comment)
        for number, (verb, comment) in enumerate(steps, 1)
    ]
    return expectation, course


def _happening(course, result):
    return records.Happening(
        title=course.title,
        happened_on=course.happened_on,
        result=result,
        place=course.where,
        attended=course.attended,
        quantity=course.quantity,
        unit=course.unit,
        zero=course.zero,
    )


def _stored(rows, names):
    return list(rows.values_list(*names.split()))


def _told(line):
    actor = (line.actor_id, line.actor_name)
    subject = (line.subject, line.subject_id, line.organisation_path)
    return actor, line.verb, line.sentence, subject, line.happened_on, line.before, line.after


def _told_of(lines):
    """What will be read of lines written in bulk."""
    return [_told(line) for line in told(entries_of((line.by, line.line) for line in lines))]
