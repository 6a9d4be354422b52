"""What a roster changes, for the test that no change goes without its line in the ledger."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast, at_noon
from zhengyou.organisations.actions import importing
from zhengyou.organisations.roster.progress import IMPORT, Course


def _brought_in(cast: Cast) -> dict[str, Any]:
    text = "组织编码,姓名,身份\nT0004,新来的,正式党员\n"
    source = importing.Source("名册.csv", text.encode())
    return {"by": cast.office, "source": source, "now": at_noon(cast.today), "course": Course(IMPORT)}


ACTIONS: dict[str, tuple[Callable[..., Any], Callable[[Cast], dict[str, Any]]]] = {
    "importing.bring_in": (importing.bring_in, _brought_in)
}
UNTOLD = {f"rosters.{verb}" for verb in ("hand_in", "confirm", "retry", "drop")}
"""A file that waits to be looked at or imported changes nobody and nothing; the import has its line."""
