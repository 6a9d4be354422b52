"""Blanking: afterwards the name stands nowhere but in texts that were listed before, and the ledger still verifies."""

import json
import string
from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, ExpectationOf, at_noon
from tests.organisations.personal.changes import asked, left
from zhengyou.accounts.models import Login, Passkey, RecoveryCode, TimeCodes
from zhengyou.campaigns.actions import plans, records
from zhengyou.campaigns.models import Campaign, PlanItem, Record
from zhengyou.ledger.models import Entry
from zhengyou.ledger.queries import told
from zhengyou.ledger.sealing import seal
from zhengyou.ledger.verification import verify
from zhengyou.ledger.writing import Line, mention, write
from zhengyou.organisations.actions.blanking import NotBlanked, blank_person
from zhengyou.organisations.actions.readings import note_reading
from zhengyou.organisations.models import (
    Account,
    Circumstance,
    Correction,
    GroupMember,
    Membership,
    Person,
    Post,
    Reading,
    What,
)
from zhengyou.organisations.queries.free_texts import called, declared, standing
from zhengyou.organisations.rules import Actor, NotPermitted
from zhengyou.organisations.rules.personal_data import BLANKED

NAME = "云无心"
# Text of a fixed vocabulary, made by us or worked out: no name is ever written there.
MADE = {
    "appraisals.Contact.sealed",
    "appraisals.Sample.frame", "appraisals.Sample.frame_sha256",
    "appraisals.Sample.outcomes", "appraisals.Sample.second",
    "appraisals.Analysis.state", "appraisals.AnalysisStage.state", "appraisals.AnalysisStage.verb",
    "appraisals.Grading.state", "appraisals.GradingStage.state", "appraisals.GradingStage.verb",
    "appraisals.PiledCode.sealed", "appraisals.Piece.groups",
    "appraisals.RaterClass.name", "appraisals.Round.envelopes",
    "appraisals.Round.fingerprint", "appraisals.Round.kinds", "appraisals.Round.policies", "appraisals.Round.sheet",
    "appraisals.Round.slug", "appraisals.Round.state", "appraisals.RoundStage.state", "appraisals.RoundStage.verb",
    "campaigns.CalendarFeed.digest", "campaigns.Classes.names", "campaigns.Expectation.class_name",
    "campaigns.Phase.gates", "campaigns.PhaseClosing.gates",
    "campaigns.PhaseStage.state", "campaigns.PhaseStage.verb",
    "accounts.AddressTry.address", "accounts.AddressTry.name", "accounts.Asking.browser", "accounts.Asking.number",
    "accounts.Attempts.door", "accounts.Invitation.digest", "accounts.Login.browser", "accounts.WallCode.digest",
    "accounts.Login.session_key", "accounts.OutsideIdentity.issuer",
    "accounts.RecoveryCode.digest", "accounts.TimeCodes.secret",
    "campaigns.Attachment.media_type", "campaigns.Attachment.sha256", "campaigns.Campaign.slug",
    "campaigns.Explanation.figure", "campaigns.Explanation.parts_sum", "campaigns.Explanation.value",
    "campaigns.Held.kind", "campaigns.PlanItem.anchor", "campaigns.Record.kind", "campaigns.Task.activity",
    "campaigns.Campaign.drive", "campaigns.Plan.drive", "campaigns.PlanItem.activity",
    "campaigns.PlanItem.step", "campaigns.Task.anchor",
    "campaigns.Project.state", "campaigns.ProjectStage.state", "campaigns.ProjectStage.verb",
    "campaigns.Rectification.category", "campaigns.Task.step",
    "campaigns.PlanItem.audience_kinds", "campaigns.PlanItem.audience_sectors", "campaigns.PlanSketch.version",
    "campaigns.PlanSource.media_format", "campaigns.PlanSource.sha256", "campaigns.PlanStep.settles",
    "campaigns.Commitment.state", "campaigns.CommitmentStage.state",
    "campaigns.CommitmentStage.verb", "campaigns.ConfirmationLink.digest",
    "campaigns.CommitmentFile.media_type", "campaigns.CommitmentFile.sha256",
    "campaigns.Rectification.state", "campaigns.RectificationStage.state", "campaigns.RectificationStage.verb",
    "campaigns.Review.state", "campaigns.ReviewStage.state", "campaigns.ReviewStage.verb",
    "campaigns.SelfCheck.state", "campaigns.SelfCheckRound.kinds", "campaigns.SelfCheckRound.sectors",
    "campaigns.SelfCheckStage.state", "campaigns.SelfCheckStage.verb",
    "campaigns.Summary.state", "campaigns.SummaryStage.state", "campaigns.SummaryStage.verb",
    "campaigns.Inspection.frame_sha256", "campaigns.Inspection.methods", "campaigns.Inspection.second",
    "campaigns.Inspection.state", "campaigns.InspectionCircular.sha256", "campaigns.InspectionStage.state",
    "campaigns.InspectionStage.verb", "campaigns.InspectionUnit.code", "campaigns.InspectionUnit.digest",
    "campaigns.InspectionVisit.methods", "campaigns.InspectionVisit.state", "campaigns.InspectionVisitStage.state",
    "campaigns.InspectionVisitStage.verb",
    "campaigns.Policy.key", "campaigns.Task.audience_kinds", "campaigns.Task.audience_sectors",
    "ledger.Entry.actor_name", "ledger.Entry.organisation_path", "ledger.Entry.subject", "ledger.Entry.verb",
    "ledger.Link.digest", "ledger.Name.digest", "ledger.Sealed.waiting_for",
    "organisations.Account.password", "organisations.Group.kind",
    "organisations.GroupMember.role", "organisations.MemberStep.after", "organisations.MemberStep.before",
    "organisations.Organisation.code", "organisations.Placement.path", "organisations.Reading.reader_path",
    "organisations.Reorganisation.after", "organisations.Reorganisation.before",
    "organisations.RosterRun.digest", "organisations.RosterRun.sha256", "organisations.RosterRun.stage",
    "organisations.RosterTouch.verb", "organisations.Unit.kind",
}  # fmt: skip
# What blanking takes away itself, with what the database makes of the name.
TAKEN = {
    "accounts.Asking.hint", "accounts.Asking.name",
    "accounts.OutsideIdentity.subject", "accounts.Passkey.name",
    "ledger.Name.text", "organisations.Account.username",
    "organisations.Circumstance.reason", "organisations.Correction.answer",
    "organisations.Correction.wish", "organisations.GroupMember.from_where",
    "organisations.Person.backwards", "organisations.Person.initials",
    "organisations.Person.name", "organisations.Person.number",
    "organisations.Person.pinyin", "organisations.Person.spelled",
    "organisations.Reading.reader_post",
}  # fmt: skip
FRAMEWORK = {"auth", "contenttypes", "sessions", "procrastinate"}


