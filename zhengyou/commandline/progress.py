"""How far a long piece of work has come: a bar on a terminal, a plain line every few seconds elsewhere."""

import sys
import time


class Progress:
    """Callable as `report(done, total, sentence)`. Writes to stderr; `close()` ends the line."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._began = time.monotonic()
        self._last = 0.0
        self._sentence = ""

    def __call__(self, done: int, total: int, sentence: str) -> None:
        now = time.monotonic()
        if self._terminal:
            if now - self._last > 0.1 or done >= total:
                self._draw(done, total, sentence)
                self._last = now
        elif sentence != self._sentence or now - self._last > 5:
            print(f"{sentence}（{_share(done, total)}%）", file=sys.stderr, flush=True)
            self._last = now
        self._sentence = sentence

    def _draw(self, done: int, total: int, sentence: str) -> None:
        full = 30 * done // max(total, 1)
        seconds = time.monotonic() - self._began
        bar = "█" * full + "░" * (30 - full)
        print(
            f"\r\x1b[K{bar} {_share(done, total):3}% {seconds:4.0f} 秒  {sentence}", end="", file=sys.stderr
        )
        sys.stderr.flush()

    def close(self) -> None:
        """Leaves the cursor on a new line."""
        if self._terminal and self._sentence:
            print(file=sys.stderr)


def _share(done: int, total: int) -> int:
    return 100 * done // max(total, 1)
