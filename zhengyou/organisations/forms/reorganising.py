"""What is filled in to change the tree: the decision, and for each verb what is wanted."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ..queries import today
from ..queries.choosing import Choices
from ..queries.shifts import Close, Found, Merge, Move, New, Rename, Retype, Split, Wanted
from ..rules.orders import Order

DAY_WRONG = {"invalid": gettext_lazy("没有这一天，请写成 2026-03-01 这样。")}


class OrderForm(forms.Form):
    """The decision: from when, decided when, under which number, why."""

    effective_on = forms.DateField(
        label=gettext_lazy("从哪天起"),
        help_text=gettext_lazy("今天或以后。那天以前的组织和数字不会变。"),
        error_messages=DAY_WRONG,
    )
    decided_on = forms.DateField(label=gettext_lazy("哪天决定的"), required=False, error_messages=DAY_WRONG)
    document = forms.CharField(label=gettext_lazy("文号"), required=False, max_length=80)
    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    order_group = (
        gettext_lazy("依据和日期"),
        ["effective_on", "decided_on", "document", "reason"],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"effective_on": today(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    @property
    def groups(self) -> list[tuple[Any, list[str]]]:
        """What is wanted first, the decision after it."""
        own = [name for name in self.fields if name not in self.order_group[1]]
        return [(gettext_lazy("怎么变"), own), self.order_group] if own else [self.order_group]

    def order(self) -> Order:
        """The decision, once valid."""
        given = self.cleaned_data
        return Order(given["effective_on"], given["decided_on"], given["document"], given["reason"])


class ChangeForm(OrderForm):
    """A change of one organisation; `choices` are what may be chosen for it."""

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, initial=choices.initial, **kwargs)
        self.organisation = choices.organisation

    def wanted(self) -> Wanted:
        """The change, once valid."""
        raise NotImplementedError


def _name() -> forms.CharField:
    return forms.CharField(label=gettext_lazy("名称"), max_length=120)


def _code(required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("编码"),
        max_length=40,
        required=required,
        help_text=gettext_lazy("以后更名、改隶都不变的号，不能和别的组织相同。"),
    )


class FoundForm(ChangeForm):
    """A new organisation under this one."""

    name = _name()
    code = _code()
    kind = forms.ChoiceField(label=gettext_lazy("类别"))
    sector = forms.ChoiceField(label=gettext_lazy("领域"), required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        _offer(self, kind=choices.kinds, sector=choices.sectors)

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Found(self.organisation, New(given["code"], given["name"]), given["kind"], given["sector"])


class RenameForm(ChangeForm):
    """Another name. Nobody here decides about the organisation at the top: when and by which document it was approved
    above has to be written."""

    name = _name()

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        if choices.top:
            self.fields["decided_on"].required = self.fields["document"].required = True
            self.fields["decided_on"].label = gettext_lazy("上一级哪天批准的")
            self.fields["document"].label = gettext_lazy("批准的文号")

    def wanted(self) -> Wanted:
        return Rename(self.organisation, self.cleaned_data["name"])


class RetypeForm(ChangeForm):
    """Another kind or sector."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"))
    sector = forms.ChoiceField(label=gettext_lazy("领域"), required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        _offer(self, kind=choices.kinds, sector=choices.sectors)

    def wanted(self) -> Wanted:
        return Retype(self.organisation, self.cleaned_data["kind"], self.cleaned_data["sector"])


class MoveForm(ChangeForm):
    """Another parent."""

    parent = forms.TypedChoiceField(label=gettext_lazy("改归哪个上级"), coerce=int)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        _offer(self, parent=[("", gettext_lazy("请选择")), *choices.parents])

    def wanted(self) -> Wanted:
        return Move(self.organisation, self.cleaned_data["parent"])


class MergeForm(ChangeForm):
    """Into one that stands."""

    into = forms.TypedChoiceField(label=gettext_lazy("并入哪个组织"), coerce=int)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        _offer(self, into=[("", gettext_lazy("请选择")), *choices.alike])

    def wanted(self) -> Wanted:
        return Merge((self.organisation,), self.cleaned_data["into"])


class UniteForm(ChangeForm):
    """Together with others into a new one."""

    others = forms.TypedMultipleChoiceField(
        label=gettext_lazy("和哪些组织合并"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(label=gettext_lazy("新组织的名称"), max_length=120)
    code = _code()

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        _offer(self, others=choices.siblings)

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Merge((self.organisation, *given["others"]), New(given["code"], given["name"]))


class SplitForm(ChangeForm):
    """Into new ones: for each person and each organisation below, where it goes."""

    name_1 = forms.CharField(label=gettext_lazy("新组织一的名称"), max_length=120)
    code_1 = _code()
    name_2 = forms.CharField(
        label=gettext_lazy("新组织二的名称"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("只分出一个就不填。"),
    )
    code_2 = _code(required=False)
    ends = forms.BooleanField(
        label=gettext_lazy("原组织撤销"),
        required=False,
        help_text=gettext_lazy("勾选后，所有人和下级组织都要分到新组织里。"),
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        places = [
            ("", gettext_lazy("留在原组织")),
            ("1", gettext_lazy("新组织一")),
            ("2", gettext_lazy("新组织二")),
        ]
        self.people = [f"person_{key}" for key, _name in choices.people]
        self.below = [f"below_{key}" for key, _name in choices.below]
        for name, (_key, label) in zip(
            [*self.people, *self.below], [*choices.people, *choices.below], strict=True
        ):
            self.fields[name] = forms.ChoiceField(label=label, choices=places, required=False)

    @property
    def groups(self) -> list[tuple[Any, list[str]]]:
        """The new ones, who goes where, the decision."""
        new = ["name_1", "code_1", "name_2", "code_2", "ends"]
        found: list[tuple[Any, list[str]]] = [(gettext_lazy("分成什么"), new)]
        if self.people:
            found.append((gettext_lazy("谁到哪里"), self.people))
        if self.below:
            found.append((gettext_lazy("下级组织到哪里"), self.below))
        return [*found, self.order_group]

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        parts = [
            New(
                given[f"code_{part}"],
                given[f"name_{part}"],
                self._sent("person_", part),
                self._sent("below_", part),
            )
            for part in "12"
            if given[f"name_{part}"] or given[f"code_{part}"] or part in self._used()
        ]
        return Split(self.organisation, tuple(parts), given["ends"])

    def _used(self) -> set[str]:
        return {self.cleaned_data[name] for name in [*self.people, *self.below]}

    def _sent(self, prefix: str, part: str) -> frozenset[int]:
        names = [name for name in [*self.people, *self.below] if name.startswith(prefix)]
        return frozenset(int(name.removeprefix(prefix)) for name in names if self.cleaned_data[name] == part)


class CloseForm(ChangeForm):
    """Ended; somebody may take over what is left."""

    successor = forms.TypedChoiceField(
        label=gettext_lazy("由哪个组织承接"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("还有党员、下级组织时一定要选；都已转出就不选。"),
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        _offer(self, successor=[("", gettext_lazy("没有承接的组织")), *choices.heirs])

    def wanted(self) -> Wanted:
        return Close(self.organisation, self.cleaned_data["successor"])


def _offer(form: forms.Form, **choices: Any) -> None:
    for name, offered in choices.items():
        field: Any = form.fields[name]
        field.choices = offered


FORMS: dict[str, Callable[..., ChangeForm]] = {
    "found": FoundForm,
    "rename": RenameForm,
    "retype": RetypeForm,
    "move": MoveForm,
    "merge": MergeForm,
    "unite": UniteForm,
    "split": SplitForm,
    "close": CloseForm,
}
"""By the last word of the address."""
