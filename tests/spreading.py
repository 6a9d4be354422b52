"""How tests are spread over processes: those that share one installation, or start their own, stay together.

A scheduler of our own, because with pytest 9.2 the marks of pytest-xdist 3.8 for that (`xdist_group`) have no effect:
it writes the group into the name of the test, which can no longer be changed.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/browser/", "tests/running/", "tests/demo/")
"""Tests of the first share one running installation; those of the second would only slow each other down; those of
the third share one loaded demonstration. Each is the work of minutes: they come first, in this order, so that at the
end no process waits for another."""


class Spreading(LoadScopeScheduling):
    """Every test by itself to the next free process, but each folder of TOGETHER to one."""

    def _split_scope(self, nodeid: str) -> str:
        return _folder(nodeid) or nodeid


def _folder(nodeid: str) -> str:
    return next((folder for folder in TOGETHER if nodeid.startswith(folder)), "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The folders of TOGETHER before all others."""
    items.sort(key=lambda item: (*TOGETHER, "").index(_folder(item.nodeid)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Spreading:
    """What xdist asks when it begins. It keeps to the order of the tests, and does not put the most numerous first."""
    config.option.loadscopereorder = False
    return Spreading(config, log)
