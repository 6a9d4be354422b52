"""`compare`: how much of each document stands in the others, on the command line. Needs no database."""

import json
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from zhengyou.commandline.refusal import Refusal
from zhengyou.plandocs import Document, UnreadableDocument, read_safely
from zhengyou.plandocs.comparison import (
    Comparison,
    Likely,
    Passage,
    Span,
    Stream,
    compare,
    likely_origin,
    stream_of,
)

_USAGE = "用法：python3 run.py compare 文件 文件 … [--superior 上级方案] [--json]"
_SHOWN = 3
_QUOTED = 60


@dataclass(frozen=True)
class _Text:
    """One document of a file: its place in the file (from 1), what was read, and its words."""

    file: str
    place: int
    of: int
    document: Document
    words: Stream

    @property
    def name(self) -> str:
        return self.file if self.of == 1 else f"{self.file}（第{self.place}篇）"


def run(arguments: list[str]) -> int:
    """Prints shares, likely origin and longest passages of each pair; with --json all passages with their places.

    A file that holds several documents is taken apart. Refusal when a file cannot be read or there are not two.
    """
    files, above = _asked([word for word in arguments if word != "--json"])
    texts = [text for file in files for text in _texts(file)]
    if len(texts) < 2:
        raise Refusal(f"要有两份文件才能比较。{_USAGE}", "two documents are needed", code=2)
    superior = _texts(above)[0].words if above else None
    pairs = [
        (one, two, compare(one.words, two.words, superior=superior)) for one, two in combinations(texts, 2)
    ]
    pairs.sort(key=lambda pair: -max(pair[2].first.share, pair[2].second.share))
    if "--json" in arguments:
        print(json.dumps(_object(texts, pairs), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_told(*pair) for pair in pairs))
    return 0


def _asked(words: list[str]) -> tuple[list[str], str | None]:
    """The files to compare, and the superior's plan if one is named."""
    above = None
    if "--superior" in words:
        at = words.index("--superior")
        if at + 1 == len(words):
            raise Refusal(f"--superior 后面要写上级方案的文件名。{_USAGE}", "--superior needs a file", code=2)
        above = words[at + 1]
        words = words[:at] + words[at + 2 :]
    if not words or any(word.startswith("-") for word in words):
        raise Refusal(_USAGE, "name the documents to compare", code=2)
    return words, above


def _texts(file: str) -> list[_Text]:
    path = Path(file)
    try:
        reading = read_safely(path.read_bytes(), path.name)
    except FileNotFoundError as error:
        raise Refusal(f"没有找到文件 {path}。", "no such file") from error
    except IsADirectoryError as error:
        raise Refusal(f"{path} 是一个目录，请指出其中的文件。", "this is a folder") from error
    except UnreadableDocument as error:
        raise Refusal(f"{path.name}：{error}", "the document cannot be read") from error
    count = len(reading.documents)
    return [
        _Text(file, number, count, document, stream_of(reading, number - 1))
        for number, document in enumerate(reading.documents, 1)
    ]


def _told(one: _Text, two: _Text, found: Comparison) -> str:
    """A pair in words."""
    lines = [f"甲 {_head(one)}", f"乙 {_head(two)}"]
    if found.first.inherited or found.second.inherited:
        lines.append(f"  来自上级方案，已除外：甲{found.first.inherited}字，乙{found.second.inherited}字。")
    lines.append(
        f"  甲的{_percent(found.first.share)}在乙里，乙的{_percent(found.second.share)}在甲里；"
        f"六字片段相同{_percent(found.similarity)}。"
    )
    if likely := _origin(one, two, found):
        which = {1: "多半先有甲：", 2: "多半先有乙：", None: "看不出谁先谁后："}[likely.origin]
        lines.append(f"  {which}{likely.reason}")
    if found.renamings:
        shown = "，".join(f"{r.first}→{r.second}（{r.count}处）" for r in found.renamings[:8])
        lines.append(f"  换了的名称：{shown}。")
    for number, passage in enumerate(found.passages[:_SHOWN], 1):
        lines += [
            f"  相同段落{number}：{passage.alike}字，甲{_lines(passage.first)}，乙{_lines(passage.second)}"
        ]
        lines += [f"    {_quoted(one.words, passage.first)}", *_changes(one, two, passage)]
    if (rest := len(found.passages) - _SHOWN) > 0:
        lines.append(f"  另有{rest}处较短的相同段落，--json 列出全部。")
    return "\n".join(lines) + "\n"


def _percent(share: float) -> str:
    """Rounded down, so that 100% says that nothing is left over; a little is not nothing."""
    return "不到1%" if 0 < share < 0.01 else f"{int(share * 100 + 1e-9)}%"


def _head(text: _Text) -> str:
    return f"{text.name}《{text.document.title}》，{len(text.words)}字"


def _origin(one: _Text, two: _Text, found: Comparison) -> Likely | None:
    return likely_origin(one.document, two.document, found, (one.words, two.words))


def _lines(where: Span) -> str:
    return f"第{where.line}行" if where.line == where.last_line else f"第{where.line}—{where.last_line}行"


def _quoted(words: Stream, where: Span) -> str:
    text = " ".join(words.words(where.begin, where.end).split())
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED // 2]}……{text[-_QUOTED // 2 :]}"


def _changes(one: _Text, two: _Text, passage: Passage) -> list[str]:
    """What differs inside a passage, the first few places."""
    changed = [piece for piece in passage.pieces if piece.kind == "changed"]
    told = [f"“{_piece(one.words, p.first)}”→“{_piece(two.words, p.second)}”" for p in changed[:4]]
    more = f" 等{len(changed)}处" if len(changed) > len(told) else ""
    return [f"    其中不同：{'，'.join(told)}{more}"] if told else []


def _piece(words: Stream, where: Span | None) -> str:
    return words.words(where.begin, where.end) if where else ""


def _object(texts: list[_Text], pairs: list[tuple[_Text, _Text, Comparison]]) -> dict[str, Any]:
    """Everything as JSON-able values; documents are named by their place in `documents`."""
    documents = [
        {
            "file": text.file,
            "document": text.place,
            "title": text.document.title,
            "issuer": text.document.issuer,
            "signed_on": text.document.signed_on and text.document.signed_on.isoformat(),
            "units": len(text.words),
        }
        for text in texts
    ]
    return {"documents": documents, "pairs": [_pair(texts, *pair) for pair in pairs]}


def _pair(texts: list[_Text], one: _Text, two: _Text, found: Comparison) -> dict[str, Any]:
    likely = _origin(one, two, found)
    return {
        "documents": [texts.index(one), texts.index(two)],
        "shares": [found.first.share, found.second.share],
        "inherited": [found.first.inherited, found.second.inherited],
        "similarity": found.similarity,
        "likely_origin": asdict(likely) if likely else None,
        "renamings": [asdict(renaming) for renaming in found.renamings],
        "passages": [_passage(one.words, two.words, passage) for passage in found.passages],
    }


def _passage(one: Stream, two: Stream, passage: Passage) -> dict[str, Any]:
    return {
        "alike": passage.alike,
        "first": _place(one, passage.first),
        "second": _place(two, passage.second),
        "pieces": [
            {"kind": piece.kind, "first": _place(one, piece.first), "second": _place(two, piece.second)}
            for piece in passage.pieces
        ],
    }


def _place(words: Stream, where: Span | None) -> dict[str, Any] | None:
    """Where it stands (lines from 1, characters of the line) and the original words."""
    if where is None:
        return None
    keys = ("line", "start", "last_line", "stop")
    return {key: getattr(where, key) for key in keys} | {"text": words.words(where.begin, where.end)}
