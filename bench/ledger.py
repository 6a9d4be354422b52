"""The ledger with millions of lines: its page for every part of the tree, and writers while lines are being sealed."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from bench.instance import ROOT, data_folder
from bench.opened import opened
from zhengyou.commandline import postgres
from zhengyou.commandline.datadir import DataFolder


def main() -> None:
    """Fill, measure in turns, print figures and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", help="data folder of an installation with the demo; default: a throwaway one"
    )
    parser.add_argument("--lines", type=int, default=6_000_000, help="lines the ledger is filled up to")
    parser.add_argument("--requests", type=int, default=100, help="requests a page")
    parser.add_argument("--seconds", type=float, default=5, help="how long writers write, each time; 0: not")
    parser.add_argument("--seal", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with data_folder(options.data) as folder, opened(folder, "ledger") as loaded:
        if options.seal:
            loaded.seal_on()
            return
        loaded.prepare()
        if options.seconds:  # first: what is filled in for the pages is not to be sealed line by line
            loaded.writers(options.seconds, lambda: _sealer(folder))
        loaded.fill(options.lines)
        loaded.pages(options.requests)


def _sealer(folder: Path) -> "subprocess.Popen[str]":
    """A process that seals without pause; it says a line when it has begun, and ends when its input is closed."""
    command = [sys.executable, "-m", "bench.ledger", "--seal", "--data", str(folder)]
    url = postgres.running(DataFolder(folder).postgres)
    sealer = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"ZHENGYOU_DATABASE_URL": url or ""},
    )  # fmt: skip
    if sealer.stdout is None or not sealer.stdout.readline():
        raise SystemExit("the sealer did not start")
    return sealer


if __name__ == "__main__":
    if "--seal" not in sys.argv:  # it works on the server that the others have started
        os.environ.pop("ZHENGYOU_DATABASE_URL", None)
    main()
