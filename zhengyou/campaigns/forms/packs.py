"""What people choose when a plan begins from a pack."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..rules.packs import Pack, Policy
from .plans import DAY_WRONG, carries_out

_POLICY = "policy_"


class BeginForm(forms.Form):
    """Title, first day or year, and one choice for each policy of the pack; `begins` and `chosen` after validation."""

    title = forms.CharField(
        label=gettext_lazy("方案标题"),
        max_length=200,
        error_messages={"required": gettext_lazy("请写方案标题，以后在各处都按它来找。")},
    )
    begins_on = forms.DateField(
        label=gettext_lazy("从哪天开始"),
        help_text=gettext_lazy("各阶段和截止日都从这天往后推，起草后还能一项一项改。"),
        error_messages={**DAY_WRONG, "required": gettext_lazy("请选开始的日子。")},
        widget=forms.DateInput,
    )
    year = forms.IntegerField(
        label=gettext_lazy("办哪一年"),
        help_text=gettext_lazy("从1月1日到12月31日；截止日按这一年算，起草后还能一项一项改。"),
        min_value=2000,
        max_value=2100,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("请写四位数的年份，比如 2027。")
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 4}),
    )

    def __init__(self, pack: Pack, data: QueryDict | None = None, *, day: date, superior: str = "") -> None:
        """`day` is proposed to begin with; `superior` is the title of the plan from above that may be carried out."""
        proposed = {"title": pack.plan_title, "begins_on": day, "year": day.year}
        proposed |= {_POLICY + policy.key: policy.default for policy in pack.policies}
        super().__init__(data, initial=proposed)
        del self.fields["begins_on" if pack.calendar == "year" else "year"]
        self._policies = pack.policies
        for policy in pack.policies:
            self.fields[_POLICY + policy.key] = _choice(policy)
        if superior:
            self.fields["carries_out"] = carries_out(superior)

    @property
    def begins(self) -> date:
        """The first day of the plan."""
        given = self.cleaned_data
        day: date = date(given["year"], 1, 1) if "year" in given else given["begins_on"]
        return day

    @property
    def chosen(self) -> dict[str, int]:
        """The number chosen for each policy, by its key."""
        return {policy.key: self.cleaned_data[_POLICY + policy.key] for policy in self._policies}


def _choice(policy: Policy) -> forms.TypedChoiceField:
    """The numbers of the sources, each with its source."""
    choices = [(option.value, f"{option.value}{policy.unit}——{option.source}") for option in policy.options]
    sentence = _("请从列出的数里选一个。")
    return forms.TypedChoiceField(
        label=policy.question,
        coerce=int,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": sentence, "invalid_choice": sentence},
    )
