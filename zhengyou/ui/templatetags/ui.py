"""The components every page is built from: {% load ui %}.

Text and figures (also as Python in zhengyou.ui.wording)
  {{ yuan|money }}  {{ count|number }}  {{ day|day:today }}  {{ instant|moment }}
  {% percent done total href="" label="" %}       83%（25/30）, a door when href is given
  {% figure 25 unit="条" href=url label="已兑现承诺" %}
        a number that opens onto its rows; in place (htmx) when the page behind href extends ui/figure.html
  {% deadline day today working_days_left %}      7月1日（还剩5个工作日）, coloured and worded when past
  {% state_chip "late" %}  {% state_chip "late" "迟报3天" %}
        shape + word; states: done due late returned not_due zero excused missing awaiting
  {% headlines items %}                           a page's few large figures; .label .value .unit .href .note
Lists and tables
  {% todo_list items today %}                     .title .url .state .word .detail .day .working_days_left
  {% table caption="…" wide=False %}<thead>…<tbody>…{% endtable %}
        every <td> carries data-label="the column's word"; class "minor" hides a cell on phones, "number"
        aligns right; the row's one link has class "row-link"; the row's heading is <th scope="row">.
        wide=True scrolls sideways inside its frame and keeps its head and first column in view.
  {% column "承诺" key="name" numeric=False minor=False %}
        a <th>; with key its word is a link that sorts (?sort=name, then ?sort=-name)
  {% filter_links "state" choices label="状态" %}   choices: (value, word, count or None); value "" is "all"
  {% pager next_key shown=50 total=1234 %}        ?after=next_key, keeps filters and sorting
  {% empty_state title sentence href="" link="" %}  nothing due is a pleasant page
  {% definitions pairs %}                         (term, value) pairs as a definition list
  {% progress done total "导入名册" %}              a bar with numbers
Forms (a whole page: extend ui/form_page.html)
  {% form_body form %}         error summary, then the fields; form.groups = [(legend, [names])]
                               and form.folded = [legends that open when pressed];
                               form.partial = True: kept half filled in, no field is called optional
  {% form_field form.name %}   one field: label, hint, error, input; a DateField gets a calendar
Charts (drawn by zhengyou.ui.charts and zhengyou.ui.heat)
  {% phase_line phases today %}                   charts.Phase(ordinal, name, start, end, href)
  {% heat_map heat %}                             heat.HeatMap
  {% median_bar value median maximum unit="%" label="" %}
  {% distribution title bins unit="个支部" mine=None %}   bins: (word, count); mine: index of our own bin

Page skeletons in templates/ui, each stating its context at its top: base.html, form_page.html, figure.html,
document.html, workbench.html, public_base.html, bare.html. After an action: zhengyou.ui.saying.say().
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.contrib.messages.storage.base import Message
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.ui import charts, heat, saying, wording
from zhengyou.ui.widgets import DayInput

register = template.Library()

STATE_WORDS = {
    "done": gettext_lazy("已完成"),
    "due": gettext_lazy("待办"),
    "late": gettext_lazy("已逾期"),
    "returned": gettext_lazy("已退回"),
    "not_due": gettext_lazy("未到期"),
    "zero": gettext_lazy("零报告"),
    "excused": gettext_lazy("已免报"),
    "missing": gettext_lazy("缺报"),
    "awaiting": gettext_lazy("待审核"),
}


@register.filter
def money(yuan: int | Decimal | None) -> str:
    return wording.money_text(yuan)


@register.filter
def number(value: int | float | Decimal | None) -> str:
    return wording.number_text(value)


@register.filter
def day(value: date | None, today: date | None = None) -> str:
    return wording.day_text(value, today=today)


@register.filter
def moment(value: datetime | None) -> str:
    return wording.moment_text(value)


@register.filter
def draft_done(message: Message) -> str:
    return saying.settled_draft(message.extra_tags)


def _number(text: object, unit: str, href: str, label: str) -> SafeString:
    """Written without a template: a line end after the number would show as a space within Chinese text."""
    tail = format_html('<span class="unit">{}</span>', unit) if unit else SafeString("")
    if not href:
        return format_html('<span class="figure">{}{}</span>', text, tail)
    heard = format_html(' aria-label="{}：{}{}"', label, text, unit) if label else SafeString("")
    return format_html(
        '<a class="figure" href="{0}"{1} hx-get="{0}" hx-target="#figure-panel-body" '
        'hx-select="#figure-body">{2}{3}</a>',
        href, heard, text, tail,
    )  # fmt: skip


@register.simple_tag
def figure(value: object, unit: str = "", href: str = "", label: str = "") -> SafeString:
    """A number as a door. `label` is read to those who hear the page: a bare "83" says nothing."""
    shown = wording.number_text(value) if isinstance(value, int | float | Decimal) else value
    return _number(wording.NOTHING if shown is None else shown, unit, href, label)


@register.simple_tag
def percent(done: int, total: int, href: str = "", label: str = "") -> SafeString:
    return _number(wording.percent_text(done, total), "", href, label)


@register.simple_tag
def deadline(due: date | None, today: date, working_days_left: int | None = None) -> SafeString:
    text = wording.deadline_text(due, today=today, working_days_left=working_days_left)
    if due is None:
        return SafeString(wording.NOTHING)
    late = " is-late" if due < today else ""
    return format_html('<time class="deadline{}" datetime="{}">{}</time>', late, due.isoformat(), text)


@register.simple_tag
def state_chip(state: str, word: str = "") -> SafeString:
    """A state by shape and word. Raises KeyError for a state that has no shape."""
    shape = mark_safe(charts.SHAPES[state])  # noqa: S308 - our own constant drawings
    return format_html('<span class="chip is-{}">{}{}</span>', state, shape, word or STATE_WORDS[state])


@register.inclusion_tag("ui/parts/headlines.html")
def headlines(items: Iterable[object]) -> dict[str, object]:
    return {"items": items}


@register.inclusion_tag("ui/parts/todo.html")
def todo_list(items: Iterable[object], today: date) -> dict[str, object]:
    return {"items": items, "today": today}


@register.simple_block_tag
def table(content: str, caption: str, wide: bool = False) -> SafeString:
    """A table in its frame. The caption, its finding or its name, is never left out: some readers hear it."""
    head = format_html("<caption>{}</caption>", caption)
    if wide:
        frame = '<div class="table-frame is-wide" role="region" tabindex="0" aria-label="{}">{}</div>'
        inner = format_html('<table class="table">{}{}</table>', head, content)
        return format_html(frame, caption, inner)
    return format_html(
        '<div class="table-frame"><table class="table as-cards">{}{}</table></div>', head, content
    )


def _address(context: RequestContext, changes: dict[str, str]) -> str:
    """The present address with some parameters changed; an empty value takes the parameter out."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def column(
    context: RequestContext, label: str, key: str = "", numeric: bool = False, minor: bool = False
) -> SafeString:
    """A column's heading; with a key it sorts by link, a second press turns the order round."""
    classes = " ".join(name for name, wanted in (("number", numeric), ("minor", minor)) if wanted)
    if not key:
        return format_html('<th scope="col" class="{}">{}</th>', classes, label)
    sort = context["request"].GET.get("sort", "")
    order = {key: "ascending", f"-{key}": "descending"}.get(sort, "none")
    address = _address(context, {"sort": f"-{key}" if sort == key else key, "after": ""})
    return format_html(
        '<th scope="col" class="{}" aria-sort="{}"><a class="sort" href="{}">{}</a></th>',
        classes, order, address, label,
    )  # fmt: skip


