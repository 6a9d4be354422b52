"""Every command, in one table: name, module, what it needs, and a sentence each. Standard library only."""

import difflib
from dataclasses import dataclass

from zhengyou.commandline.refusal import Refusal


@dataclass(frozen=True)
class Command:
    """One word after `run.py`.

    `needs_database` opens the database and loads Django before the module is imported.
    """

    name: str
    usage: str
    chinese: str
    english: str
    needs_database: bool = False

    @property
    def module(self) -> str:
        """The module whose `run(arguments: list[str]) -> int` does the work."""
        return "zhengyou.commandline." + self.name.replace("-", "_")


COMMANDS = (
    Command(
        "start",
        "[--port 8000] [--host 127.0.0.1] [--data var] [--small | --empty]",
        "启动争优：数据库、网页服务和后台任务；第一次会装入演示数据（不写命令就是它）",
        "start everything; the first time with the demo district (also the default)",
    ),
    Command(
        "test",
        "[pytest 的参数 …]",
        "检查代码并运行全部测试；带参数时只把参数交给 pytest",
        "run all checks and tests; arguments go to pytest alone",
    ),
    Command(
        "read",
        "文件 [--json]",
        "读一份方案文件，列出读懂的内容和发现的毛病，不需要数据库",
        "read a plan document and print what was understood; no database needed",
    ),
    Command(
        "compare",
        "文件 文件 … [--superior 上级方案] [--json]",
        "比较两份以上的方案：互相有多少相同、最长的相同段落、多半谁先谁后；上级方案里的文字另算",
        "compare plans: shares, longest passages, likely origin; the superior's text counted apart",
    ),
    Command(
        "demo",
        "[--small] [--data var]",
        "在空的数据库里装入演示区；--small 只装约 30 个组织",
        "load the demo district into an empty database",
        needs_database=True,
    ),
    Command(
        "prepare",
        "[--small | --empty] [--json] [--data var]",
        "更新数据表和静态文件，第一次装入数据；start 会自动先做",
        "migrate, collect static files and fill an empty database; start does it by itself",
        needs_database=True,
    ),
    Command(
        "migrate",
        "[--data var]",
        "只把数据表更新到这个版本",
        "bring the database's tables up to this version",
        needs_database=True,
    ),
    Command(
        "create-admin",
        "用户名 [--data var]",
        "新建一个管理员，打印只显示一次的密码",
        "create an administrator and print a one-time password",
        needs_database=True,
    ),
    Command(
        "appoint",
        "用户名 姓名 岗位 组织编码 [--data var]",
        "任命某人担任一个组织的岗位（书记、活动办公室工作人员 …），没有账号的同时建账号",
        "give somebody a post in an organisation, and an account where there is none",
        needs_database=True,
    ),
    Command(
        "reset-password",
        "用户名 [--without-second-step] [--data var]",
        "重设某人的密码，新密码只显示一次；手机也丢了，用 --without-second-step 一并去掉登录的第二步",
        "give somebody a new password, shown once; --without-second-step also removes a lost second step",
        needs_database=True,
    ),
    Command(
        "link-login",
        "用户名 对方编号 [--data var]",
        "让统一身份登录（OpenID Connect）里的某人登录这个账号",
        "let the person of that number at the OpenID Connect service log in to this account",
        needs_database=True,
    ),
    Command(
        "import-roster",
        "文件 [--dry-run] [--report 问题清单.xlsx] [--data var]",
        "从 .xlsx 或 .csv 导入组织和人员名册；--dry-run 只看会有什么变化，--report 把问题和变动写成表格",
        "import organisations and people from a spreadsheet; --dry-run only says what would change",
        needs_database=True,
    ),
    Command(
        "worker",
        "[--data var]",
        "只运行后台任务；start 会自动运行它",
        "run the background worker alone; start runs one by itself",
        needs_database=True,
    ),
    Command(
        "verify-ledger",
        "[--head 摘要] [--data var]",
        "核对台账：每一条是否还是当初写下的样子；--head 再和您在外面保存的链首摘要对照",
        "verify that no line of the ledger was changed; --head compares with a head that was kept outside",
        needs_database=True,
    ),
    Command(
        "backup",
        "文件 [--data var]",
        "把数据库备份成一个文件；不覆盖已有文件",
        "write a backup of the database; never overwrites",
        needs_database=True,
    ),
    Command(
        "restore",
        "文件 [--data var]",
        "把备份恢复到空的数据库，然后核对台账",
        "restore a backup into an empty database and verify the ledger",
        needs_database=True,
    ),
    Command("help", "[命令]", "列出所有命令", "list all commands"),
)


def find(name: str) -> Command:
    """The command of that name; Refusal, with the nearest name, when there is none."""
    names = {command.name: command for command in COMMANDS}
    if name in names:
        return names[name]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"是不是想用 {near[0]}？" if near else ""
    nearest = f"did you mean {near[0]}? " if near else ""
    raise Refusal(
        f"没有“{name}”这个命令。{hint}python3 run.py help 列出所有命令。",
        f"no such command; {nearest}see python3 run.py help",
        code=2,
    )


def split(arguments: list[str]) -> tuple[str, list[str]]:
    """What was typed after `run.py`:

    the command's name and its arguments. Only options, or nothing, means start.
    """
    if not arguments:
        return "start", []
    if arguments[0] in {"-h", "--help"}:
        return "help", arguments[1:]
    if arguments[0].startswith("-"):
        return "start", arguments
    if {"-h", "--help"} & set(arguments[1:]) and arguments[0] != "test":
        return "help", [arguments[0]]
    return arguments[0], arguments[1:]
