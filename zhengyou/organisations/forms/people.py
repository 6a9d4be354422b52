"""What is filled in about people: entering, status, transfer, leaving, putting right, circumstances, cultivation."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions.cultivations import Cultivating, Reached
from ..actions.mending import Corrected
from ..actions.people import Newcomer
from ..queries import today
from ..queries.person import File, named_places
from ..rules.offering import circumstances, direction, directions, leave_reasons, statuses
from ..rules.orders import Decided
from ..rules.roster_names import pinyin_key
from .groups import FromTodayForm
from .reorganising import DAY_WRONG


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, error_messages=DAY_WRONG, **more)


def _text(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 2}), **more)


class DecidedForm(FromTodayForm):
    """What was decided about a person: from when it counts, decided when, under which number, why."""

    day_field = "effective_on"
    effective_on = _day(
        gettext_lazy("从哪天起算"), help_text=gettext_lazy("今天或以后。以前各天的名单和数字不会变。")
    )
    decided_on = _day(
        gettext_lazy("哪天决定的"), required=False, help_text=gettext_lazy("开会或批准的日期，可以是以前。")
    )
    document = forms.CharField(label=gettext_lazy("文号或介绍信编号"), required=False, max_length=80)
    reason = _text(gettext_lazy("说明"), required=False)
    decision = (
        gettext_lazy("依据和日期"),
        ["effective_on", "decided_on", "document", "reason"],
    )

    @property
    def groups(self) -> list[tuple[Any, list[str]]]:
        """What is wanted first, the decision after it."""
        own = [name for name in self.fields if name not in self.decision[1]]
        return [(self.own_title, own), self.decision] if own else [self.decision]

    own_title: Any = gettext_lazy("怎么办")

    def decided(self) -> Decided:
        """The decision, once valid."""
        given = self.cleaned_data
        return Decided(given["effective_on"], given["decided_on"], given["document"], given["reason"])


class EnrolForm(DecidedForm):
    """Somebody new; where one of that name is there already, it is asked whether he is another."""

    own_title = gettext_lazy("谁")
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    status = forms.ChoiceField(label=gettext_lazy("身份"), choices=statuses, widget=forms.RadioSelect)
    joined_on = _day(gettext_lazy("入党日期"), required=False, help_text=gettext_lazy("不是党员的不填。"))
    number = forms.CharField(
        label=gettext_lazy("人员编号"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("名册自己的编号；不要填身份证号。"),
    )
    other = forms.BooleanField(label=gettext_lazy("和名册上同名的不是同一个人"), required=False)

    def clean_name(self) -> str:
        """Without blanks."""
        return _clean_name(self.cleaned_data["name"])

    def clean_number(self) -> str:
        """Never an id-card number."""
        return _clean_number(self.cleaned_data["number"])

    def newcomer(self) -> Newcomer:
        """Who, once valid."""
        given = self.cleaned_data
        return Newcomer(
            name=given["name"],
            status=given["status"],
            number=given["number"],
            joined_on=given["joined_on"],
            other=given["other"],
        )


def _clean_name(name: str) -> str:
    found = "".join(name.split())
    if not found:
        raise forms.ValidationError(_("请填写姓名。"))
    return found


def _clean_number(number: str) -> str:
    found = "".join(number.split())
    if len(found) == 18 and found[:17].isdigit():
        raise forms.ValidationError(_("这像是身份证号。这里不收身份证号，请填名册自己的编号，没有就不填。"))
    return found


class AgainForm(DecidedForm):
    """Somebody who was here before is here again."""

    own_title = gettext_lazy("身份")
    status = forms.ChoiceField(label=gettext_lazy("身份"), choices=statuses, widget=forms.RadioSelect)


class StatusForm(DecidedForm):
    """Another status."""

    own_title = gettext_lazy("身份")
    status = forms.ChoiceField(label=gettext_lazy("改为什么身份"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["status"]
        field.choices = [one for one in statuses() if one[0] != now]


class TransferForm(DecidedForm):
    """Another organisation: one of those the actor keeps, or any other by its name, which then has to receive him."""

    own_title = gettext_lazy("转到哪里")
    target = forms.TypedChoiceField(
        label=gettext_lazy("转到哪个组织"), coerce=int, empty_value=None, required=False
    )
    elsewhere = forms.CharField(
        label=gettext_lazy("转到别处的组织"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("写全称或编码；对方接收后才转过去。转出本区的，请办“离开”。"),
    )
    chosen = forms.TypedChoiceField(
        label=gettext_lazy("是哪一个"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, targets: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = str(self.data.get("elsewhere", ""))
        self.found = named_places(words, today()) if words.strip() else []
        target: Any = self.fields["target"]
        target.choices = [("", gettext_lazy("请选择")), *targets]
        if not targets:
            del self.fields["target"]
        chosen: Any = self.fields["chosen"]
        chosen.choices = [
            ("", gettext_lazy("请选择")),
            *((row.organisation_id, row.name) for row in self.found),
        ]
        if len(self.found) < 2:
            del self.fields["chosen"]

    def clean(self) -> dict[str, Any]:
        """Exactly one place."""
        given: dict[str, Any] = super().clean() or {}
        words = given.get("elsewhere", "").strip()
        if bool(words) == (given.get("target") is not None):
            self.add_error("elsewhere", _("请说明转到哪里：选一个组织，或写出别处组织的全称，两样只填一样。"))
        elif words and not self.found:
            self.add_error(
                "elsewhere",
                _("没有找到“%(words)s”，请写组织的全称或编码，一个字都不能差。") % {"words": words},
            )
        elif len(self.found) > 1 and given.get("chosen") is None:
            self.add_error("chosen", _("有不止一个组织叫这个名字，请选是哪一个。"))
        return given

    @property
    def place(self) -> int:
        """Where to, once valid."""
        given = self.cleaned_data
        if given.get("target") is not None:
            return int(given["target"])
        return int(given.get("chosen") or self.found[0].organisation_id)


class LeaveForm(DecidedForm):
    """Why somebody is here no more."""

    own_title = gettext_lazy("为什么离开")
    left = forms.ChoiceField(
        label=gettext_lazy("为什么离开"), choices=leave_reasons, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        """Where somebody went belongs into the file."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("left") == "transferred_out" and not given.get("reason", "").strip():
            self.add_error("reason", _("请写明转到哪个地方的哪个组织。"))
        return given


