"""Passwords in tests: hashed as always, but as cheaply as Argon2 allows.

What makes a hash slow (170 ms of a processor) is for those who steal hashes; here it would be a tenth of all work.
Installations that tests start hash as they do for people.
"""

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

CHEAP = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}


@pytest.fixture(scope="session", autouse=True)
def _hashing_is_cheap() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in CHEAP.items():
            patch.setattr(Argon2PasswordHasher, name, value)
        yield
