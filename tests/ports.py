"""Ports for the servers that tests start."""

import itertools
import os
import random
import socket

_FIRST, _SHARE = 11_000, 2_000
"""Below the ports that a system gives to whoever asks for any: none of ours is given away between being chosen and
being used; above 10080, the last one that a browser refuses to open. Each process of pytest-xdist has its own share."""
_OWN = _FIRST + _SHARE * (int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 8)
# Begun anywhere in the share, because others may be testing on the same machine.
_NEXT = itertools.count(random.SystemRandom().randrange(_SHARE))


def free_port() -> int:
    """A port of this machine that nobody uses, never the same twice."""
    for number in itertools.islice(_NEXT, _SHARE):
        port = _OWN + number % _SHARE
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"none of the ports {_OWN} to {_OWN + _SHARE - 1} is free")
