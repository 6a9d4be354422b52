"""Who may open the page of a branch's classes, for the test of permissions; see its table."""

from collections.abc import Callable
from typing import Any

# Those who keep what an organisation is: its secretary and commissioner, and the offices above.
TABLE = """
GET  classes                    L  .  y  .  .  .    y  y  y  .  .  .
POST classes                    L  .  y  .  .  .    y  y  y  .  .  .
"""

ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "classes": lambda t: [t["cast"].places["first"].organisation_id],
}
