"""What a step of somebody's membership comes to, told before it is confirmed."""

from dataclasses import dataclass, field
from datetime import date

from ..models import MEMBERS, Kind, Membership, MemberStatus, Person, Placement, PostKind
from ..rules.orders import spoken
from ..rules.statuses import StatusAsked
from ..rules.statuses import warnings as status_warnings
from ..rules.structure import Facts, Warned, size_warnings
from .counts import member_counts_of
from .leaving import ending
from .standing import standing_place, standing_places

_SIZES = "党支部工作条例（domain.md 2.1，R16）"


@dataclass
class Foreseen:
    """What would happen, in a sentence, as (term, lines), and what should be thought over."""

    sentence: str
    pairs: list[tuple[str, list[str]]] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)


def of_status(row: Membership, person: Person, wanted: str, day: date, reason: str) -> Foreseen:
    """Another status from a day on."""
    asked = StatusAsked(row.status, row.since, wanted, day, reason)
    old, new = MemberStatus(row.status), MemberStatus(wanted)
    found = Foreseen(f"{person.name}从{spoken(day)}起由{old.label}改为{new.label}。")
    full = (new == MemberStatus.FULL) - (old == MemberStatus.FULL)
    members = (new in MEMBERS) - (old in MEMBERS)
    found.pairs.append(_counts(standing_place(row.organisation_id, day), day, full, members))
    if new == MemberStatus.PROBATIONARY:
        found.pairs.append(("表决和选举", ["预备党员没有表决权、选举权和被选举权。"]))
    found.warnings = [
        *status_warnings(asked),
        *_sizes(standing_place(row.organisation_id, day), day, full, members),
    ]
    return found


def of_transfer(row: Membership, person: Person, target: int, day: date, *, asked: bool) -> Foreseen:
    """Another organisation from a day on; `asked` where the other side still has to receive him."""
    source, to = standing_place(row.organisation_id, day), standing_place(target, day)
    if asked:
        sentence = f"请{to.name}接收{person.name}。对方接收以前，{person.name}仍在{source.name}。"
    else:
        sentence = f"{person.name}从{spoken(day)}起由{source.name}转到{to.name}。"
    found = _leaving(row, person, day, sentence, everything=False)
    full, member = row.status == MemberStatus.FULL, row.status in MEMBERS
    found.pairs += [_counts(source, day, -full, -member), _counts(to, day, full, member)]
    found.warnings += [*_sizes(source, day, -full, -member), *_sizes(to, day, full, member)]
    return found


def of_leaving(row: Membership, person: Person, day: date, word: str) -> Foreseen:
    """Nowhere here from a day on."""
    source = standing_place(row.organisation_id, day)
    sentence = f"{person.name}从{spoken(day)}起不再在{source.name}（{word}）。以前的登记都留着，查得到。"
    found = _leaving(row, person, day, sentence, everything=True)
    full, member = row.status == MemberStatus.FULL, row.status in MEMBERS
    found.pairs.append(_counts(source, day, -full, -member))
    found.warnings += _sizes(source, day, -full, -member)
    return found


def _leaving(row: Membership, person: Person, day: date, sentence: str, *, everything: bool) -> Foreseen:
    found = Foreseen(sentence)
    end = ending(person.pk, row.organisation_id, day, everything=everything)
    places = standing_places([post.organisation_id for post in end.posts], day)
    words = end.words({key: place.name for key, place in places.items()})
    if words:
        found.pairs.append(("同一天结束", words))
    for post in end.posts:
        if post.kind == PostKind.SECRETARY:
            name = places[post.organisation_id].name
            found.warnings.append(Warned(f"{name}从那天起没有书记；最好先办交接。", "domain.md M14"))
    return found


def _counts(place: Placement, day: date, full: int, members: int) -> tuple[str, list[str]]:
    now = member_counts_of(place.organisation_id, day)
    before, after = now.members, now.members + members
    if members == 0 and full == 0:
        return (place.name, [f"党员{before}名，不变。"])
    return (place.name, [f"党员{before}名 → {after}名，其中正式党员{now.full}名 → {now.full + full}名。"])


def _sizes(place: Placement, day: date, full: int, members: int) -> list[Warned]:
    if place.kind != Kind.BRANCH:
        return []
    now = member_counts_of(place.organisation_id, day)
    before = size_warnings(Facts(place.kind, "", now.full, now.members))
    after = size_warnings(Facts(place.kind, "", now.full + full, now.members + members))
    return [Warned(f"{place.name}：{sentence}", _SIZES) for sentence in after if sentence not in before]
