"""How these tests tell of something done: through the page, as a secretary would."""

from datetime import timedelta
from typing import Any

from django.test import Client

from tests.cast import Cast
from zhengyou.campaigns.models import Expectation, Record


def told(cast: Cast, **changes: object) -> dict[str, object]:
    """A complete form; `changes` replace single answers."""
    return {
        "title": "到商户家里宣讲",
        "happened_on": (cast.today - timedelta(days=2)).isoformat(),
        "place": "青石商圈活动室",
        "attended": "18",
        "result": "发出倡议书40份，12家商户当场报名。",
        "quantity": "2",
        **changes,
    }


def send(client: Client, expectation: Expectation, data: dict[str, object]) -> Any:
    """The answer to the form of one expectation."""
    return client.post(f"/expectations/{expectation.pk}/", data)


def reported(cast: Cast, expectation: Expectation, role: str = "secretary", **changes: object) -> Record:
    """A record that the role sent up through the page."""
    response = send(cast.client(role), expectation, told(cast, **changes))
    assert response.status_code == 302, response.content.decode()
    return Record.objects.latest("pk")


def said(client: Client, address: str = "/") -> list[str]:
    """The sentences that the next page shows about what just happened."""
    return [str(message) for message in client.get(address).context["messages"]]
