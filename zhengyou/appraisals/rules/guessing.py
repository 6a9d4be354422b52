"""How many wrong codes one address may send before it is only told to wait (docs/secrecy.md).

A code that passes its check characters is never held up, whatever else comes from the same address: a whole school may
stand behind one. Kept in memory only, of an address only while it sends wrong ones.
"""

from collections import OrderedDict
from threading import Lock

AT_ONCE = 60
"""Wrong codes that may come at once: a school class that mistypes."""
A_SECOND = 1.0
"""How many more every second."""
ADDRESSES = 10_000
"""Of so many addresses at most anything is remembered; the one that was silent longest is forgotten first."""


class Misses:
    """Counts wrong codes by address. Times are seconds that only rise (time.monotonic)."""

    def __init__(self) -> None:
        self._owed: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def note(self, address: str, now: float) -> bool:
        """Note one wrong code; False when there were too many lately and nothing but that should be said."""
        with self._lock:
            self._forget(now)
            owed, since = self._owed.pop(address, (0.0, now))
            owed = max(0.0, owed - (now - since) * A_SECOND)
            passed = owed + 1 <= AT_ONCE
            self._owed[address] = (owed + 1 if passed else owed, now)
            return passed

    def remembered(self) -> int:
        """Of how many addresses anything is remembered."""
        return len(self._owed)

    def _forget(self, now: float) -> None:
        while self._owed:
            address, (owed, since) = next(iter(self._owed.items()))
            if len(self._owed) < ADDRESSES and (now - since) * A_SECOND < owed:
                return
            del self._owed[address]