def _texts() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every column that holds text, but those with a list of choices."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            kind = field.output_field if isinstance(field, models.GeneratedField) else field
            textual = isinstance(kind, models.CharField | models.TextField | models.JSONField)
            if isinstance(kind, ArrayField):
                textual = isinstance(kind.base_field, models.CharField | models.TextField)
            if textual and not kind.choices:
                yield model, field


def test_every_column_of_text_is_listed_before_taken_away_or_of_our_own_making() -> None:
    listed = {name for text in declared() for name in text.names}
    ours = {
        f"{model._meta.label}.{field.name}"
        for model, field in _texts()
        if model._meta.app_label not in FRAMEWORK
    }
    assert (listed & MADE, listed & TAKEN, MADE & TAKEN) == (set(), set(), set())
    assert ours == listed | MADE | TAKEN


def _found(name: str) -> set[str]:
    """In which columns of any table a name stands, also backwards and as JSON writes it."""
    spelled = {name, name[::-1], json.dumps(name, ensure_ascii=False)[1:-1], json.dumps(name)[1:-1]}
    places = set()
    with connection.cursor() as cursor:
        for model, field in _texts():
            table, column = model._meta.db_table, field.column
            sql = f'SELECT 1 FROM "{table}" WHERE strpos("{column}"::text, %s) > 0 LIMIT 1'
            for words in spelled:
                cursor.execute(sql, [words])
                if cursor.fetchone():
                    places.add(f"{model._meta.label}.{field.name}")
    return places


