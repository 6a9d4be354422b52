"""What a kind of activity adds to the form of a record, and telling absentees afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.ui.widgets import AmountInput, DayInput

from ..actions.attendance import MOST_ISSUES
from ..rules.activity_kinds import ActivityKind, Field, catalogue
from .folding import FoldedTicks

Choices = Sequence[tuple[int, str]]
_DETAIL = "of_kind_"
_LONGEST_ISSUE = 120


@dataclass(frozen=True, kw_only=True)
class Knowing:
    """A known kind with the members of the organisation, as choices; `excused` are those who need not come."""

    kind: ActivityKind
    members: Choices = ()
    excused: Sequence[int] = ()

    @property
    def all_due(self) -> bool:
        """Whether everybody is taken as present but those who are ticked as absent."""
        return self.kind.roster == "all" and bool(self.members)


class Folding(forms.Form):
    """A form whose fields that need not be filled in are folded behind one line, once a kind is known."""

    groups: Sequence[tuple[str, Sequence[str]]] = ()
    folded: Sequence[str] = ()

    def fold(self, names: Sequence[str]) -> None:
        """Put these fields behind a line that names the first of them."""
        words = [str(self.fields[name].label) for name in names]
        more = "……" if len(words) > 3 else ""
        legend = _("再写一点：%(names)s") % {"names": "、".join(words[:3]) + more}
        standing = [field.name for field in self.visible_fields() if field.name not in names]
        self.groups, self.folded = [("", standing), (legend, names)], [legend]


def add_fields(form: Folding, knowing: Knowing) -> None:
    """Put what the kind asks into the form of a record; those who did not come instead of those who came."""
    form.fields["kind"] = forms.CharField(widget=forms.HiddenInput, initial=knowing.kind.key)
    order = ["title", "items", "happened_on", "place"]
    if knowing.all_due:
        form.fields.pop("participants", None)
        form.fields["absent"] = _absent(knowing)
        form.fields["attended"].help_text = _("连同列席的、群众一起算；只有本组织的人，可以不填。")
        form.fields["result"].required = False
        form.fields["result"].help_text = _("没有别的要说，可以不写。")
        order.append("absent")
    for field in catalogue().fields_of(knowing.kind):
        form.fields[_DETAIL + field.key] = _field(field)
        order.append(_DETAIL + field.key)
    if knowing.kind.issues:
        form.fields["issues"] = _issues()
    form.order_fields([*order, "participants", "attended", "result", "issues"])
    standing = ("title", "items", "happened_on", "place", "absent", "participants", "kind")
    form.fold([name for name, field in form.fields.items() if name not in standing and not field.required])


def _absent(knowing: Knowing) -> forms.TypedMultipleChoiceField:
    count = len(knowing.members)
    widget = FoldedTicks(_("%(count)d名党员都到了，除了…") % {"count": count}, names=True, stays_folded=True)
    field = forms.TypedMultipleChoiceField(
        label=_("谁没到"),
        coerce=int,
        required=False,
        choices=list(knowing.members),
        widget=widget,
        initial=list(knowing.excused),
    )
    field.error_messages["invalid_choice"] = _("所选的有一位已不在名单里，请重新勾选。")
    return field


def _field(field: Field) -> forms.Field:
    told: dict[str, Any] = {"label": field.name, "required": False, "help_text": field.help}
    if field.kind == "number":
        told["label"] = _("%(name)s（%(unit)s）") % {"name": field.name, "unit": field.unit}
        mistakes = {"invalid": _("请填一个数，比如 2 或 0.5。"), "min_value": _("这个数不能小于 0。")}
        return forms.DecimalField(
            min_value=0,
            max_value=1_000_000,
            max_digits=12,
            decimal_places=2,
            widget=AmountInput,
            error_messages=mistakes,
            **told,
        )
    widget = forms.Textarea(attrs={"rows": 3}) if field.kind == "text" else forms.TextInput()
    return forms.CharField(max_length=field.longest, widget=widget, **told)


def _issues() -> forms.CharField:
    return _Lines(
        label=_("提出了什么问题"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行一个。报送以后，在这条记录里按一下就转成整改。"),
    )


class _Lines(forms.CharField):
    """Several lines, each a problem in a sentence."""

    def clean(self, value: Any) -> Any:
        """The lines that are not empty."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        if long := next((line for line in lines if len(line) > _LONGEST_ISSUE), None):
            sentence = _("“%(start)s…”太长了，一个问题最多%(most)d个字，细节转成整改以后再写。")
            raise forms.ValidationError(sentence % {"start": long[:12], "most": _LONGEST_ISSUE})
        if len(lines) > MOST_ISSUES:
            raise forms.ValidationError(_("一次最多记%(most)d个问题。") % {"most": MOST_ISSUES})
        return lines


def told(data: Mapping[str, Any], knowing: Knowing | None) -> dict[str, Any]:
    """What the kind's fields say, as the action takes it; `data` is the form's cleaned data."""
    if knowing is None:
        return {}
    details = {name.removeprefix(_DETAIL): value for name, value in data.items() if name.startswith(_DETAIL)}
    found: dict[str, Any] = {"kind": knowing.kind.key, "details": details, "issues": data.get("issues") or []}
    if knowing.all_due:
        absent = data.get("absent") or []
        present = [person_id for person_id, _name in knowing.members if person_id not in absent]
        found |= {"absent": absent, "participants": present, "result": data["result"] or _came(len(present))}
    return found


def _came(number: int) -> str:
    return _("本组织到会%(number)d人。") % {"number": number}


def as_before(kind: ActivityKind, details: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields of a kind begin with where a record is put right."""
    return {_DETAIL + key: details.get(key, "") for key in kind.fields}


class BriefForm(forms.Form):
    """Who made up for it or was told, when and how."""

    absences = forms.TypedMultipleChoiceField(
        label=gettext_lazy("给谁补上了"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("请勾选补上了的同志。"),
            "invalid_choice": gettext_lazy("所选的有一位刚才已经记过，请重新勾选。"),
        },
    )
    on = forms.DateField(
        label=gettext_lazy("哪一天"),
        error_messages={
            "required": gettext_lazy("请选补课、传达的那一天。"),
            "invalid": gettext_lazy("这不是一个日期，请写成 2026-07-01 这样。"),
        },
    )
    how = forms.CharField(
        label=gettext_lazy("怎么补的"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("比如：上门讲了一遍、发了讲稿、参加了第二场。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("当时为什么没到"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("几位原因不同的，可以分几次记。"),
    )

    def __init__(self, *args: Any, absences: Choices, first: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["absences"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = list(absences)
        self.fields["on"].widget = DayInput({"min": first.isoformat(), "max": today.isoformat()})
