"""Lines that are not the document: what web sites, collectors and page breaks leave behind.

Such lines are kept in the reading, reported, and left out when sections and tasks are looked for.
"""

from __future__ import annotations

import re

from zhengyou.plandocs.cleaning import Line, latin
from zhengyou.plandocs.parts import announces

_DIGITS = re.compile(
    r"^[\s\d]{1,40}$|^\s?[-—]{1,2}\s?\d{1,3}\s?[-—]{1,2}\s?$"
    r"|^\s?第\s?\d{1,3}\s?页(?:\s?[，/]?\s?共\s?\d{1,3}\s?页)?\s?$"
)
_SITE = re.compile(
    r"ICP备|公网安备|版权所有|技术支持|Copyright|All Rights Reserved|相关(?:文章|阅读|链接|推荐"
    r"|新闻|范文)：?$|推荐(?:文章|阅读)|热门(?:文章|推荐)"
    r"|的人?还看了|您可能(?:关注|感兴趣)|(?:上传|发布|发表|更新)(?:日期|时间)：|^\s?(?:作者|来源"
    r"|编辑|责任编辑|阅读|浏览|点击)(?:次数)?："
    r"|浏览次数|点击(?:数|次数|率)：|字号："
    r"|字体(?:大小)?：|^\s?(?:next|previous) page\s?$|下载到电脑|方便收藏和打印|上一篇：|下一篇：|分享到"
    r"|返回(?:顶部|首页|列表)|打印本页|关闭窗口"
    r"|recommended articles?|popular articles?|related articles?|^\s?release (?:time|date)"
    r"|小编[^，。]{0,8}(?:整理|收集|搜集|分享|带来|准备)|仅供参考，?(?:欢迎|希望)|欢迎大家(?:借鉴|阅读|收藏)|文档之家|百度文库"
    r"|^\s?(?:\[\d{1,2}\]\s?){1,9}|下一页|^\s?(?:时间|日期)：\s?(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|^\s?[•·]\s?(?:[a-z]{2,12}|\d{1,4}页)\s?\|?$|^\s?首页\s?[>＞»]|^[^。，]{1,30}\s>\s[^。，]{1,30}$",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"相关(?:文章|阅读|链接|推荐|新闻|范文)：?\s?$|您可能(?:关注|感兴趣)|recommended articles?|猜你喜欢"
    r"|的人?还看了：?\s?$",
    re.IGNORECASE,
)
_LINK = re.compile(r"^[^。；]{4,60}\d{2}-\d{2}\s?$")

PAGE, SITE = "page-debris", "site-furniture"


def furniture(lines: list[Line]) -> dict[int, str]:
    """The code of each line (by number) that is page debris or site furniture."""
    found: dict[int, str] = {}
    related = False
    for line in lines:
        text = line.match.strip()
        if not text:
            continue
        if announces(text):
            related = False
        elif related and (len(text) <= (140 if latin(text) else 60) and "。" not in text):
            found[line.number] = SITE
        elif line.kind == "header" or (_DIGITS.match(text) and line.kind == "body"):
            found[line.number] = PAGE
        elif (len(text) <= 120 and _SITE.search(text)) or (_LINK.match(text) and related):
            found[line.number] = SITE
        else:
            related = False
        related = related or (found.get(line.number) == SITE and bool(_RELATED.search(text)))
    return found
