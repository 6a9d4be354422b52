"""Voters who try again while server and database are killed under them: small here, large in `bench.storm`."""

import subprocess
import sys
from pathlib import Path

from tests.running.conftest import PATIENCE, ROOT, clean_environment


def test_every_acknowledged_ballot_is_counted_once_though_server_and_database_were_killed(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-m", "bench.storm", "--data", str(tmp_path / "data")]
    told = subprocess.run(
        [*command, "--ballots", "200", "--urns", "4", "--kills", "3", "--seed", "7"],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        check=False,
        text=True,
        timeout=4 * PATIENCE,
    )

    # It ends with a sentence and another code when a ballot was lost, doubled, unreadable or nobody's.
    assert told.returncode == 0, told.stdout + told.stderr
    assert "3 kills" in told.stdout
    assert " acknowledged, " in told.stdout
