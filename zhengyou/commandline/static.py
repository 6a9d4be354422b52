"""Static files and translations, made ready only when something in them changed."""

import hashlib
import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from zhengyou import ROOT


def compile_translations() -> list[Path]:
    """Makes each .mo that is missing or older than its .po; returns those made."""
    made = []
    for source in sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with open(source, "rb") as readable:
                catalogue = read_po(readable)
            part = target.with_suffix(f".{os.getpid()}.part")  # others may be starting from the same files
            with open(part, "wb") as writable:
                write_mo(writable, catalogue)
            part.replace(target)
            made.append(target)
    return made


def collect_static() -> bool:
    """Collects and compresses static files when they differ from those collected last; True when they did."""
    stamp = Path(settings.STATIC_ROOT) / "collected"
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)
    return True


def _fingerprint() -> str:
    """What the static files are: names, sizes and times, which cost nothing to read, and how they are stored."""
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
