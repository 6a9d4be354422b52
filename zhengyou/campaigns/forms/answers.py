"""What a plan says to one requirement of its superior's."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .plans import NOBODY, RevisionForm

BY_TASK, AS_ASKED, NOT_HERE = "task", "follow", "reason"


class AnswerForm(RevisionForm):
    """By which own task, as the superior says, or why not here; the button that was pressed says which (`how`)."""

    item = forms.TypedChoiceField(
        label=gettext_lazy("由本单位的哪一项来办"), coerce=int, required=False, empty_value=None
    )
    reason = forms.CharField(
        label=gettext_lazy("为什么不适用"),
        help_text=gettext_lazy("写本单位的实际情况，上级审核时会看到。"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    how = forms.ChoiceField(
        choices=[(how, how) for how in (BY_TASK, AS_ASKED, NOT_HERE)],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), gettext_lazy("没有看清按的是哪个按钮，请再按一次。")
        ),
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["item"].choices = [("", _("请选一项")), *choices]  # type: ignore[attr-defined]  # a choice field

    def overtaken(
        self, sentence: str, now_stored: dict[str, Any], revision: int, who: Mapping[str, str] = NOBODY
    ) -> None:
        """Refuse with the sentence; pressing once more counts as having seen what is stored now."""
        super().overtaken(sentence, now_stored, revision, who)
        assert isinstance(self.data, QueryDict)  # the copy that was made of request.POST
        self.data[self.add_prefix("revision")] = str(revision)

    def clean(self) -> dict[str, Any]:
        """What the pressed button needs."""
        given = self.cleaned_data
        if given.get("how") == BY_TASK and given.get("item") is None and "item" not in self.errors:
            self.add_error("item", _("请选一项本单位的任务；还没有的，按“照上级要求办”，或者先去补充一项。"))
        if given.get("how") == NOT_HERE and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("请写明为什么不适用，上级据此审核。"))
        return given
