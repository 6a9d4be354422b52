"""The limited child process: `python -m zhengyou.plandocs.child NAME MEGABYTES SECONDS`, the file on standard input.

It writes one JSON object to standard output: {"reading": …} or {"kind": class name, "message": sentence}.
"""

from __future__ import annotations

import json
import math
import sys
import time
from typing import Any

from zhengyou.plandocs.legacy import convert, is_word_97
from zhengyou.plandocs.reading import read
from zhengyou.plandocs.unreadable import TookTooLong, UnreadableDocument

try:
    import resource
except ImportError:  # Windows has no such limits; the parent's clock still stops the child there
    resource = None  # type: ignore[assignment]  # Windows has no such module


def main(arguments: list[str]) -> None:
    name, megabytes, seconds = arguments[0], int(arguments[1]), int(arguments[2])
    data = sys.stdin.buffer.read()
    json.dump(_answer(data, name, megabytes, seconds), sys.stdout, ensure_ascii=True)


def _answer(data: bytes, name: str, megabytes: int, seconds: int) -> dict[str, Any]:
    try:
        converted = convert(data) if is_word_97(data) else None  # under limits of its own, larger than ours
        _limit(megabytes, seconds)
        return {"reading": read(data, name, converted).to_dict()}
    except UnreadableDocument as error:
        return {"kind": type(error).__name__, "message": str(error)}
    except (MemoryError, RecursionError):
        sentence = "读取这个文件用的内存超过了限度，已停止。请把文件拆小，或只留文字后重新另存再上传。"
        return {"kind": TookTooLong.__name__, "message": sentence}


def _limit(megabytes: int, seconds: int) -> None:
    if resource is None:
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    seconds += math.ceil(time.process_time())  # starting is not reading, and takes long on a slow machine
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1:])
