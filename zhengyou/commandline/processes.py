"""Children that never outlive us unnoticed.

On Linux the kernel ends them with their parent (PR_SET_PDEATHSIG). Everywhere each carries the environment
variable ZHENGYOU_SERVICE naming its data folder, so that the next start finds what a `kill -9` left behind,
and nothing else: a process is only ever stopped because of that variable in its own environment, never
because of its name.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

MARK = "ZHENGYOU_SERVICE"
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class SystemUser:
    """The account that a child runs as, when it is not ours."""

    uid: int
    gid: int


def _end_with_parent(parent: int, farewell: signal.Signals) -> Callable[[], None] | None:
    """What the child does between fork and exec: asks the kernel for `farewell` when `parent` dies."""
    if _LIBC is None:
        return None

    def ask() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(farewell), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def mark(data: Path, service: str) -> str:
    """The value of ZHENGYOU_SERVICE for a service of a data folder."""
    return f"{service}|{data}"


def spawn(
    command: Sequence[str],
    *,
    environment: dict[str, str],
    farewell: signal.Signals = signal.SIGTERM,
    output: IO[bytes] | int | None = None,
    errors: IO[bytes] | int | None = None,
    user: SystemUser | None = None,
    folder: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Starts a child in a session of its own, so that Ctrl-C reaches only us and we stop things in order.

    `farewell` is the signal it gets if we die. Must be called from the main thread: the kernel's promise is
    tied to the thread that forked.
    """
    return subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        cwd=folder,
        start_new_session=True,
        preexec_fn=_end_with_parent(os.getpid(), farewell),
        user=user.uid if user else None,
        group=user.gid if user else None,
        extra_groups=[user.gid] if user else None,
    )


def survivors(data: Path, service: str | None = None) -> list[psutil.Process]:
    """Running processes that carry this data folder's mark (of one service, or of any), except ourselves."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            value = process.environ().get(MARK, "")
            whose, _, folder = value.partition("|")
            if folder == str(data) and whose == (service or whose) and process.pid != os.getpid():
                found.append(process)
    return found


def stop_all(processes: list[psutil.Process], patience: float = 5) -> None:
    """Asks them to end, waits `patience` seconds, then ends them."""
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.terminate()
    _, stubborn = psutil.wait_procs(processes, timeout=patience)
    for process in stubborn:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(stubborn, timeout=5)


def stop(child: subprocess.Popen[bytes], how: signal.Signals, patience: float) -> None:
    """Asks a child to end, waits `patience` seconds, then ends it. Nothing happens to one that has ended."""
    if child.poll() is None:
        child.send_signal(how)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
