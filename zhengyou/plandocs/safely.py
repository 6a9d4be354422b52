"""Reading a file from outside in a child process of limited memory and time."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
from pathlib import Path

from zhengyou.plandocs import unreadable
from zhengyou.plandocs.legacy import SECONDS, is_word_97
from zhengyou.plandocs.package import FILE_LIMIT
from zhengyou.plandocs.plan import Reading
from zhengyou.plandocs.unreadable import TookTooLong, TooLarge, UnreadableDocument

_ROOT = Path(__file__).resolve().parents[2]
_FAILED = "读取这个文件时出了错，没有读成。请用 Word 打开原文，另存为 .docx（或 .txt）再上传一次。"
_SLOW = "读取这个文件花的时间太长，已停止。请把文件拆小，或只留文字后重新另存再上传。"

_PATIENCE = 10
"""How many times its computing time the child may take by the clock, while the machine is busy with other things."""
_OUT_OF_TIME = -int(getattr(signal, "SIGXCPU", 0))  # how a child ends whose computing time is used up


def read_safely(data: bytes, name: str, *, seconds: float = 5, megabytes: int = 300) -> Reading:
    """Read a plan document in a child process that may use `megabytes` of memory and `seconds` of computing time.

    A .doc file may take a minute more, for the converter.

    Raises UnreadableDocument: the reader's own, or TookTooLong, or the root class where the child broke down.
    """
    if len(data) > FILE_LIMIT:
        raise TooLarge("文件超过 20 MB。计划文件通常不到 1 MB：请删去图片或拆开后再上传。")
    seconds = seconds + SECONDS if is_word_97(data) else seconds  # a converter takes its own time
    command = [sys.executable, "-m", "zhengyou.plandocs.child", name, str(megabytes), str(math.ceil(seconds))]
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=seconds * _PATIENCE,
            check=False,
            cwd=_ROOT,
            env=_environment(),
        )
    except subprocess.TimeoutExpired:
        raise TookTooLong(_SLOW) from None
    if done.returncode < 0 and done.returncode == _OUT_OF_TIME:
        raise TookTooLong(_SLOW)
    return _answer(done.stdout)


def _answer(output: bytes) -> Reading:
    try:
        answer = json.loads(output)
    except ValueError:
        raise UnreadableDocument(_FAILED) from None
    if "reading" in answer:
        return Reading.from_dict(answer["reading"])
    raise getattr(unreadable, answer["kind"], UnreadableDocument)(answer["message"])


def _environment() -> dict[str, str]:
    """What the child needs to start, and nothing secret (no database address, no keys)."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "HOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONIOENCODING": "utf-8"}
