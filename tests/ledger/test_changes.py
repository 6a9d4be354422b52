"""Each line tells what really changed, before and after, small and in the users' words."""

import hashlib
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from tests.cast import Cast, ExpectationOf
from tests.test_ledger import ACTIONS
from zhengyou.campaigns.models import Campaign
from zhengyou.desk.ledger_words import FIELDS, KINDS, changes_of
from zhengyou.ledger.models import Entry
from zhengyou.ledger.queries import told
from zhengyou.ledger.telling import plain, sides

Row = tuple[str, Any]
Rows = dict[Row, dict[str, Any]]

# Told beside the fields of rows: counts, names of what else is meant, documents by their digest.
_BESIDE = {
    "added", "answers", "chosen", "expectations", "groups", "items", "members", "names", "new", "pack", "parent",
    "settled", "sha256", "stopped", "superior", "unit", "version", "undone", "circumstance", "organisation",
    "organisations", "secretary", "readings", "activists_added", "faults", "missing_organisations", "missing_people",
    "organisations_added", "organisations_changed", "people_added", "people_changed", "people_moved", "warnings",
    "reviews_added", "reviews_ended",
    # How many classes a school has said it has.
    "classes",
    # How somebody comes in: whether and how many, nothing that could be used (tests/accounts/test_lines.py).
    "app_at", "asking", "codes", "codes_at", "invitation", "invitations_ended", "invited", "open_sessions", "outside",
    "passkeys", "password", "wall", "walls_ended",
    # Many promises with one press, their signatures and links.
    "accepted_items", "returned_items", "archived_items", "running_items", "signatures", "links",
    # Who was absent and has been told of it now: people by name.
    "to_brief", "briefed",
    # What a phase asks before it closes, in words; the event on which its end hung; how many calendars there are.
    "gates", "what", "source_document", "addresses", "made",
    # Things and people by their names: a step of a project, the organisation and the person a gap names.
    "milestone", "exemplar", "responsible",
    # How many slips of an appraisal were printed; how many classes a school has, beside their names.
    "slips", "class_names",
    # How many papers a round of appraisal has.
    "papers",
    # The list of a phone sample by its digest, and how many of it were drawn.
    "frame", "drawn",
}  # fmt: skip
# Who, when and how often: the line itself says it, or nobody needs to be told.
_NOT_TOLD = {
    "revision", "decided_by_id", "decided_at", "proposed_by_id", "proposed_at", "submitted_at", "plan_version_id",
    "successor_id", "answered_by_id", "settled_at", "listed", "listed_on", "spelled", "initials", "backwards",
    "withdrawn_at", "reviewed_by_id", "entered_by_id", "entered_at",
    "moved_by_id", "responsible_id", "handed_up_by_id", "exemplar_id",
    # Keys and envelopes of a round are for no reader; the numbers it is counted by stand on its page.
    "public_half", "public_key", "envelopes", "policies",
}  # fmt: skip
# What is written of a person stays with the person.
_PRIVATE = {
    "organisations.cultivation": {"result"},
    "appraisals.grading": {
        "study",
        "own_text",
        "comments",
        "grade",
        "reason",
        "objection",
        "answer",
        "used_for",
        "comment",
    },
    "appraisals.analysis": {
        "opinions",
        "talks",
        "problems",
        "roots",
        "direction",
        "criticism",
        "opinion",
        "feedback",
        "comment",
    },
    "campaigns.summary": {"promised", "took_part", "put_right", "next_steps", "published_where", "comment"},
    "campaigns.review": {"self_report", "strengths", "direction", "none_found", "response", "comment"},
}


def _everything() -> Rows:
    rooms = ("organisations", "accounts", "campaigns", "appraisals")
    models = [model for room in rooms for model in apps.get_app_config(room).get_models()]
    return {(model._meta.label_lower, row["pk"]): row for model in models for row in _rows(model)}


def _rows(model: type[Model]) -> list[dict[str, Any]]:
    names = [field.attname for field in model._meta.concrete_fields]
    return [
        {"pk": row.pk, **{name: getattr(row, name) for name in names}} for row in model._default_manager.all()
    ]


class _Differences:
    """What differs between two moments in all rows of the loop and of the tree."""

    def __init__(self, before: Rows, after: Rows) -> None:
        changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
        self.old = {key: before.get(key, {}) for key in changed}
        self.new = {key: after.get(key, {}) for key in changed}

    def values(self, rows: Rows, name: str) -> list[Any]:
        """What a field holds in these rows."""
        return [plain(row.get(name)) for row in rows.values()]

    def told(self, subject: str, pk: int | None) -> set[str]:
        """The fields that changed of a row that was there, and of which people are told."""
        old, new = self.old.get((subject, pk)), self.new.get((subject, pk))
        told = {name for name in new if old[name] != new[name]} if old and new else set()
        return told - _NOT_TOLD - _PRIVATE.get(subject, set())


@pytest.mark.parametrize("name", ACTIONS)
def test_each_line_tells_in_the_users_words_what_really_changed(
    name: str, cast: Cast, campaign: Campaign, expectation_of: ExpectationOf
) -> None:
    action, arguments = ACTIONS[name]
    given = arguments(cast, campaign, expectation_of)
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    before = _everything()
    action(**given)
    (line,) = told(Entry.objects.filter(pk__gt=newest))
    found = _Differences(before, _everything())
    sides = list(_flat(line.before or {}, line.after or {}))
    assert [about for about, _old, _new in sides if about not in FIELDS] == []
    for about, old, new in sides:
        if about in _BESIDE:
            continue
        assert old is None or old in found.values(found.old, about), about
        assert new is None or new in found.values(found.new, about), about
    changed = found.told(line.subject, line.subject_id)
    assert changed <= {*(line.before or {}), *(line.after or {})}
    assert line.before is not None or (line.after is not None and not changed)
    assert [change.word for change in changes_of(line)] != []
    assert line.subject in KINDS


def _flat(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """Field, old and new value, also of parts named by the thing that they are of."""
    found = []
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if name not in FIELDS and isinstance(new or old, dict):
            found += _flat(old or {}, new or {})
        else:
            found.append((name, old, new))
    return found


def test_what_is_the_same_on_both_sides_is_on_neither() -> None:
    before = {"state": "draft", "title": "题目", "sector": None}
    after = {"state": "proposed", "title": "题目", "sector": None, "version": 2}
    assert sides(before, after) == ({"state": "draft"}, {"state": "proposed", "version": 2})
    assert sides(None, {"title": "题目"}) == (None, {"title": "题目"})
    assert sides({"title": "题目"}, {"title": "题目"}) == (None, {"title": "题目"})
    assert sides(None, {}) == (None, None)


def test_a_long_text_is_kept_by_its_length_and_digest_only() -> None:
    digest = hashlib.sha256(("长" * 201).encode()).hexdigest()
    assert plain({"short": "短" * 200, "long": "长" * 201}) == {
        "short": "短" * 200,
        "long": {"length": 201, "sha256": digest},
    }
