"""What is filled in to keep groups, units and the list of weak organisations."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions.groups import GroupTold, Joining
from ..queries import today
from ..queries.groups import people_named
from ..rules.structure import GROUP_KINDS, GROUP_ROLES, UNIT_KINDS, choices
from .reorganising import DAY_WRONG


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, error_messages=DAY_WRONG, **more)


class FromTodayForm(forms.Form):
    """A form whose day is today, unless told otherwise."""

    day_field = "day"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {self.day_field: today(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class GroupForm(FromTodayForm):
    """A new group."""

    day_field = "since"
    kind = forms.ChoiceField(label=gettext_lazy("什么组"), choices=choices(GROUP_KINDS))
    name = forms.CharField(label=gettext_lazy("名称"), max_length=120)
    within = forms.TypedChoiceField(
        label=gettext_lazy("属于哪个组"), coerce=int, empty_value=None, required=False
    )
    duties = forms.CharField(
        label=gettext_lazy("职责"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    since = _day(gettext_lazy("哪天成立"))
    term_ends_on = _day(
        gettext_lazy("任期到哪天"), required=False, help_text=gettext_lazy("没有任期就不填。")
    )

    def __init__(self, *args: Any, within: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["within"]
        field.choices = [("", gettext_lazy("不属于别的组")), *within]

    def told(self) -> GroupTold:
        """What was filled in, once valid."""
        return GroupTold(**self.cleaned_data)


class EndForm(FromTodayForm):
    """From which day on something is no more."""

    day = _day(gettext_lazy("从哪天起"), help_text=gettext_lazy("今天或以后。"))


class JoinForm(FromTodayForm):
    """Who joins a group; of several people of one name one is to be chosen."""

    day_field = "since"
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    person = forms.TypedChoiceField(
        label=gettext_lazy("是哪一位"), coerce=int, empty_value=None, required=False
    )
    role = forms.ChoiceField(label=gettext_lazy("职务"), choices=choices(GROUP_ROLES), initial="member")
    from_where = forms.CharField(label=gettext_lazy("从哪个单位抽调"), max_length=120, required=False)
    since = _day(gettext_lazy("从哪天起"))

    def __init__(self, *args: Any, path: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = "".join(str(self.data.get("name", "")).split())
        self.found = people_named(name, path, today()) if name else []
        field: Any = self.fields["person"]
        if len(self.found) > 1:
            field.choices = [
                ("", gettext_lazy("请选择")),
                *((person.pk, f"{person.name}（{organisation}）") for person, organisation in self.found),
            ]
        else:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        """Nobody is guessed between."""
        given: dict[str, Any] = super().clean() or {}
        if len(self.found) > 1 and given.get("person") is None:
            self.add_error("person", _("有不止一位叫这个名字，请选是哪一位。"))
        return given

    def joining(self) -> Joining:
        """Who, once valid: the one chosen, the only one of that name, or somebody new."""
        given = self.cleaned_data
        person = given.get("person") or (self.found[0][0].pk if len(self.found) == 1 else None)
        name = "".join(given["name"].split())
        return Joining(person, name, given["role"], given["since"], given["from_where"])


class UnitForm(FromTodayForm):
    """A unit of the administration."""

    day_field = "since"
    kind = forms.ChoiceField(label=gettext_lazy("什么单位"), choices=choices(UNIT_KINDS))
    name = forms.CharField(label=gettext_lazy("单位名称"), max_length=120)
    since = _day(gettext_lazy("从哪天起"))


class WeakForm(FromTodayForm):
    """Why an organisation is to be put in order, and how."""

    day_field = "since"
    reason = forms.CharField(
        label=gettext_lazy("为什么列入"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    measures = forms.CharField(
        label=gettext_lazy("整顿措施"),
        help_text=gettext_lazy("谁负责、做什么、到什么时候。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    since = _day(gettext_lazy("哪天列入"))


class SettledForm(FromTodayForm):
    """What was reached."""

    result = forms.CharField(
        label=gettext_lazy("整顿结果"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    day = _day(gettext_lazy("从哪天起移出"), help_text=gettext_lazy("今天或以后。"))
