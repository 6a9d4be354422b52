"""A long list of boxes behind one line."""

from typing import Any

from django import forms


class FoldedTicks(forms.CheckboxSelectMultiple):
    """A long list of boxes behind one line that says how many there are; open where something is ticked, unless it
    `stays_folded`.

    `names`: the words are short and stand in columns.
    """

    template_name = "campaigns/records/folded_ticks.html"

    def __init__(self, summary: str, *, names: bool, stays_folded: bool = False) -> None:
        super().__init__()
        self.summary, self.names, self.stays_folded = summary, names, stays_folded

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        ticked = len(context["widget"]["value"] or [])
        context |= {"summary": self.summary, "names": self.names, "ticked": ticked}
        context["opened"] = ticked and not self.stays_folded
        return context
