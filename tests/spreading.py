"""How tests are spread over processes: those that share one installation, or start their own, stay together.

A scheduler of our own, because with pytest 9.2 the marks of pytest-xdist 3.8 for that (`xdist_group`) have no effect:
it writes the group into the name of the test, which can no longer be changed.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/browser/", "tests/running/")
"""Tests of the first share one running installation; those of the second would only slow each other down."""


class Spreading(LoadScopeScheduling):
    """Every test by itself to the next free process, but each folder of TOGETHER to one."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Spreading:
    """What xdist asks when it begins."""
    return Spreading(config, log)
