"""What the table of filed plans asks of the database."""

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zhengyou.organisations.models import Account


def queries(pages: dict[str, str]) -> dict[str, int]:
    """What each page asks of the database when it is asked for the second time, its counts not kept."""
    client, found = Client(headers={"host": "127.0.0.1"}), {}
    with transaction.atomic():
        client.force_login(Account.objects.get(username="huodongban"))
        for name, path in pages.items():
            client.get(path)
            with CaptureQueriesContext(connection) as caught:
                client.get(path)
            found[name] = len(caught)
        transaction.set_rollback(True)
    return found
