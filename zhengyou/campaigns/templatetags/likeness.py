"""Words for the page that says how much of a plan is its own: {% load likeness %}.

{{ 0.384|share_text }}        "38%"; rounded so that 0% and 100% say nothing and all
{{ block|folded_words }}      what a folded block is, as a phrase
{% place_words first last %}  where a passage stands, "第3段" or "第3—5段"
{{ rows|beginning }}          the first words of some rows, for those who fold them open
"""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhengyou.ui.wording import number_text

from ..queries.own_text import FORMER, INHERITED, Block
from ..queries.side_by_side import Row

register = template.Library()

_BEGINNING = 18


@register.filter
def share_text(share: float) -> str:
    if 0 < share < 0.01:
        return _("不到1%")
    if 0.99 < share < 1:
        return "99%"
    return f"{round(share * 100)}%"


@register.filter
def folded_words(block: Block) -> str:
    counts = {"lines": len(block.paragraphs), "units": number_text(block.units)}
    sources = {
        (INHERITED,): _("上级方案"),
        (FORMER,): _("以往方案"),
        (INHERITED, FORMER): _("上级方案、以往方案"),
    }
    where = sources.get(tuple(block.sources))
    if where is None:
        return ngettext("%(lines)d 行短句", "%(lines)d 行短句", len(block.paragraphs)) % counts
    return _("与%(where)s相同：%(lines)d 段，%(units)s 字") % {"where": where, **counts}


@register.simple_tag
def place_words(first: int, last: int) -> str:
    if first == last:
        return _("第%(first)d段") % {"first": first}
    return _("第%(first)d—%(last)d段") % {"first": first, "last": last}


@register.filter
def beginning(rows: Sequence[Row]) -> str:
    words = "".join(text for text, _kind in rows[0].ours[0].segments).strip()
    return words if len(words) <= _BEGINNING else f"{words[:_BEGINNING]}……"
