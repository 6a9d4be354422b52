"""`import-roster`: organisations and people from a spreadsheet, all or nothing."""

import sys
from pathlib import Path

from zhengyou.commandline.refusal import Refusal
from zhengyou.organisations.queries import today
from zhengyou.organisations.roster import UnreadableRoster, import_roster
from zhengyou.organisations.rules import System


def run(arguments: list[str]) -> int:
    """Imports the file named; with --dry-run only says what would happen. 1 when the roster has faults."""
    files = [argument for argument in arguments if not argument.startswith("-")]
    unknown = {argument for argument in arguments if argument.startswith("-")} - {"--dry-run"}
    if len(files) != 1 or unknown:
        raise Refusal("用法：python3 run.py import-roster 文件 [--dry-run]", "one file is needed", code=2)
    path = Path(files[0])
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refusal(
            f"读不到文件 {path}：{error.strerror}。请检查路径。", "the file cannot be read"
        ) from error
    try:
        result = import_roster(data, path.name, by=System(), dry_run="--dry-run" in arguments, day=today())
    except UnreadableRoster as error:
        raise Refusal(str(error), "the roster cannot be read") from error
    print("\n".join(result.sentences), file=sys.stdout if result.ok else sys.stderr)
    return 0 if result.ok else 1
