"""Ballots through the whole program at 64 clients, beside a bare WSGI application that does the same two writes on the
same server and database, and pgbench's rate for the statement; then how long it takes to open the urns."""

import argparse
import contextlib
import json
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from bench import round
from bench.bare import VARIABLE
from bench.instance import ENVIRONMENT, ROOT, data_folder, served
from bench.voters import Answered, ask
from zhengyou.commandline import database, postgres
from zhengyou.commandline.datadir import DataFolder

CLIENTS, TURNS, ITEMS = 64, 5, 5
WARMING = 200


def main() -> None:
    """Measure in turns and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ballots", type=int, default=34_921)
    parser.add_argument("--urns", type=int, default=100)
    parser.add_argument(
        "--counting", type=int, default=35_000, help="ballots of 40 items to be counted; 0: none"
    )
    options = parser.parse_args()
    if options.ballots:
        with data_folder(None) as data:
            _vote(data, options.ballots, options.urns)
    if options.counting:
        for traced in (False, True):
            with data_folder(None) as data:
                _count(data, options.counting, options.urns, traced)


def _count(data: Path, ballots: int, urns: int, traced: bool) -> None:
    size = ("--ballots", str(ballots), "--urns", str(urns), "--items", "40")
    round.take(data, "prepare", *size)
    round.take(data, "cast")
    print("40 items, counted while memory is traced:" if traced else "40 items, counted:", flush=True)
    round.take(data, "count", *(["--traced"] if traced else []))


def _vote(data: Path, ballots: int, urns: int) -> None:
    round.take(data, "prepare", "--ballots", str(ballots), "--urns", str(urns), "--items", str(ITEMS))
    round.take(data, "bare", "--ballots", str(2 * ballots + WARMING))
    codes = json.loads(round.kept(data).read_text())["codes"]
    ours: list[Answered] = []
    bare: list[Answered] = []
    direct: list[float] = []
    with served(data) as address, _bare(data) as beside:
        url = database.given_url() or postgres.running(DataFolder(data).postgres) or ""
        ask(beside, [_bare_vote(number) for number in range(1, WARMING + 1)], CLIENTS)
        size = -(-ballots // TURNS)
        for turn in range(TURNS):
            mine = codes[turn * size : (turn + 1) * size]
            ours.append(ask(address, [vote(code) for code in mine], CLIENTS))
            first = WARMING + 1 + turn * size
            bare.append(
                ask(beside, [_bare_vote(number) for number in range(first, first + len(mine))], CLIENTS)
            )
            direct.append(_pgbench(url, data))
    done = [one for turn in ours for one in turn.done]
    acknowledged = [code for code, was in zip(codes, done, strict=True) if was]
    round.acknowledged(data).write_text(json.dumps(acknowledged))
    _show(ours, bare, direct)
    round.take(data, "count")


def vote(code: str) -> bytes:
    """The request with which a browser casts a ballot."""
    return request("/v/cast/", vote_form(code))


def vote_form(code: str) -> str:
    """What the form of a ballot sends."""
    marks = {f"m{place}": str(1 + place % 4) for place in range(ITEMS)}
    return urlencode({"code": code, **marks, "r0": "少开会，多走访。"})


def request(path: str, body: str) -> bytes:
    """A POST of a form, as bytes."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def _bare_vote(number: int) -> bytes:
    return request("/", f"code={number}")


@contextlib.contextmanager
def _bare(data: Path) -> Iterator[str]:
    """The address of the bare application, under the same server with as many processes and threads."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "bench.bare:application"),
    ]  # fmt: skip
    url = database.given_url() or postgres.running(DataFolder(data).postgres) or ""
    process = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT | {VARIABLE: url, "PYTHONPATH": str(ROOT)})
    try:
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


_SCRIPT = """
WITH used AS (
  UPDATE bench_code SET used = true
  WHERE digest = (SELECT digest FROM bench_code WHERE digest > sha256(random()::text::bytea) LIMIT 1)
  RETURNING batch_id
)
INSERT INTO bench_ballot (id, batch_id, sealed)
SELECT gen_random_uuid(), batch_id, decode(repeat('ab', 950), 'hex') FROM used;
"""


def _pgbench(url: str, data: Path) -> float:
    """Transactions a second of both writes in one statement, by eight connections, which are as many as the servers'
    threads, for five seconds."""
    script = data / "pgbench.sql"
    script.write_text(_SCRIPT.replace("\n", " ").strip() + "\n")
    options = ["-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", "5", "-f", str(script)]
    command = [str(postgres.BINARIES / "pgbench"), *options, url]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"tps = ([\d.]+)", told.stdout)
    if found is None:
        raise SystemExit(f"pgbench said nothing: {told.stderr}")
    return float(found[1])


def _show(ours: list[Answered], bare: list[Answered], direct: list[float]) -> None:
    rates = {
        "the whole program": [turn.rate for turn in ours],
        "a bare application": [turn.rate for turn in bare],
    }
    limit = statistics.median(rates["a bare application"])
    print(
        f"{CLIENTS} clients, {TURNS} turns\n{'what':24} {'ballots/s':>10} {'of bare':>8} {'p50 ms':>8} {'p99 ms':>8}"
    )
    for (name, found), turns in zip(rates.items(), (ours, bare), strict=True):
        cuts = statistics.quantiles([one for turn in turns for one in turn.taken], n=100)
        rate = statistics.median(found)
        print(f"{name:24} {rate:10,.0f} {rate / limit:8.2f} {cuts[49]:8.1f} {cuts[98]:8.1f}")
    print(
        f"{'pgbench':24} {statistics.median(direct):10,.0f} {statistics.median(direct) / limit:8.2f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
