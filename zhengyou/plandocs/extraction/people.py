"""People the document names, with the post it gives them."""

from __future__ import annotations

import re

from zhengyou.plandocs.cleaning import Line, latin
from zhengyou.plandocs.extraction.context import Context
from zhengyou.plandocs.extraction.names import NAME, POSTS
from zhengyou.plandocs.extraction.tables import cells, in_columns
from zhengyou.plandocs.plan import PersonNamed

_WHO = rf"{POSTS}|(?:退休|离休|老)(?:教师|干部|党员|军人|工人|同志)|律师|民警|医生|教师"
_TITLED_NAME = rf"(?:[\u4e00-\u9fff]{{0,8}}?(?:{_WHO}))?{NAME}"  # 矿长雷震川
_COMRADES = re.compile(
    rf"(?P<names>{NAME}同志(?:(?:、|和|，|及){_TITLED_NAME}同志){{0,12}}|{_TITLED_NAME}(?:、{_TITLED_NAME}){{0,12}}同志)(?:担任|任|为"
    rf"|兼任)(?:领导小组|工作小组|活动领导小组)?的?(?P<post>{POSTS})"
)
_SPACED = (  # spread out to stand under each other
    r"副?\s{0,6}组\s{0,6}长|成\s{0,6}员|副?\s{0,6}主\s{0,6}任|联\s{1,6}系\s{1,6}人"
    r"|组\s{1,6}员|顾\s{0,6}问|主\s{1,6}席|副?\s{0,6}总\s{0,6}指\s{0,6}挥"
)
_LISTED = re.compile(
    rf"(?P<post>{_SPACED}|{POSTS})\s?[：:|]\s?(?P<names>(?:(?:[\u4e00-\u9fff]{{0,8}}?(?:{_WHO})、?){{1,3}})?{NAME}"
    rf"(?:（[^）]{{1,24}}）)?(?:(?:、|，|和|\s{{1,6}}){NAME}(?:（[^）]{{1,24}}）)?){{0,20}})(?![\u4e00-\u9fff])"
)
_WITH_POSTS = r"[\u4e00-\u9fff]{2,4}(?:（[^）]{2,30}）)"
_GROUP = re.compile(
    rf"(?P<post>副?组长|成员|(?:副|常务副)?主任)(?:为|由|：)?\s?(?P<names>{_WITH_POSTS}(?:[、，]{_WITH_POSTS}){{0,30}})"
)
_ALSO = re.compile(rf"(?P<names>{NAME})(?:同志)?兼?任(?P<post>(?:领导小组)?(?:办公室)?(?:{POSTS}))")
_AS = re.compile(
    rf"[由以、，](?P<names>{_TITLED_NAME}(?:、{_TITLED_NAME}){{0,12}})(?:同志)?(?:担任|任|为)(?P<post>{POSTS})"
)
_TITLED = re.compile(
    rf"(?P<post>{POSTS}|老党员|青年党员教师|党员教师|语文教师"
    rf"|教师)(?P<names>{NAME}(?:、{NAME}){{0,12}})(?=同志|老师|是|说|，|、|同|为|主持|作|在|率|带|介绍|两位|三位|几位|等|平时|从|带头|来(?!自)|却|已|。|负责|牵头|主抓|承担)"
)
_ENGLISH = re.compile(
    r"Comrade (?P<names>[A-Z][a-z]{1,11} [A-Z][a-z]{1,14})(?: as the (?P<post>[a-z ]{3,24}?)(?= of|,|\.))?"
)
_ENGLISH_LIST = re.compile(
    r"^\s{0,8}(?P<post>(?:[A-Z][a-z]+ )?(?:[a-z]+ ){0,3}?(?:[Ll]eader|[Mm]embers?|[Dd]irector|[Hh]ead"
    r"|[Ss]ecretary)):\s?"
    r"(?P<names>[A-Z][a-z]{1,11} [A-Z][a-z]{1,14}(?:(?:, | and )[A-Z][a-z]{1,11} [A-Z][a-z]{1,14}){0,20})"
)
_ENGLISH_NAME = re.compile(r"[A-Z][a-z]{1,11} [A-Z][a-z]{1,14}")
_HOLDS = re.compile(
    rf"(?P<post>(?:领导小组)?(?:办公室)?(?:第一副组长|常务副组长|副组长|组长|副主任|主任))(?:由|为)"
    rf"(?P<names>{_TITLED_NAME}(?:、{_TITLED_NAME}){{0,12}})(?:同志)?(?:兼任|担任|任|，|。|；)"
)
_RESPONSIBLE = re.compile(
    rf"由[\u4e00-\u9fff]{{0,8}}?(?P<post>{POSTS})(?P<names>{NAME})(?:同志)?(?:具体)?(?:负责|牵头|组织)"
)
_SPEAKS = re.compile(
    rf"由[\u4e00-\u9fff]{{0,12}}?(?P<names>{NAME})(?P<post>老师|教授|医生|律师|警官|同志)(?:主讲|主持|授课|讲授|讲|作|宣讲|辅导|负责)"
)
_TEACHER = re.compile(rf"(?<=[”、。，])(?P<names>{NAME})(?P<post>老师)(?!们)")
_COUNTED = re.compile(
    rf"(?P<names>{NAME}(?:、{NAME}){{1,12}})[两二三四五六七八九十]位(?P<post>[\u4e00-\u9fff]{{0,6}}(?:党员|干部|教师))"
)
_TITLE_BEFORE = re.compile(rf"[\u4e00-\u9fff]{{0,8}}?(?:{_WHO})(?={NAME})")
_ONE = re.compile(NAME)
_BEFORE_BRACKET = re.compile(r"[\u4e00-\u9fff]{2,4}(?=（)")
_NAME_HEADS = ("姓名", "负责人", "责任人", "联系人", "主持人", "包保人")
_BELOW = re.compile(  # under 副组长：…, the next name and what he is
    rf"\s{{4,40}}(?P<names>{NAME})(?:\s{{1,8}}[\u4e00-\u9fff、]{{2,24}})?\s{{0,8}}$"
)
_CELL_NAME = re.compile(r"(?!姓\s{0,4}名)[\u4e00-\u9fff·]{1,8}(?:\s{1,4}[\u4e00-\u9fff])?")
_POST_WORD = re.compile(rf"(?:{POSTS})")
_NOT_NAMES = re.compile(
    r"(?:党员|党委|党组|党支|党总|党政|全[体面年部程员校院局县市镇乡村]|成员|同志|单位|文明|和谐|明确|强化|安全|马克|高度"
    r"|严格|严密|项目|时间|应[当该有用对急及在按于将以根认积结组召]|成立|来自|关心|关工|路线|方面|方案|时期|任务|解决|温暖|连续|易于|易地|万[元人户亩吨里]"
    r"|金融|白天|黄金|包括|都要|保证|保持|原则|官[员兵]|计划|计生|商务|云南|水[利电务平库]|华[东南北中侨]|银行|强[县镇村力调]|常委|常务|常[年态规]|习近平|各[^，。；]|和[各其全谐]|向[全社群]|于[是各]|时[任限]|高[校级度]|宣传|组织|支部|社区|居民|党"
    r"|相关|有关|其他|主要|办公|负责|项[目工]|左右|任[主副组书何务职]|连[队续]|阶段|单[位独]|房[屋产]|车[间队辆]|水平|石油|关[注爱系于]|方[便法式向]|成[果效绩]|平[安台时]|明[年显]|安[排全置]|包[括保村]|温[馨暖]|金[额融]|常[见用]|农[村民]|严[重肃]|经[验费]|毕[业竟]|查[看找处]|解[放读答]|管[理委]|许[多可]|曾[经是]|都[是有])"
)
_NOT_SURNAMES = re.compile(
    "[应来和官云水华强向易万项党]"
)  # too often other words where nothing announces a name
_LOOSE = (_TITLED, _COUNTED, _TEACHER)
Column = tuple[int, str] | None


