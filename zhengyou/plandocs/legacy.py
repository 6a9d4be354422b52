"""Word 97-2003 files (.doc), through a converter that is installed on the machine, never in our own process.

LibreOffice turns them into .docx, antiword into text. Either runs with limited memory, time and file size in a folder
of its own that is removed afterwards; LibreOffice gets a fresh profile there, in which macros do not run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from zhengyou.plandocs.unreadable import Damaged, Encrypted, TookTooLong, WrongFormat

try:
    import resource
except ImportError:  # Windows has no such limits; the clock still stops the converter there
    resource = None  # type: ignore[assignment]  # Windows has no such module

SECONDS = 60
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEGABYTE = 1024 * 1024
_BYTE_ORDER = b"\xfe\xff"  # at offset 28 of every such file
_WORD_HEAD = b"\xec\xa5"
_NONE = (
    "这是旧版 Word（.doc）文件，这台机器上没有装能转换它的软件（LibreOffice 或 antiword）。"
    "请用 Word 打开后另存为 .docx 再上传。"
)
_BROKEN = "这个 .doc 文件已损坏，无法转换。请用 Word 打开后另存为 .docx 再上传。"
_SLOW = "转换这个 .doc 文件花的时间太长，已停止。请用 Word 打开后另存为 .docx 再上传。"


def is_word_97(data: bytes) -> bool:
    """Whether the bytes are a Word 97-2003 document (not a spreadsheet, not an encrypted .docx)."""
    return data.startswith(OLE) and "WordDocument".encode("utf-16-le") in data


def refuse_other(data: bytes) -> None:
    """Raise what an old Office container is if it is no readable .doc."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Encrypted("这个文件设了打开密码，无法读取。请用 Word 打开后取消密码，另存为 .docx 再上传。")
    if "Workbook".encode("utf-16-le") in data:
        raise WrongFormat("这是 Excel 表格，不是计划文件。请上传 Word 或文字文件。")
    if not is_word_97(data):
        raise WrongFormat("这不是 Word 文件。请用 Word 打开原文，另存为 .docx 再上传。")
    if data[512:514] == _WORD_HEAD and data[523] & 1:  # the encryption flag of Word's own header
        raise Encrypted(
            "这个 .doc 文件设了打开密码，无法读取。请用 Word 打开后取消密码，另存为 .docx 再上传。"
        )
    if len(data) < 1_536 or data[28:30] != _BYTE_ORDER:
        raise Damaged(_BROKEN)


def convert(data: bytes) -> tuple[bytes, str]:
    """A .doc file's bytes as (bytes, ".docx" or ".txt"). WrongFormat without a converter, Damaged, TookTooLong."""
    refuse_other(data)
    office, antiword = shutil.which("soffice") or shutil.which("libreoffice"), shutil.which("antiword")
    if office is None and antiword is None:
        raise WrongFormat(_NONE)
    with tempfile.TemporaryDirectory(prefix="doc") as folder:
        source = Path(folder) / "plan.doc"
        source.write_bytes(data)
        if office is not None:
            return _by_office(office, source), ".docx"
        return _run([str(antiword), "-m", "UTF-8.txt", "-w", "0", str(source)], source.parent, 300), ".txt"


def _by_office(office: str, source: Path) -> bytes:
    profile = (source.parent / "profile").as_uri()
    command = [
        office,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
    ]
    _run([*command, "--outdir", str(source.parent), str(source)], source.parent, 4_096)
    made = source.with_suffix(".docx")
    if not made.is_file():
        raise Damaged(_BROKEN)
    return made.read_bytes()


def _run(command: list[str], folder: Path, megabytes: int) -> bytes:
    """What a converter prints. It sees no more of our environment than it needs to start."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG", "LC_ALL") if name in os.environ}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=kept | {"HOME": str(folder), "TMPDIR": str(folder)},
            capture_output=True,
            timeout=3 * SECONDS,  # by the clock, on a busy machine; computing time is limited below
            check=False,
            preexec_fn=None if resource is None else lambda: _limit(megabytes),
        )
    except subprocess.TimeoutExpired:
        raise TookTooLong(_SLOW) from None
    if done.returncode != 0:
        raise Damaged(_BROKEN)
    return done.stdout


def _limit(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEGABYTE, megabytes * _MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * _MEGABYTE, 64 * _MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
