"""The clock of all tests."""

from collections.abc import Iterator

import pytest
from django.utils import timezone


@pytest.fixture(scope="session", autouse=True)
def _no_midnight_passes() -> Iterator[None]:
    """The tests of a process begin at noon of today, where the campaigns are run, whenever they are started.

    A test asks for today when it begins, what it tests asks again later; both must hear the same day.
    """
    real, began = timezone.now, timezone.localtime()
    ahead = began.replace(hour=12, minute=0, second=0, microsecond=0) - began
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: real() + ahead)
        yield