def people(context: Context) -> tuple[PersonNamed, ...]:
    """Each name once a post, in order of the text."""
    found: dict[tuple[str, str], PersonNamed] = {}
    column: Column = None
    above = ""
    for line in context.lines:
        column = _name_column(line, column)
        persons = _in_line(line, column)
        under = _BELOW.fullmatch(line.match) if above and not persons else None
        if under:
            persons = [_person(line, *under.span("names"), above, False)]
        above = persons[-1].post if persons and (under or _LISTED.match(line.match.lstrip())) else ""
        for person in persons:
            found.setdefault((person.name, person.post), person)
    named = {name for name, post in found if post}
    kept = [person for (name, post), person in found.items() if post or name not in named]
    return tuple(sorted(kept, key=lambda p: (p.line, p.start)))


def _name_column(line: Line, before: Column) -> Column:
    """Which cell of a table's rows holds the name, and what the head calls it (姓名, 负责人)."""
    if not in_columns(line):
        return None
    heads = [re.sub(r"\s", "", line.match[a:b]) for a, b in cells(line)]
    return next(((heads.index(word), word) for word in _NAME_HEADS if word in heads), before)


def _in_line(line: Line, column: Column) -> list[PersonNamed]:
    text = line.match
    out: list[PersonNamed] = []
    taken: set[int] = set()
    for pattern in (
        _COMRADES,
        _HOLDS,
        _RESPONSIBLE,
        _SPEAKS,
        _AS,
        _GROUP,
        _LISTED,
        _ALSO,
        _TITLED,
        _COUNTED,
        _TEACHER,
    ):
        for match in pattern.finditer(text):
            for start, end in _names(text, *match.span("names"), pattern in _LOOSE):
                if start not in taken:
                    taken.add(start)
                    out.append(
                        _person(
                            line,
                            start,
                            end,
                            re.sub(r"\s", "", line.words(*match.span("post"))),
                            pattern in _LOOSE,
                        )
                    )
    if (line.kind == "table" and "|" in text) or (column and in_columns(line)):
        out += _table_row(line, taken, column)
    for match in _ENGLISH.finditer(text):
        out.append(_person(line, *match.span("names"), match["post"] or "", True))
    if listed := _ENGLISH_LIST.match(line.match):
        names = _ENGLISH_NAME.finditer(line.match, *listed.span("names"))
        out += [_person(line, *name.span(), listed["post"], False) for name in names]
    return out