class MendForm(forms.Form):
    """Putting a wrong entry right."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    pinyin = forms.CharField(
        label=gettext_lazy("按什么读音排序"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("姓有几种读音时在这里改，如“单”读 shan；清空就按姓名重新注音。"),
    )
    number = forms.CharField(
        label=gettext_lazy("人员编号"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("不要填身份证号。"),
    )
    joined_on = _day(gettext_lazy("入党日期"), required=False)
    since = _day(
        gettext_lazy("现在的身份从哪天起算"),
        help_text=gettext_lazy("改这一天，以前各天的人数会跟着改；只在原来登记错了时改。"),
    )
    reason = _text(gettext_lazy("为什么更正"))

    def __init__(self, *args: Any, file: File, **kwargs: Any) -> None:
        person = file.person
        begin = {
            "name": person.name,
            "pinyin": person.pinyin,
            "number": person.number or "",
            "joined_on": person.joined_on,
            "since": file.last.row.since if file.last else None,
        }
        kwargs["initial"] = begin
        super().__init__(*args, **kwargs)
        self.former = person

    def clean_name(self) -> str:
        """Without blanks."""
        return _clean_name(self.cleaned_data["name"])

    def clean_number(self) -> str:
        """Never an id-card number."""
        return _clean_number(self.cleaned_data["number"])

    def corrected(self) -> Corrected:
        """What is to stand there, once valid; a new name is spelled anew unless its spelling was written too."""
        given = self.cleaned_data
        pinyin = " ".join(given["pinyin"].lower().split())
        if not pinyin or (given["name"] != self.former.name and pinyin == self.former.pinyin):
            pinyin = pinyin_key(given["name"])
        return Corrected(
            name=given["name"],
            pinyin=pinyin,
            number=given["number"],
            joined_on=given["joined_on"],
            since=given["since"],
            reason=given["reason"],
        )


class CircumstanceForm(FromTodayForm):
    """What makes the campaign ask less of somebody."""

    day_field = "since"
    kind = forms.ChoiceField(label=gettext_lazy("什么情况"), choices=circumstances, widget=forms.RadioSelect)
    since = _day(gettext_lazy("从哪天起"), help_text=gettext_lazy("今天或以后。"))
    reason = forms.CharField(
        label=gettext_lazy("说明"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("经批准不参加的，写明理由和批准的组织；不要写病情。"),
    )


class CultivationForm(FromTodayForm):
    """Into what somebody is cultivated."""

    day_field = "since"
    direction = forms.ChoiceField(label=gettext_lazy("方向"), choices=directions, widget=forms.RadioSelect)
    how = _text(gettext_lazy("谁来培养、怎么培养"), required=False)
    since = _day(gettext_lazy("从哪天起"))

    def told(self, person: int) -> Cultivating:
        """What was filled in, once valid."""
        given = self.cleaned_data
        return Cultivating(person, direction(given["direction"]), given["how"], given["since"])


class ReachedForm(FromTodayForm):
    """What came of it."""

    reached = forms.TypedChoiceField(
        label=gettext_lazy("达到目标了吗"),
        choices=[("yes", gettext_lazy("达到了")), ("no", gettext_lazy("没有达到"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    result = _text(gettext_lazy("结果"))
    day = _day(gettext_lazy("哪天结束的"))

    def told(self) -> Reached:
        """What was filled in, once valid."""
        return Reached(**self.cleaned_data)
