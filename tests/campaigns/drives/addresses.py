"""Who may open which address of the themed drives, for the test of permissions; see its table."""

from collections.abc import Callable
from typing import Any

from tests.campaigns.drives.starting import running

TABLE = """
GET  drives                       L  .  y  .  .  .    y  y  y  y  y  .
GET  drive                        L  .  y  .  .  .    y  y  y  y  y  .
POST drive                        L  .  y  .  .  .    y  y  y  y  y  .
GET  drive-progress               L  y  y  y  y  .    y  y  y  y  y  .
"""

ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "drives": lambda t: [],
    "drive": lambda t: ["three_checks"],
    "drive-progress": lambda t: [running(t["cast"]).pk],
}