@register.inclusion_tag("ui/parts/filters.html", takes_context=True)
def filter_links(
    context: RequestContext, name: str, choices: Iterable[tuple[str, str, int | None]], label: str = ""
) -> dict[str, object]:
    chosen = context["request"].GET.get(name, "")
    links = [
        {
            "url": _address(context, {name: value, "after": ""}),
            "word": word,
            "count": count,
            "current": str(value) == chosen,
        }
        for value, word, count in choices
    ]
    return {"label": label or _("筛选"), "links": links}


@register.inclusion_tag("ui/parts/pager.html", takes_context=True)
def pager(
    context: RequestContext, next_key: str | int | None, shown: int | None = None, total: int | None = None
) -> dict[str, object]:
    """Pages by key: rows that arrive meanwhile neither repeat nor hide others."""
    return {
        "next_url": _address(context, {"after": str(next_key)}) if next_key else "",
        "first_url": _address(context, {"after": ""}) if context["request"].GET.get("after") else "",
        "shown": shown,
        "total": total,
    }


@register.inclusion_tag("ui/parts/empty.html")
def empty_state(title: str, sentence: str = "", href: str = "", link: str = "") -> dict[str, str]:
    return {"title": title, "sentence": sentence, "href": href, "link": link}


@register.inclusion_tag("ui/parts/definitions.html")
def definitions(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    return {"pairs": list(pairs)}


@register.inclusion_tag("ui/parts/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, object]:
    return {"done": done, "total": total, "label": label, "text": wording.percent_text(done, total)}


@register.inclusion_tag("ui/parts/form_body.html")
def form_body(form: forms.BaseForm) -> dict[str, object]:
    """All visible fields, by the form's `groups` if it has any; fields that no group names come last. A group whose
    legend is among the form's `folded` opens on its legend, and stands open where something in it is filled in."""
    groups: Sequence[tuple[str, Sequence[str]]] = getattr(form, "groups", ())
    named = {name for _legend, names in groups for name in names}
    rest = [field for field in form.visible_fields() if field.name not in named]
    blocks = [(legend, [form[name] for name in names]) for legend, names in groups]
    if rest:
        blocks.append(("", rest))
    folded = getattr(form, "folded", ())
    filled = {legend for legend, fields in blocks if any(field.value() or field.errors for field in fields)}
    return {
        "form": form,
        "blocks": [(legend, fields, legend in folded, legend in filled) for legend, fields in blocks],
        "mistakes": [(field, error) for field in form for error in field.errors],
    }


@register.inclusion_tag("ui/parts/form_field.html")
def form_field(field: BoundField) -> dict[str, Any]:
    widget = field.field.widget
    return {
        "field": field,
        "kind": _kind(widget),
        "control": _control(field),
        "optional": not (field.field.required or isinstance(widget, forms.CheckboxInput) or _partial(field)),
    }


def _partial(field: BoundField) -> bool:
    """Whether the form may be kept half filled in (`partial`): its fields are wanted, only not at once."""
    return bool(getattr(field.form, "partial", False))


def _kind(widget: forms.Widget) -> str:
    """How label and control stand to each other."""
    if widget.use_fieldset:
        return "set"
    return "tick" if isinstance(widget, forms.CheckboxInput) else "line"


def _control(field: BoundField) -> SafeString:
    """The input itself. A form with errors moves the focus to its summary, so no field may claim it."""
    widget = field.field.widget
    if field.form.is_bound and field.form.errors:
        widget.attrs.pop("autofocus", None)
    if type(widget) is forms.DateInput:
        return field.as_widget(widget=DayInput(attrs=widget.attrs))
    return field.as_widget()


@register.inclusion_tag("ui/parts/phase_line.html")
def phase_line(phases: Sequence[charts.Phase], today: date) -> dict[str, object]:
    return {"drawing": charts.phase_line(phases, today), "phases": charts.told(phases, today), "today": today}


@register.inclusion_tag("ui/parts/heat_map.html")
def heat_map(heat: heat.HeatMap) -> dict[str, object]:
    return {"heat": heat}


@register.simple_tag
def median_bar(
    value: float, median: float | None, maximum: float, unit: str = "", label: str = ""
) -> SafeString:
    return charts.median_bar(value, median, maximum, unit=unit, label=label)


@register.inclusion_tag("ui/parts/distribution.html")
def distribution(
    title: str, bins: Sequence[tuple[str, int]], unit: str = "", mine: int | None = None
) -> dict[str, object]:
    """The drawing under a title that states its finding, with the table behind it."""
    drawing = charts.distribution(title, bins, unit=unit, mine=mine)
    return {"title": title, "bins": bins, "unit": unit, "drawing": drawing}
