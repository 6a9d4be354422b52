"""What a school fills in about its classes."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.organisations.queries import today
from zhengyou.ui.widgets import AmountInput

from ..actions.classes import Said
from ..rules import classes
from .plans import DAY_WRONG

_WHOLE = gettext_lazy("请写 1 到 %(most)d 之间的整数。") % {"most": classes.MOST}


class ClassesForm(forms.Form):
    """How many classes from which day on; their names where they are to be told apart."""

    number = forms.IntegerField(
        label=gettext_lazy("有几个班"),
        min_value=1,
        max_value=classes.MOST,
        widget=AmountInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _WHOLE),
    )
    names = forms.CharField(
        label=gettext_lazy("班名，一行一个"),
        help_text=gettext_lazy("写了，待办和报送时就叫这个名字，比如“七（1）班”；不写的叫第1个班、第2个班。"),
        required=False,
        max_length=classes.MOST * (classes.LONGEST + 2),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    since = forms.DateField(
        label=gettext_lazy("从哪天起"),
        help_text=gettext_lazy("今天或以后。以前办过的、到期的不变，这一天以后的按这个数算。"),
        error_messages=DAY_WRONG,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"since": today(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean_names(self) -> list[str]:
        """The names, one by one."""
        try:
            return classes.typed(self.cleaned_data["names"])
        except ValueError as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean(self) -> dict[str, Any]:
        """As many names as classes, or none."""
        given = self.cleaned_data
        number, names = given.get("number"), given.get("names")
        if number and names and len(names) != number:
            sentence = _("班级数是%(number)d，班名写了%(names)d个，请核对；班名也可以都不写。")
            self.add_error("names", sentence % {"number": number, "names": len(names)})
        return given

    def told(self) -> Said:
        """What was said. Only after is_valid()."""
        return Said(**self.cleaned_data)
