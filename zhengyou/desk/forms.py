"""What people choose on pages of the desk."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhengyou.ledger.queries import Narrowed
from zhengyou.ui.widgets import DayInput

from .ledger_words import KINDS


class LedgerForm(forms.Form):
    """Which lines of the ledger: of which days, of which kind."""

    first = forms.DateField(label=_("从"), required=False, widget=DayInput)
    last = forms.DateField(label=_("到"), required=False, widget=DayInput)
    kind = forms.ChoiceField(label=_("哪一类"), required=False, choices=[("", _("全部")), *KINDS.items()])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and first > last:
            raise forms.ValidationError(_("开始的日期晚于结束的日期，请调过来。"))
        return given

    def narrowed(self, actor_id: int | None) -> Narrowed:
        """What was chosen, as far as it makes sense; lines of one account are of every kind."""
        given = self.cleaned_data if self.is_valid() else {}
        days: tuple[date | None, date | None] = given.get("first"), given.get("last")
        return Narrowed(*days, actor_id=actor_id, subject="" if actor_id else given.get("kind", ""))
