"""Activities of the demonstration: each record of a known kind tells who came, as the actions would have written it."""

from django.db.models import Count, F, Q
from django.utils import timezone

from zhengyou.campaigns.models import Absence, Held, Record
from zhengyou.campaigns.queries.attendance import expected
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.campaigns.queries.held import held_counts
from zhengyou.campaigns.rules.activity_kinds import catalogue
from zhengyou.ledger.models import Entry
from zhengyou.organisations.queries import root, today


def test_every_record_of_a_kind_that_counts_is_told_as_held_and_no_other(district):
    live = dict(Held.objects.filter(until=None).values_list("record_id", "kind"))
    counted = Record.objects.filter(state__in=["submitted", "accepted"]).exclude(kind="")
    assert live == dict(counted.values_list("pk", "kind"))
    assert not Record.objects.filter(zero=True).exclude(kind="").exists()


def test_the_numbers_are_those_of_the_roster_on_the_day(district):
    sessions = Held.objects.filter(until=None, due__isnull=False).select_related("record").order_by("pk")
    some = list(sessions[::7])[:40]
    assert some
    for held in some:
        due = [
            one for one in expected(held.record.organisation_id, held.record.happened_on) if not one.excused
        ]
        missed = set(held.absences.values_list("person_id", flat=True))
        assert held.due == len(due)
        assert missed <= {one.person_id for one in due}
        assert held.present == held.due - len(missed) == held.record.attended
        assert held.voting_due == sum(one.votes for one in due)


def test_absentees_are_told_after_the_record_was_entered_and_each_time_in_the_ledger(district):
    told = Absence.objects.filter(briefed_on__isnull=False)
    assert told.exists()
    assert not told.filter(briefed_at__lte=F("held__record__entered_at")).exists()
    assert not told.filter(briefed_at__gte=timezone.now()).exists()
    records = told.values("held__record").distinct().count()
    assert Entry.objects.filter(verb="campaigns.record.brief").count() == records
    brief = [kind.key for kind in catalogue().kinds if kind.brief]
    assert not told.exclude(held__kind__in=brief).exists()


def test_the_figures_of_activities_are_not_nothing(district):
    counts = held_counts(Scope(district, root(today()), today())).of(None)
    assert counts.held > counts.sessions > 0
    assert counts.due > counts.present > 0.9 * counts.due
    assert counts.absent > counts.briefed > 0
    returned = Held.objects.filter(record__state="returned").aggregate(
        all=Count("pk"), ended=Count("pk", filter=Q(until__isnull=False))
    )
    assert returned["all"] == returned["ended"]
