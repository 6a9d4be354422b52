"""Inputs Django does not give: a date the browser's calendar understands, figures on a phone's keypad."""

from datetime import date
from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A date as <input type="date">, its value always ISO whatever the language: browsers read no other."""

    input_type = "date"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__({"class": "day", **(attrs or {})}, format="%Y-%m-%d")

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """A refused value that is no date comes back as text: a calendar input would silently drop it."""
        context = super().get_context(name, value, attrs)
        written = context["widget"]["value"]
        try:
            date.fromisoformat(written or "2000-01-01")
        except ValueError:
            context["widget"]["type"] = "text"
        return context


class AmountInput(forms.TextInput):
    """An amount as text with a numeric keypad: <input type="number"> loses what it cannot read."""

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
