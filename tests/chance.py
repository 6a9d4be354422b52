"""Chance in tests: the same examples in every run, so that a run fails only for what was changed.

With ZHENGYOU_FUZZ=20 the tests of properties look for new examples, twenty times as many.
"""

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("ZHENGYOU_FUZZ", "1"))

# No deadline and no complaint that examples are slow to make: how busy the machine is says nothing about them.
settings.register_profile(
    "zhengyou", derandomize=TIMES == 1, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("zhengyou")