def _known_everywhere(cast: Cast, of: ExpectationOf, name: str) -> Person:
    """Somebody who has left, after his name came to stand wherever it may."""
    person = left(cast, name)
    pk, now, first = person.pk, at_noon(cast.today), cast.places["first"].organisation_id
    account = Account.objects.get(person=person)
    Person.objects.filter(pk=pk).update(number="LX-0042", joined_on=cast.today - timedelta(days=4000))
    over = {"since": cast.today - timedelta(days=400), "until": cast.today - timedelta(days=300)}
    Circumstance.objects.create(person=person, kind="excused", reason=f"{name}住院。", **over)
    acting = Actor(
        account.pk, pk, name, 0, "reporter", "信息员", first, "第一支部", cast.places["first"].path
    )
    with transaction.atomic():
        write(by=acting, line=Line(verb="a.b", sentence="报送一次。", subject="a", subject_id=1, path="/1/"))
        told_of = f"{mention(pk, name)}离开。"
        line = Line(verb="a.c", sentence=told_of, subject="a", after={"who": mention(pk, name)}, path="/1/")
        write(by=cast.secretary, line=line)
    note_reading(by=acting, what=What.PEOPLE, organisation_id=first, now=now)
    note_reading(by=cast.secretary, what=What.FILE, person_id=pk, now=now)
    Correction.objects.create(
        person=person, state="withdrawn", wish=f"我叫{name}。", asked_at=now, settled_at=now
    )
    happening = records.Happening(title=f"送{name}离任", happened_on=cast.today, result=f"{name}交接。")
    records.submit(
        by=cast.secretary, happening=happening, expectations=[of("first", "为民办实事").pk], now=now
    )
    PlanItem.objects.filter(plan__campaign__isnull=False, kind="task").update(owner=name)
    _protected(account, cast)
    return person


def _protected(account: Account, cast: Cast) -> None:
    """The account has everything that lets somebody in."""
    now = at_noon(cast.today)
    TimeCodes.objects.create(account=account, secret="x", added_at=now)
    Passkey.objects.create(
        account=account, name="手机", credential_id=bytes([account.pk % 251]), credential=b"k", added_at=now
    )
    RecoveryCode.objects.create(account=account, digest="0" * 64, made_at=now)
    Login.objects.create(
        account=account, session_key="k", browser="手机", how="password", began_at=now, seen_at=now
    )


def _blank(cast: Cast, person: Person, **other: Any) -> None:
    told_ = {"typed": person.name, "reason": "本人申请。", "by": cast.administrator} | other
    blank_person(person_id=person.pk, now=at_noon(cast.today), **told_)


# Also names that mean something to JSON, to a pattern, to HTML; long and short ones.
NAMES = st.text(
    st.sampled_from("云无心欧阳·" + "㐀𠀀" + string.ascii_letters + "%_\\\"'<&"), min_size=2, max_size=20
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES.map(lambda name: f"某{name}氏"))
def test_after_blanking_the_name_stands_only_in_texts_that_were_listed(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf, name: str
) -> None:
    with transaction.atomic():
        person = _known_everywhere(cast, expectation_of, name)
        assert seal() > 0
        assert _found(name) >= {"organisations.Person.name", "ledger.Name.text", "campaigns.Record.title"}
        listed = {word.word for word in standing(called(person))}
        _blank(cast, person)
        by_name = {column: text.word for text in declared() for column in text.names}
        assert {by_name.get(column, column) for column in _found(name)} == listed
        seal()
        outcome = verify()
        assert (outcome.ok, outcome.faults) == (True, [])
        transaction.set_rollback(True)


