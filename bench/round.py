"""One round of appraisal in a data folder, a step at a time, each in a process of its own."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from bench.instance import ENVIRONMENT, ROOT
from bench.opened import opened


def take(data: Path, verb: str, *options: str) -> None:
    """Take a step of the round in another process; SystemExit when it fails."""
    command = [sys.executable, "-m", "bench.round", str(data), verb, *options]
    if subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=False).returncode:
        raise SystemExit(f"{verb} failed")


def kept(data: Path) -> Path:
    """The file in which the codes and key slips of the round lie."""
    return data / "round.json"


def acknowledged(data: Path) -> Path:
    """The file in which the codes lie whose ballots were acknowledged."""
    return data / "acknowledged.json"


def main() -> None:
    """One step: prepare, bare, cast, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("verb", choices=("prepare", "bare", "cast", "count"))
    parser.add_argument("--ballots", type=int, default=100)
    parser.add_argument("--urns", type=int, default=4)
    parser.add_argument("--items", type=int, default=5)
    parser.add_argument("--traced", action="store_true", help="count while every allocation is traced")
    options = parser.parse_args()
    with opened(options.data, "ballots") as loaded:
        if options.verb == "prepare":
            loaded.prepare(kept(options.data), options.ballots, options.urns, options.items)
        elif options.verb == "bare":
            loaded.bare_tables(options.ballots)
        elif options.verb == "cast":
            print(f"sealing: {loaded.cast_all(kept(options.data)):.0f} us each", flush=True)
            acknowledged(options.data).write_text(
                json.dumps(json.loads(kept(options.data).read_text())["codes"])
            )
        else:
            done = json.loads(acknowledged(options.data).read_text())
            print(loaded.count(kept(options.data), done, options.traced), flush=True)


if __name__ == "__main__":
    main()
