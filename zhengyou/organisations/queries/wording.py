"""Changes of the tree in words: the sentence for the ledger and for the page after it is done."""

from datetime import date

from ..models import Change, Kind, Sector
from ..rules.orders import spoken
from .shifts import Shift


def sentence_of(shift: Shift) -> str:
    """What a change does, as one sentence without the day and the full stop."""
    subject = shift.name_of(shift.subject)
    names = "、".join(shift.name_of(key) for key in shift.founded)
    match shift.kind:
        case Change.FOUND:
            above = shift.rows[shift.shapes[-1].parent_id or 0].name
            return f"成立{subject}（{Kind(shift.shapes[-1].kind).label}），隶属{above}"
        case Change.RENAME:
            return f"{shift.rows[shift.subject].name}更名为{subject}"
        case Change.RETYPE:
            shape = shift.shapes[shift.subject]
            return f"{subject}调整为{Kind(shape.kind).label}{_sector(shape.sector)}"
        case Change.MOVE:
            row, shape = shift.rows[shift.subject], shift.shapes[shift.subject]
            old, new = shift.rows.get(row.parent_id or 0), shift.rows[shape.parent_id or 0]
            return f"{subject}{f'由{old.name}' if old else ''}改隶{new.name}"
        case Change.MERGE:
            merged = "、".join(shift.name_of(key) for key in shift.ended)
            target = next(iter(shift.ended.values()))[0]
            return f"{merged}合并为{names}" if names else f"{merged}并入{shift.name_of(target)}"
        case Change.SPLIT:
            rest = "，原组织撤销" if shift.subject in shift.ended else ""
            return f"{subject}分立出{names}{rest}"
        case _:
            after = [shift.name_of(key) for keys in shift.ended.values() for key in keys]
            return f"撤销{subject}" + (f"，由{after[0]}承接" if after else "")


def _sector(sector: str) -> str:
    return f"、{Sector(sector).label}领域" if sector else ""


def line_of(shift: Shift) -> str:
    """The sentence with the day it begins."""
    return f"{sentence_of(shift)}，自{spoken(shift.day)}起。"


def undoing_sentence_of(shift: Shift, since: date) -> str:
    """What taking a change back does, as one sentence without the full stop; `since` is the day the change began."""
    known = shift.subject in shift.rows or shift.subject in shift.shapes
    name = shift.name_of(shift.subject) if known else ""
    return f"撤回{name}{spoken(since)}的{Change(shift.kind).label}，自{spoken(shift.day)}起恢复原来的组织设置"
