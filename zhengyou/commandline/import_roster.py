"""`import-roster`: organisations and people from a spreadsheet, all or nothing."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from django.utils import timezone

from zhengyou.commandline.progress import Progress
from zhengyou.commandline.refusal import Refusal
from zhengyou.organisations.actions.importing import Source, bring_in, look
from zhengyou.organisations.roster.files import UnreadableRoster
from zhengyou.organisations.roster.progress import BOTH, IMPORT, PREVIEW, Course
from zhengyou.organisations.roster.report import report
from zhengyou.organisations.roster.telling import sentences
from zhengyou.organisations.rules import System

_USAGE = "用法：python3 run.py import-roster 文件 [--dry-run] [--report 问题清单.xlsx]"


class _Words(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Refusal(_USAGE, message, code=2)


def run(arguments: list[str]) -> int:
    """Imports the file named; with --dry-run only says what would happen, with --report writes the file's rows with
    what is wrong beside them. 1 when the roster has faults."""
    options = _options(arguments)
    if options.report and options.report.exists():
        raise Refusal(f"{options.report} 已经存在，没有覆盖。请换一个文件名。", "the report exists already")
    source = _source(options.file)
    telling = Progress()
    stages = PREVIEW if options.dry_run else BOTH if options.report else IMPORT
    course = Course(stages, telling)
    try:
        act = look if options.dry_run else bring_in
        worked = act(by=System(), source=source, now=timezone.now(), course=course)
        if options.report:
            options.report.write_bytes(report(worked, course))
        course.end("完成")
    except UnreadableRoster as error:
        raise Refusal(str(error), "the roster cannot be read") from error
    finally:
        telling.close()
    faulty = bool(worked.difference.faults)
    told = sentences(worked, dry_run=options.dry_run, report=str(options.report or ""))
    print("\n".join(told), file=sys.stderr if faulty else sys.stdout)
    return 1 if faulty else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = _Words(prog="run.py import-roster", allow_abbrev=False, add_help=False)
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--report", type=Path)
    return parser.parse_args(arguments)


def _source(path: Path) -> Source:
    try:
        return Source(path.name, path.read_bytes())
    except OSError as error:
        raise Refusal(
            f"读不到文件 {path}：{error.strerror}。请检查路径。", "the file cannot be read"
        ) from error
