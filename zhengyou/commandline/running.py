"""Runs one command:

opens what it needs, closes it after, and turns every expected failure into one sentence.
"""

import errno
import importlib
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

from zhengyou import ROOT
from zhengyou.commandline import table
from zhengyou.commandline.datadir import DataFolder
from zhengyou.commandline.refusal import Refusal


class Stopped(BaseException):
    """Somebody asked us to end: Ctrl-C, SIGTERM or a closed terminal. Not an error."""


def stop_on_signals() -> None:
    """From now on a request to end is raised as Stopped in the main thread;

    further ones are ignored meanwhile.
    """

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        raise Stopped

    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, stop)


def data_folder(arguments: list[str]) -> tuple[DataFolder, list[str]]:
    """The folder of `--data DIR` (else ZHENGYOU_DATA, else `var` beside run.py), and the other arguments."""
    path = os.environ.get("ZHENGYOU_DATA", str(ROOT.parent / "var"))
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--data" or word.startswith("--data="):
            path = word.partition("=")[2] or next(words, "")
        else:
            rest.append(word)
    if not path:
        raise Refusal("--data 后面要写一个目录。", "--data needs a folder", code=2)
    return DataFolder(Path(path)), rest


def _run(name: str, arguments: list[str]) -> int:
    command = table.find(name)
    # Only what a command needs is imported: `read` runs without Django and without a database driver.
    if command.needs_database:
        return int(importlib.import_module("zhengyou.commandline.opened").run(command, arguments))
    return int(importlib.import_module(command.module).run(arguments))


def main(arguments: list[str]) -> int:
    """Runs the command that was typed and returns its exit code."""
    name, rest = table.split(arguments)
    try:
        return _run(name, rest)
    except Refusal as refusal:
        print(f"错误：{refusal}", file=sys.stderr)
        return refusal.code
    except (Stopped, KeyboardInterrupt):
        print("已停止。 (Stopped.)", file=sys.stderr)
        return 0 if name in {"start", "worker"} else 130
    except BrokenPipeError:
        # Whoever read our output (`| head`) has seen enough; Python must not try to write the rest at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"错误：{_about(error)}", file=sys.stderr)
        return 1


def _about(error: OSError) -> str:
    where = error.filename or "数据目录"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"磁盘已满，{where} 没有写成；请清理空间后再运行。 (The disk is full.)"
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"没有权限使用 {where}（{error.strerror}）。 (Permission denied.)"
    return f"{where}：{error.strerror or error}。 (The system refused.)"
