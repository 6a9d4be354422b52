"""PostgreSQL refuses to run as root. Where we are root, it runs as an account of its own that can do
nothing else.

That account must be able to walk down to the data and to the server's files. It alone is let through the
folders above them (an access control entry with nothing but "walk through", for nobody else); only on file
systems without such entries is the folder opened for walking through by everyone, and that is said.
"""

import errno
import os
import pwd
import stat
import struct
import subprocess
import sys
from pathlib import Path

from zhengyou.commandline.processes import SystemUser
from zhengyou.commandline.refusal import Refusal

ACCOUNT = "zhengyou-db"
_ACL = "system.posix_acl_access"
_USER_OBJ, _USER, _GROUP_OBJ, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
_NOBODY_IN_PARTICULAR = 0xFFFFFFFF
_WALK = 1


def for_postgres() -> SystemUser | None:
    """The account for the embedded server; None when we are not root and it simply runs as ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        found = pwd.getpwnam(ACCOUNT)
    except KeyError:
        found = _create()
    return SystemUser(found.pw_uid, found.pw_gid)


def _create() -> pwd.struct_passwd:
    command = [
        "useradd",
        "--system",
        "--user-group",
        "--no-create-home",
        "--shell",
        "/usr/sbin/nologin",
        ACCOUNT,
    ]
    try:
        # Not checked: another start at the same moment may have been the one that made it.
        subprocess.run(command, check=False, capture_output=True)
        return pwd.getpwnam(ACCOUNT)
    except (OSError, KeyError) as error:
        raise Refusal(
            f"PostgreSQL 不能以 root 身份运行，而系统账户 {ACCOUNT} 没有建成；"
            "请改用普通用户运行 python3 run.py。",
            "PostgreSQL cannot run as root: run this as an ordinary user",
        ) from error


def let_through(user: SystemUser, *targets: Path) -> None:
    """Lets `user` walk down to each target folder, changing no folder that already lets it."""
    for target in targets:
        for folder in reversed(target.resolve().parents):
            if folder.exists() and not _may_walk(folder, user):
                _let_walk(folder, user)


def readable(*folders: Path) -> None:
    """Makes our own installed files readable to every account, where a strict umask had hidden them."""
    for folder in folders:
        if folder.stat().st_mode & 0o005 == 0o005:
            continue
        for path in [*folder.rglob("*"), folder]:
            mode = path.lstat().st_mode
            wanted = 0o555 if stat.S_ISDIR(mode) or mode & 0o100 else 0o444
            if not stat.S_ISLNK(mode) and mode & wanted != wanted:
                path.chmod(mode | wanted)


def _may_walk(folder: Path, user: SystemUser) -> bool:
    found = folder.stat()
    if found.st_uid == user.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    entries = _entries(folder)
    own = [entry for entry in entries if entry[::2] == (_USER, user.uid)]
    if own:
        # A later chmod of the folder narrows the mask, and with it what the entry grants.
        mask = next((entry[1] for entry in entries if entry[0] == _MASK), 7)
        return bool(own[0][1] & mask & _WALK)
    return bool(found.st_mode & (stat.S_IXGRP if found.st_gid == user.gid else stat.S_IXOTH))


def _let_walk(folder: Path, user: SystemUser) -> None:
    entries = _entries(folder)
    if entries:
        mask = next((entry[1] for entry in entries if entry[0] == _MASK), entries[2][1])
        kept = [entry for entry in entries if entry[0] != _MASK and entry[::2] != (_USER, user.uid)]
        acl = [*kept, (_USER, _WALK, user.uid), (_MASK, mask | _WALK, _NOBODY_IN_PARTICULAR)]
        packed = struct.pack("<I", 2) + b"".join(
            struct.pack("<HHI", *entry) for entry in sorted(acl, key=_order)
        )
        try:
            os.setxattr(folder, _ACL, packed)
        except OSError as error:
            if error.errno not in {errno.EOPNOTSUPP, errno.EINVAL, errno.EPERM}:
                raise
        else:
            return
    folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    print(f"注意：为了让数据库账户能走到数据目录，已允许所有账户经过（不能列出）{folder}。", file=sys.stderr)


def _order(entry: tuple[int, int, int]) -> tuple[int, int]:
    """The kernel wants entries by kind, then by account."""
    return entry[0], entry[2]


def _entries(folder: Path) -> list[tuple[int, int, int]]:
    """A folder's access control entries as (kind, rights, account), or those its mode amounts to.

    Empty where the system has no such entries.
    """
    if not hasattr(os, "getxattr"):
        return []
    try:
        packed = os.getxattr(folder, _ACL)
    except OSError as error:
        if error.errno != errno.ENODATA:
            return []
        mode = folder.stat().st_mode
        rights = ((_USER_OBJ, mode >> 6), (_GROUP_OBJ, mode >> 3), (_OTHER, mode))
        return [(kind, right & 7, _NOBODY_IN_PARTICULAR) for kind, right in rights]
    return [(kind, right, who) for kind, right, who in struct.iter_unpack("<HHI", packed[4:])]
