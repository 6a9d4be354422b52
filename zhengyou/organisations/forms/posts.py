"""What is filled in to appoint, to end a post, and to hand an organisation over."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions.posts import Appointment
from ..queries import today
from ..queries.groups import people_named
from ..rules.offering import Choices, post
from .groups import FromTodayForm
from .reorganising import DAY_WRONG


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, error_messages=DAY_WRONG, **more)


class WhoForm(FromTodayForm):
    """Somebody of the roster by name; of several of one name it is asked which. Nobody is made up."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    person = forms.TypedChoiceField(
        label=gettext_lazy("是哪一位"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, path: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.data.get("name") or self.initial.get("name") or ""
        name = "".join(str(words).split())
        self.found = people_named(name, path, today()) if name else []
        field: Any = self.fields["person"]
        field.choices = [
            ("", gettext_lazy("请选择")),
            *((person.pk, f"{person.name}（{organisation}）") for person, organisation in self.found),
        ]
        if len(self.found) < 2:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        """Nobody is guessed between."""
        given: dict[str, Any] = super().clean() or {}
        if "name" in given and not self.found:
            self.add_error("name", _("名册里没有这个人，请核对姓名；是新来的，请先在党员名册里登记。"))
        elif len(self.found) > 1 and given.get("person") is None:
            self.add_error("person", _("有不止一位叫这个名字，请选是哪一位。"))
        return given

    @property
    def who(self) -> int:
        """The one chosen, or the only one of that name; once valid."""
        return int(self.cleaned_data.get("person") or self.found[0][0].pk)


class PostForm(WhoForm):
    """A post."""

    day_field = "since"
    kind = forms.ChoiceField(label=gettext_lazy("任什么职"))
    since = _day(gettext_lazy("从哪天起"), help_text=gettext_lazy("今天或以后。"))
    until = _day(
        gettext_lazy("到哪天为止"),
        required=False,
        help_text=gettext_lazy("抽调等有期限的才填；到那天自动结束，不用再办。"),
    )

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = kinds

    def appointment(self) -> Appointment:
        """What was filled in, once valid."""
        given = self.cleaned_data
        return Appointment(self.who, post(given["kind"]), given["since"], given["until"])


class HandoverForm(WhoForm):
    """The next secretary."""

    day = _day(
        gettext_lazy("从哪天起接任"),
        help_text=gettext_lazy("今天或以后。到那天原书记的任职自动结束，不能再用这个岗位办事。"),
    )
    note = forms.CharField(
        label=gettext_lazy("要交代的话"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("没有办完的事项会自动列进交接清单，这里只写清单以外的。"),
    )


class ReasonForm(forms.Form):
    """Why something is sent back."""

    comment = forms.CharField(
        label=gettext_lazy("为什么不接收"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("转出的组织会看到。"),
    )
