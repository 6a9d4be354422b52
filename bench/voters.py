"""Many voters at once, from one thread: each sends a request as soon as the one before was answered."""

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Answered:
    """What became of requests: which were acknowledged, in their order; milliseconds of each; seconds in all."""

    done: list[bool]
    taken: list[float]
    seconds: float

    @property
    def rate(self) -> float:
        """Acknowledged ones a second."""
        return sum(self.done) / self.seconds


def ask(address: str, requests: Sequence[bytes], clients: int) -> Answered:
    """Send all requests by so many clients, each with one kept connection; SystemExit when one is not answered."""
    return asyncio.run(_ask(address, requests, clients))


async def _ask(address: str, requests: Sequence[bytes], clients: int) -> Answered:
    parts = urlsplit(address)
    done, taken = [False] * len(requests), [0.0] * len(requests)
    waiting = iter(range(len(requests)))

    async def client() -> None:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        for place in waiting:
            begun = time.perf_counter()
            writer.write(requests[place])
            done[place] = await _acknowledged(reader)
            taken[place] = (time.perf_counter() - begun) * 1000
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(client() for _each in range(clients)))
    return Answered(done, taken, time.perf_counter() - begun)


async def _acknowledged(reader: asyncio.StreamReader) -> bool:
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    if length is None:
        raise ConnectionError("an answer without its length")
    return b"data-done" in await reader.readexactly(int(length[1]))
