"""`python3 run.py help`: what can be typed, with a sentence each. Standard library only."""

from zhengyou.commandline.table import COMMANDS, Command, find


def described(command: Command) -> str:
    """One command's three lines: how to type it, what it does in Chinese, and in English."""
    return (
        f"  python3 run.py {command.name} {command.usage}\n      {command.chinese}\n      {command.english}"
    )


def run(arguments: list[str]) -> int:
    """Prints all commands, or the one named."""
    if arguments:
        print(described(find(arguments[0])))
        return 0
    print("争优的命令（Zhengyou's commands）：\n")
    print("\n".join(described(command) for command in COMMANDS))
    return 0