def test_numbers_and_records_stay_and_tell_no_longer_who_it_was(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    person = _known_everywhere(cast, expectation_of, NAME)
    kept = (Membership, Post, Circumstance, GroupMember, Reading, Correction, Record, Account)
    before = [model._default_manager.count() for model in kept]
    lines = Entry.objects.count()
    _blank(cast, person)
    assert [model._default_manager.count() for model in kept] == before
    person.refresh_from_db()
    told_ = (person.name, person.pinyin, person.number, person.joined_on, person.blanked_on)
    assert told_ == (BLANKED, "", None, None, cast.today)
    sentences = [line.sentence for line in told(Entry.objects.order_by("pk"))]
    assert "（已隐去）离开。" in sentences
    assert len(sentences) == lines + 1
    assert sentences[-1] == "隐去一名人员在台账里的全部姓名：本人申请。"
    assert Entry.objects.latest("pk").organisation_path == cast.places["first"].path


def test_the_account_is_closed_for_good_and_every_session_ends(cast: Cast) -> None:
    person = left(cast)
    account = Account.objects.get(person=person)
    cast.accounts["gone"] = account
    _protected(account, cast)
    client = cast.client("gone")
    address = f"/people/{person.pk}/data/"
    assert client.get(address).status_code == 200
    username = account.username
    _blank(cast, person)
    assert client.get(address).status_code == 302
    account.refresh_from_db()
    assert (account.is_active, account.has_usable_password()) == (False, False)
    assert not Account.objects.filter(username=username).exists()
    ways_in = (TimeCodes, Passkey, RecoveryCode, Login)
    assert [model._default_manager.filter(account=account).count() for model in ways_in] == [0] * 4


@pytest.mark.parametrize("role", ["secretary", "office", "leader", "member"])
def test_only_the_administrator_blanks(cast: Cast, role: str) -> None:
    person = left(cast)
    with pytest.raises(NotPermitted):
        _blank(cast, person, by=cast.actor(role))
    assert cast.client(role).get(f"/people/{person.pk}/blank/").status_code == 404


def test_nobody_blanks_himself(cast: Cast) -> None:
    own = Person.objects.get(pk=cast.accounts["administrator"].person_id)
    with pytest.raises(NotPermitted, match="不能自己隐去"):
        _blank(cast, own)


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"typed": "云有心"}, "姓名和档案上的不一样"),
        ({"reason": "  "}, "为什么隐去"),
        ({"reason": "云无心申请。"}, "请不要写姓名"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_goes(cast: Cast, other: dict[str, str], sentence: str) -> None:
    person = left(cast)
    client = cast.client("administrator")
    given_ = {"typed": NAME, "reason": "本人申请。"} | other
    response = client.post(f"/people/{person.pk}/blank/", given_)
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page or "请填写这一项" in page
    person.refresh_from_db()
    assert (person.name, person.blanked_on) == (NAME, None)


def test_who_still_belongs_somewhere_or_has_something_waiting_is_not_blanked(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    secretary = Person.objects.get(pk=cast.accounts["secretary"].person_id)
    happening = records.Happening(title="走访", happened_on=cast.today, result="走访十二户。")
    ids = [expectation_of("first", "为民办实事").pk]
    records.submit(by=cast.secretary, happening=happening, expectations=ids, now=at_noon(cast.today))
    asked(cast, "secretary")
    with pytest.raises(NotBlanked) as refused:
        _blank(cast, secretary)
    assert str(refused.value) == (
        "现在还不能隐去：还在组织里，先办理离开。还有任职没有结束，先免去。"
        "更正请求还有1件没有办结，先办结。报送还有1件没有办结，先办结。"
    )
    page = cast.client("administrator").get(f"/people/{secretary.pk}/blank/").content.decode()
    assert "现在还不能隐去" in page
    assert "再写一遍姓名" not in page


def test_a_proposed_plan_and_a_post_that_begins_later_stand_in_the_way(
    cast: Cast, campaign: Campaign
) -> None:
    person = left(cast)
    plan = plans.amend(by=cast.office, plan=campaign.plan)
    plans.propose(by=cast.office, plan=plan, now=at_noon(cast.today))
    plan.refresh_from_db()
    type(plan).objects.filter(pk=plan.pk).update(proposed_by=Account.objects.get(person=person))
    Post.objects.create(
        person=person,
        organisation_id=cast.places["first"].organisation_id,
        kind="reporter",
        since=cast.today + timedelta(days=3),
    )
    with pytest.raises(NotBlanked, match="还有任职没有结束，先免去。待批准的方案还有1件没有办结"):
        _blank(cast, person)


def test_a_second_time_there_is_nothing_to_blank(cast: Cast) -> None:
    person = left(cast)
    _blank(cast, person)
    with pytest.raises(NotBlanked, match="已经隐去"):
        _blank(cast, person)
    assert cast.client("administrator").get(f"/people/{person.pk}/blank/").status_code == 404


def test_the_page_says_what_goes_what_stays_and_where_the_name_remains(
    cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    person = _known_everywhere(cast, expectation_of, NAME)
    record = Record.objects.get(title=f"送{NAME}离任")
    client = cast.client("administrator")
    page = client.get(f"/people/{person.pk}/blank/")
    texts = {text.word: (text.total, text.addresses) for text in page.context["texts"]}
    assert texts["报送的记录"] == (1, [f"/records/{record.pk}/"])
    assert f"送{NAME}离任" not in page.content.decode()  # content is not the administrator's
    done = client.post(
        f"/people/{person.pk}/blank/", {"typed": f" {NAME} ", "reason": "本人申请。"}, follow=True
    )
    assert "已经隐去，不能恢复" in done.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_at_one_moment_one_blanks(cast: Cast) -> None:
    person, by, start = left(cast), cast.administrator, Barrier(2)
    outcomes: list[str] = []

    def act() -> None:
        start.wait()
        try:
            _blank_by(by, person, cast)
            outcomes.append("done")
        except NotBlanked:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]
    assert Entry.objects.filter(subject="ledger.person", subject_id=person.pk).count() == 1


def _blank_by(by: Actor, person: Person, cast: Cast) -> None:
    blank_person(by=by, person_id=person.pk, typed=NAME, reason="本人申请。", now=at_noon(cast.today))
