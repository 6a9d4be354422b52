"""The browser that the browser tests drive, and the fonts without which their pictures would show boxes.

Development only: it knows playwright, which is not part of an installation.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from zhengyou.commandline import environment
from zhengyou.commandline.refusal import Refusal

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")


def find() -> Path | None:
    """A Chromium: $CHROMIUM, else one on PATH, else the one playwright downloaded; None without any."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        return Path(named) if Path(named).exists() else None
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


def has_chinese_font() -> bool:
    """Whether a Chinese character can be drawn; taken for granted away from Linux, where the system brings them."""
    if sys.platform != "linux":
        return True
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def require() -> Path:
    """The browser, with fonts; on Debian as root they are installed first. Refusal naming exactly what is missing."""
    missing = _missing()
    if missing and environment.is_debian_root():
        print(f"正在安装 {' '.join(missing)} …", flush=True)
        environment.apt_install(missing)
        missing = _missing()
    browser = find()
    if missing or browser is None:
        raise Refusal(
            f"浏览器测试还缺：{'、'.join(missing)}；请安装（Debian、Ubuntu：sudo apt install {' '.join(missing)}），"
            "或用环境变量 CHROMIUM 指出浏览器的位置。",
            f"missing for the browser tests: {', '.join(missing)}",
        )
    return browser


def _missing() -> list[str]:
    """Debian's names of the packages that are not there."""
    return ["chromium"] * (find() is None) + ["fonts-noto-cjk"] * (not has_chinese_font())
