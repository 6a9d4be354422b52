"""Who may open which address of pledges, for the test of permissions; see its table."""

from collections.abc import Callable
from typing import Any

from tests.campaigns.pledges.pledging import offered, published, taken

# The district's text is for everybody below it; whoever prepares plans writes and uses one.
TABLE = """
GET  pledges                       L  y  y  y  y  .    y  y  y  y  y  .
GET  pledges-add                   L  .  y  .  .  .    y  y  y  y  y  .
POST pledges-add                   L  .  y  .  .  .    y  y  y  y  y  .
GET  pledge                        L  y  y  y  y  .    y  y  y  y  y  .
GET  pledge-use                    L  .  y  .  .  .    y  y  y  y  y  .
POST pledge-use                    L  .  y  .  .  .    y  y  y  y  y  .
POST pledge-put-away               L  .  y  .  .  .    n  n  n  n  n  .
GET  commitment-pledge             L  y  y  y  y  .    y  y  y  .  .  y
"""


def _taken(things: dict[str, Any]) -> list[Any]:
    cast = things["cast"]
    return [published(cast, taken(cast, offered(cast, things["campaign"]))).pk]


ARGUMENTS: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "pledges": lambda t: [t["campaign"].pk],
    "pledge": lambda t: [offered(t["cast"], t["campaign"]).pk],
    "commitment-pledge": _taken,
}
