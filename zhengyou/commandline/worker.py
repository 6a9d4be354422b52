"""`worker`: does the background work that pages and commands put into the database's queue, until told to stop."""

import os

from procrastinate.contrib.django import app

PATIENCE = 15
"""Seconds that a job which is running may take to end after we were told to stop."""


def run(arguments: list[str]) -> int:
    """Runs until SIGTERM or Ctrl-C; a job in hand is finished first, or put back into the queue."""
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # Django's connector has it
    with app.replace_connector(connector) as worker:
        worker.run_worker(
            name=f"zhengyou-{os.getpid()}",
            concurrency=1,
            shutdown_graceful_timeout=PATIENCE,
            delete_jobs="successful",
        )
    return 0
