"""Where a name stands in texts that people wrote; what of them this room holds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Func, IntegerField, JSONField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy

from zhengyou.ledger.models import Entry, Name

from ..models import (
    Cultivation,
    Group,
    Handover,
    MemberStep,
    Person,
    Placement,
    Reorganisation,
    RosterRun,
    Transfer,
    Unit,
    Weakness,
)
from ..rules.free_texts import FreeText

SHOWN = 5
"""So many of each kind are shown with a link."""


@dataclass(frozen=True)
class Standing:
    """Where the name stands: what kind of text, in how many rows, and the addresses of the newest of them.

    Not what they say: who blanks does not read the campaign's content.
    """

    word: str | Promise
    total: int
    addresses: list[str]


def declared() -> list[FreeText]:
    """The free texts of all rooms."""
    return [text for dotted in settings.FREE_TEXTS for text in import_string(dotted)]


def called(person: Person) -> list[str]:
    """What a person is called now, and was called before a correction; not the user name."""
    account = getattr(person, "account", None)
    former = Name.objects.filter(person_id=person.pk, text__isnull=False).values_list("text", flat=True)
    names = dict.fromkeys([person.name, *(text for text in former if text)])
    return [name for name in names if account is None or name != account.username]


def standing(names: Sequence[str]) -> list[Standing]:
    """Where any of the names stands in texts that people wrote; one query for each table, two where it does."""
    found = []
    for text in declared():
        rows = containing(text, names)
        total = rows.count()
        if total:
            newest = rows.order_by("-pk")[:SHOWN]
            addresses = list(dict.fromkeys(url for row in newest if (url := text.url(row))))
            found.append(Standing(text.word, total, addresses))
    return found


def containing(text: FreeText, names: Sequence[str]) -> QuerySet:
    """The rows in which one of the names stands."""
    rows = text.model._default_manager.all()
    condition = Q()
    for number, column in enumerate(text.columns):
        spelled = [_written(text, column, name) for name in names]
        for place, name in enumerate(spelled):
            mark = f"at_{number}_{place}"
            where = Func(
                Cast(F(column), TextField()),
                Value(name, output_field=TextField()),
                function="strpos",
                output_field=IntegerField(),
            )
            rows = rows.alias(**{mark: where})
            condition |= Q(**{f"{mark}__gt": 0})
    return rows.filter(condition)


def _written(text: FreeText, column: str, name: str) -> str:
    """A name as it stands inside a column: JSON writes some signs otherwise."""
    field = text.model._meta.get_field(column)
    return json.dumps(name, ensure_ascii=False)[1:-1] if isinstance(field, JSONField) else name


FREE_TEXTS = [
    FreeText(
        model=Placement,
        columns=("name",),
        word=gettext_lazy("组织名称"),
        url=lambda row: reverse("organisation", args=[row.organisation_id]),
    ),
    FreeText(
        model=Group,
        columns=("name", "duties"),
        word=gettext_lazy("小组的名称和职责"),
        url=lambda row: reverse("group", args=[row.pk]),
    ),
    FreeText(model=Unit, columns=("name",), word=gettext_lazy("行政单位的名称")),
    FreeText(
        model=Weakness,
        columns=("reason", "measures", "result"),
        word=gettext_lazy("整顿名单的理由、措施和结果"),
        url=lambda row: reverse("weak"),
    ),
    FreeText(
        model=Reorganisation,
        columns=("reason", "document"),
        word=gettext_lazy("组织变动的理由"),
        url=lambda row: reverse("reorganisation", args=[row.pk]),
    ),
    FreeText(model=MemberStep, columns=("reason", "document"), word=gettext_lazy("身份变动的理由")),
    FreeText(
        model=Transfer,
        columns=("reason", "comment", "document"),
        word=gettext_lazy("组织关系转接的理由和答复"),
    ),
    FreeText(model=Cultivation, columns=("how", "result"), word=gettext_lazy("双培养的办法和结果")),
    FreeText(
        model=RosterRun,
        columns=("name", "sentence", "counts", "preview"),
        word=gettext_lazy("上传的名册（核对的内容七天后清除）"),
    ),
    FreeText(model=Handover, columns=("note", "listed"), word=gettext_lazy("交接的说明和清单")),
    FreeText(model=Entry, columns=("sentence", "before", "after"), word=gettext_lazy("台账里抄录的文字")),
]
