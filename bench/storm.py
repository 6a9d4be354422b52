"""Ballots while server and database are killed with kill -9: voters try again until they are acknowledged, some never;
every acknowledged ballot must be counted once, and none of the others twice."""

import argparse
import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from bench import round
from bench.ballots import vote_form
from bench.instance import data_folder, served
from zhengyou.commandline import postgres, processes
from zhengyou.commandline.datadir import DataFolder

PATIENCE = 300.0
"""Seconds after which a voter who is never acknowledged ends it all with a sentence."""
VOTERS = 16
GIVES_UP = 5
"""Every fifth voter sends his ballot once only, when something goes wrong."""
BREATH = 0.05
MINUTE = 61.0
"""`start` ends everything when a service dies three times in a minute; so each dies twice in one at most."""


@dataclass
class Storm:
    """What came of the voters so far."""

    codes: list[str]
    acknowledged: list[str] = field(default_factory=list)
    faults: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def note(self, code: str | None) -> None:
        """A ballot was acknowledged, or (None) something went wrong."""
        with self.changed:
            if code is None:
                self.faults += 1
            else:
                self.acknowledged.append(code)
            self.changed.notify_all()

    def reached(self, number: int) -> None:
        """Returns when so many ballots were acknowledged; SystemExit when they never are."""
        with self.changed:
            if not self.changed.wait_for(lambda: len(self.acknowledged) >= number, PATIENCE):
                raise SystemExit(f"only {len(self.acknowledged)} ballots were acknowledged")


def main() -> None:
    """Prepare, vote and kill, count and compare; a line on each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", help="an empty folder; default: a throwaway one")
    parser.add_argument("--ballots", type=int, default=10_000)
    parser.add_argument("--urns", type=int, default=20)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with data_folder(options.data) as data:
        round.take(data, "prepare", "--ballots", str(options.ballots), "--urns", str(options.urns))
        storm = Storm(json.loads(round.kept(data).read_text())["codes"])
        with served(data) as address:
            _blow(storm, data, address, options.kills, random.Random(options.seed))
        round.acknowledged(data).write_text(json.dumps(storm.acknowledged))
        print(f"{options.kills} kills, {storm.faults} requests that failed", flush=True)
        round.take(data, "count")


def _blow(storm: Storm, data: Path, address: str, kills: int, rng: random.Random) -> None:
    threads = [
        threading.Thread(target=_votes, args=(storm, address, storm.codes[place::VOTERS]))
        for place in range(VOTERS)
    ]
    # Some give up, so the last ones to be waited for must be fewer than all.
    moments = sorted(rng.sample(range(1, len(storm.codes) * (GIVES_UP - 1) // GIVES_UP - VOTERS), kills))
    for thread in threads:
        thread.start()
    killers: list[Callable[[Path, random.Random], None]] = [_kill_server, _kill_database, _kill_worker]
    for number, moment in enumerate(moments):
        storm.reached(moment)
        if number and number % 6 == 0:
            time.sleep(MINUTE)
        killers[number % 3](data, rng)
    for thread in threads:
        thread.join()


def _votes(storm: Storm, address: str, codes: list[str]) -> None:
    for number, code in enumerate(codes):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if _sent(address, code):
                storm.note(code)
                break
            storm.note(None)
            if number % GIVES_UP == 0:
                break
            time.sleep(BREATH)


def _sent(address: str, code: str) -> bool:
    """Whether the ballot was acknowledged."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        connection.request(
            "POST", "/v/cast/", vote_form(code), {"Content-Type": "application/x-www-form-urlencoded"}
        )
        answer = connection.getresponse()
        return b"data-done" in answer.read() and answer.status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _kill_server(data: Path, _rng: random.Random) -> None:
    """The web server with all its processes."""
    for process in processes.survivors(data, "web"):
        _kill(process)


def _kill_worker(data: Path, rng: random.Random) -> None:
    """One of the web server's processes."""
    found = processes.survivors(data, "web")
    if found:
        _kill(rng.choice(sorted(found, key=lambda one: one.pid)[1:] or found))


def _kill_database(data: Path, _rng: random.Random) -> None:
    """The database with all its processes."""
    told = postgres.status(DataFolder(data).postgres)
    if told is None:
        return
    try:
        server = psutil.Process(told[0])
        for process in [server, *server.children()]:
            _kill(process)
    except psutil.NoSuchProcess:  # it is just being brought back
        return


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.NoSuchProcess:  # it went with another one
        return


if __name__ == "__main__":
    main()
