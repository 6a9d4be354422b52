"""`read`: what is understood of a plan document, on the command line. Needs neither Django nor a database."""

import json
from pathlib import Path

from zhengyou.commandline.refusal import Refusal
from zhengyou.plandocs import UnreadableDocument, as_text, read_safely


def run(arguments: list[str]) -> int:
    """Prints the outline of the document, or with --json everything that was read; Refusal when it cannot be read."""
    files = [word for word in arguments if word != "--json"]
    if len(files) != 1 or files[0].startswith("-"):
        raise Refusal("用法：python3 run.py read 文件 [--json]", "one file name is needed", code=2)
    path = Path(files[0])
    try:
        reading = read_safely(path.read_bytes(), path.name)
    except FileNotFoundError as error:
        raise Refusal(f"没有找到文件 {path}。", "no such file") from error
    except IsADirectoryError as error:
        raise Refusal(f"{path} 是一个目录，请指出其中的一个文件。", "this is a folder") from error
    except UnreadableDocument as error:
        raise Refusal(str(error), "the document cannot be read") from error
    if "--json" in arguments:
        print(json.dumps(reading.to_dict(), ensure_ascii=False, indent=1))
    else:
        print(as_text(reading))
    return 0
