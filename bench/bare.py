"""A bare WSGI application that uses a code up and stores a sealed ballot, and does nothing else."""

import hashlib
import os
import threading
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

import psycopg

VARIABLE = "BENCH_DATABASE_URL"
STATEMENT = """
WITH used AS (UPDATE bench_code SET used = true WHERE digest = %s AND live AND NOT used RETURNING batch_id)
INSERT INTO bench_ballot (id, batch_id, sealed) SELECT %s, batch_id, %s FROM used
"""
SEALED = bytes(950)
_local = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers `data-done` when the code in the body was good for a ballot."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    digest = hashlib.sha256(body.partition(b"=")[2]).digest()
    if not hasattr(_local, "connection"):
        _local.connection = psycopg.connect(os.environ[VARIABLE], autocommit=True, prepare_threshold=1)
    done = _local.connection.execute(STATEMENT, [digest, uuid4(), SEALED]).rowcount
    answer = b"data-done" if done else b"refused"
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(answer)))])
    return [answer]
