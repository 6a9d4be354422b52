"""A browser in words, from what it says of itself: enough for its owner to know it, too little to follow anybody."""

_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "鸿蒙手机"),
    ("OpenHarmony", "鸿蒙手机"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux 电脑"),
)
_BROWSERS = (  # the special ones first: almost all of them also call themselves Chrome or Safari
    ("wxwork", "企业微信"),
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Lark", "飞书"),
    ("QQBrowser", "QQ 浏览器"),
    ("UCBrowser", "UC 浏览器"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def in_words(user_agent: str) -> str:
    """Such as “Windows 电脑上的 Edge”; what is not recognised is said to be unknown."""
    system = next((word for mark, word in _SYSTEMS if mark in user_agent), "")
    browser = next((word for mark, word in _BROWSERS if mark in user_agent), "")
    if system and browser:
        before = " " if system.isascii() else ""
        return f"{system}{before}上的{' ' if browser.isascii() else ''}{browser}"
    return system or browser or "不认识的浏览器"
