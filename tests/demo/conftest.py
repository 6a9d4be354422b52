"""The small demonstration district, loaded once for all tests of this folder; those that load it anew stand in
tests/loading."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from zhengyou import demo
from zhengyou.campaigns.models import Campaign


@contextmanager
def loaded(*, small: bool) -> Iterator[list[tuple[int, int, str]]]:
    """The demonstration within a transaction that is taken back; gives what was reported while it was loaded."""
    reports: list[tuple[int, int, str]] = []
    with transaction.atomic():
        demo.load(small=small, report=lambda *report: reports.append(report))
        yield reports
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def reports(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[list[tuple[int, int, str]]]:
    """What was reported while the small demonstration was loaded."""
    with django_db_blocker.unblock(), loaded(small=True) as found:
        yield found


@pytest.fixture
def district(reports: list[tuple[int, int, str]], db: None) -> Campaign:
    """The small demonstration; its campaign."""
    return Campaign.objects.get(superior=None)
