# -*- coding: utf-8 -*-
"""Zhengyou in one command: `python3 run.py` starts it, `python3 run.py test` tests it, `python3 run.py help` lists all.

Needs nothing but Python 3.11 or newer. This file is written so that much older Pythons can still read it,
and say what is missing instead of failing on its grammar; everything else is in zhengyou/commandline/.
"""

import sys

OLDEST = (3, 11)


def refusal(version, platform):  # type: (tuple[int, ...], str) -> str
    """The sentence for a Python or a system that cannot run Zhengyou; empty when all is well."""
    if version < OLDEST:
        return (
            "错误：争优需要 Python %d.%d 或更新的版本，现在运行的是 %d.%d；请安装后用新版本的 python3 再运行。 (Python %d.%d or newer is needed.)\n"
            % (OLDEST + tuple(version[:2]) + OLDEST)
        )
    if platform == "win32":
        return "错误：争优在 Linux 和 macOS 上运行；在 Windows 上请先安装 WSL，再在其中运行。 (On Windows please run it inside WSL.)\n"
    return ""


if __name__ == "__main__":
    sentence = refusal(tuple(sys.version_info[:2]), sys.platform)
    if sentence:
        sys.stderr.write(sentence)
        sys.exit(2)
    from zhengyou.commandline.environment import main

    main(sys.argv[1:])