def _names(text: str, start: int, end: int, loose: bool) -> list[tuple[int, int]]:
    """The names in a list of them; words in brackets are posts, not names."""
    found, at = [], start
    while at < end:
        if text[at] == "（":
            at = text.find("）", at, end) + 1 or end
            continue
        title = _TITLE_BEFORE.match(text, at, end) if at == start or text[at - 1] in "、，和及" else None
        at = title.end() if title else at
        match = _ONE.match(text, at, end) or _BEFORE_BRACKET.match(text, at, end)
        if match is None:
            at += 1
            continue
        stop = _name_end(text, at, match.end())
        unsure = loose and _NOT_SURNAMES.match(text, at) and not text.startswith(("同志", "老师"), stop)
        if not (unsure or _NOT_NAMES.match(text, at, stop)):
            found.append((at, stop))
        at = match.end()
    return found


def _name_end(text: str, start: int, stop: int) -> int:
    """Where a name ends: a third character that is another word (王明和李强, 张三同志) is not its own."""
    while stop - start > 2:
        last = text[stop - 1]
        joins = last in "和及" and _ONE.match(text, stop)
        if not joins and last not in "同为任兼听说等是在":
            break
        stop -= 1
    return stop


def _person(line: Line, start: int, end: int, post: str, loose: bool) -> PersonNamed:
    name = line.words(start, end).replace(" ", "") if not latin(line.match) else line.words(start, end)
    doubt = "从上下文推定的姓名，请核对。" if loose else ""
    return PersonNamed(**line.at(start, end), name=name, post=post, certain=not loose, doubt=doubt)


def _table_row(line: Line, taken: set[int], column: Column) -> list[PersonNamed]:
    """A row of a roster: a cell that is a name, and the post from a cell that holds one, else the column's head."""
    row = cells(line)
    names = [c for c in row if _ONE.fullmatch(line.match, *c) and not _NOT_NAMES.match(line.match, *c)]
    if column is not None and column[0] < len(row):
        names = [c for c in row[column[0] : column[0] + 1] if _CELL_NAME.fullmatch(line.match, *c)]
        names = [c for c in names if re.sub(r"\s", "", line.match[slice(*c)]) not in _NAME_HEADS]
    posts = [c for c in row if c not in names and _POST_WORD.search(line.match, *c) and c[1] - c[0] <= 24]
    posts.sort(key=lambda c: not _POST_WORD.fullmatch(line.match, *c))
    post = line.words(*posts[0]) if posts else ""
    if column is not None and column[1] != "姓名":
        post = column[1]
    return [_person(line, *c, post, not post) for c in names if c[0] not in taken and (post or column)]
