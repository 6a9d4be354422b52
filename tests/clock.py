"""The clock of all tests: it always begins at noon of the same day, where the campaigns are run.

A test asks for today when it begins, and what it tests asks again later: no midnight may pass between. And whether a
day is the first of a month, the last of a quarter or a holiday must not decide whether a change is taken; other days
are tried on purpose, with ZHENGYOU_DAY=2028-02-29. Installations that tests start live on the machine's own day.
"""

import os
from collections.abc import Iterator
from datetime import datetime, time

import pytest
from django.utils import timezone

DAY = datetime.fromisoformat(os.environ.get("ZHENGYOU_DAY", "2026-11-20")).date()


@pytest.fixture(scope="session", autouse=True)
def _it_is_noon_of_that_day() -> Iterator[None]:
    real = timezone.now
    ahead = timezone.make_aware(datetime.combine(DAY, time(12))) - real()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: real() + ahead)
        yield
