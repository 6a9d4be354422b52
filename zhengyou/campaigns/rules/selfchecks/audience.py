"""Of whom a standard speaks, by the words of its name: what the form of a round begins with, and no more."""

from zhengyou.organisations.models import Kind, Sector

_KINDS = {
    "党支部": (Kind.BRANCH,),
    "支部": (Kind.BRANCH,),
    "党总支": (Kind.GENERAL_BRANCH,),
    "党工委": (Kind.WORKING_COMMITTEE,),
    "党委": (Kind.COMMITTEE, Kind.SECOND_COMMITTEE, Kind.WORKING_COMMITTEE),
}
_SECTORS = {sector.value: (str(sector.label),) for sector in Sector} | {
    Sector.COMMUNITY.value: ("街道", "社区"),
    Sector.PRIVATE.value: ("非公", "两新", "新社会组织"),
    Sector.STATE_ENTERPRISES.value: ("国有企业", "国企"),
    Sector.INSTITUTIONS.value: ("事业单位", "科教文卫体"),
}


def kinds_of(label: str) -> list[str]:
    """The kinds of organisation it names; none where it says organisations in general."""
    found = [kind.value for word, kinds in _KINDS.items() if word in label for kind in kinds]
    return list(dict.fromkeys(found))


def sectors_of(label: str) -> list[str]:
    """The sectors it names: "农村党支部“五个好”" is one for the rural ones."""
    return [value for value, words in _SECTORS.items() if any(word in label for word in words)]


def of_members(label: str) -> bool:
    """Whether it speaks of members and not of organisations."""
    return "党员" in label and not any(word in label for word in ("组织", "支部", "党委", "总支"))
