"""Correcting the items of a plan, in place on the workbench or on pages of their own."""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import SUCCESS, WARNING
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.saying import say

from ..actions import corrections as actions
from ..actions import repairs
from ..forms.plan_items import FORMS, ItemForm, stored, typed
from ..forms.plans import RevisionForm
from ..queries import plans as queries
from ..queries.audiences import ITEM_KINDS, choices
from ..queries.steps import ago
from ..queries.workbench import line_of, seen, words_of
from ..rules.procedures import WrongState
from .workbench import READ_OR_SAVE, closed, context, refuse


@page(Permission.EDIT_PLAN)
@READ_OR_SAVE
def item(request: HttpRequest, actor: Actor, plan_id: int, item_id: int) -> HttpResponse:
    """Correct one item: as a fragment in its place on the workbench, or as a page."""
    found = queries.plan(actor, plan_id)
    row = queries.item(found, item_id)
    if answer := closed(request, actor, found):
        return answer
    form = _item_form(request, actor, found, row)
    if "keep" in request.POST:
        return _kept(request, actor, found, row, form)
    if form.is_bound and form.is_valid():
        revision, changes = form.cleaned_data["revision"], form.values()
        try:
            actions.change_item(by=actor, item=row, revision=revision, changes=changes)
        except actions.Overtaken as error:
            refuse(form, error, actor, plan_id, lambda plan: queries.item(plan, item_id))
        else:
            sentence = _("“%(name)s”已改好，算作核对过。") % {"name": row.name}
            return _settled(request, actor, plan_id, item_id, sentence)
    here = {"form": form, "plan": found, "item": row, "one": seen(found, row, actor.path)}
    template = "item_form" if request.htmx else "item_page"  # type: ignore[attr-defined]  # HtmxMiddleware sets it
    status = 422 if form.errors else 200
    return render(request, f"campaigns/plans/{template}.html", here, status=status)


def _kept(request: HttpRequest, actor: Actor, plan: Any, row: Any, form: ItemForm) -> HttpResponse:
    """What was typed so far is saved, without counting as looked at; or a line says why not and the page keeps it."""
    here: dict[str, Any] = {"item": row, "form": form, "plan": plan, "refused": ""}
    if not form.is_valid():
        here["refused"] = _("还没有存，改好就存：")
    else:
        revision, changes = form.cleaned_data["revision"], form.values()
        try:
            actions.change_item(by=actor, item=row, revision=revision, changes=changes, finished=False)
        except actions.Overtaken as error:
            names = "、".join(str(form.fields[name].label) for name in error.touched)
            who = "".join({f"{touch.name}{ago(touch.at)}": "" for touch in error.touched.values()})
            said = {"who": who, "names": names}
            here["refused"] = _("还没有存：%(who)s也改了“%(names)s”，按“改好了”对照两种写法。") % said
        else:
            fresh = queries.plan(actor, plan.pk)
            here |= context(actor, fresh) | {"at": timezone.localtime(), "page": page_after(request, fresh)}
    return render(request, "campaigns/plans/kept.html", here)


def page_after(request: HttpRequest, plan: Any) -> int | None:
    """The revision a page has seen after a change of its own; None where others changed something in between, so that
    the page still hears of it."""
    given = request.POST.get("page", "")
    if given.isascii() and given.isdigit() and plan.revision <= int(given[:9]) + 1:
        return int(plan.revision)
    return None


def _item_form(request: HttpRequest, actor: Actor, plan: Any, row: Any) -> ItemForm:
    """The form of an item's kind; asked only to count, it comes back unchecked with what was typed."""
    kind = FORMS[row.kind]
    offered = choices(plan, actor.path, row.audience_root_id)
    options: dict[str, Any] = {"choices": offered, "auto_id": f"i{row.pk}-%s"}
    if "count" in request.POST:
        return kind(initial=typed(kind, request.POST), **options)
    if request.method == "POST":
        return kind(request.POST, **options)
    return kind(initial={**stored(kind, row), "revision": plan.revision}, **options)


@page(Permission.EDIT_PLAN)
@READ_OR_SAVE
def item_add(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """Add what the reader did not find: first its kind, then the form; ?line= ties it to a paragraph."""
    found = queries.plan(actor, plan_id)
    if answer := closed(request, actor, found):
        return answer
    number, paragraph = _paragraph(request, found)
    kind = request.GET.get("kind", "")
    here: dict[str, Any] = {"plan": found, "line": number, "paragraph": paragraph, "kinds": ITEM_KINDS}
    if kind not in FORMS:
        return render(request, "campaigns/plans/add_kind.html", here)
    form = _new_form(request, actor, found, kind, paragraph)
    if form.is_bound and form.is_valid():
        values = {"kind": kind, "line": number, **form.values()}
        revision = form.cleaned_data["revision"]
        try:
            row = actions.add_item(by=actor, plan=found, revision=revision, values=values)
        except actions.Overtaken as error:
            form.overtaken(str(error), {}, queries.plan(actor, plan_id).revision)
        else:
            sentence = _("已补充“%(name)s”。要改要去掉，在它旁边按。") % {"name": row.name}
            say(request, sentence, draft=f"plan-{plan_id}-add-{kind}")
            return redirect(f"{reverse('plan', args=[plan_id])}#i{row.pk}")
    here |= {"form": form, "kind": dict(ITEM_KINDS)[kind], "draft_key": f"plan-{plan_id}-add-{kind}"}
    return render(request, "campaigns/plans/add.html", here, status=422 if form.errors else 200)


def _paragraph(request: HttpRequest, plan: Any) -> tuple[int | None, str | None]:
    """The line asked for and its text; Http404 for one that the document does not have."""
    given = request.GET.get("line", "")
    if not given:
        return None, None
    text = line_of(plan, int(given)) if given.isascii() and given.isdigit() else None
    if text is None:
        raise Http404
    return int(given), text


def _new_form(request: HttpRequest, actor: Actor, plan: Any, kind: str, paragraph: str | None) -> ItemForm:
    form = FORMS[kind]
    options: dict[str, Any] = {"choices": choices(plan, actor.path), "paragraph": paragraph}
    if "count" in request.POST:
        return form(initial=typed(form, request.POST), **options)
    if request.method == "POST":
        return form(request.POST, **options)
    text = (paragraph or "").strip()
    return form(initial={"revision": plan.revision, "quote": text, "text": text}, **options)


def _pressed(
    sentence: Promise, act: Callable[[HttpRequest, Actor, Any, int], Any]
) -> Callable[..., HttpResponse]:
    """A view for one press beside an item; `sentence` has its %(name)s."""

    @page(Permission.EDIT_PLAN)
    @require_POST
    def press(request: HttpRequest, actor: Actor, plan_id: int, item_id: int) -> HttpResponse:
        found = queries.plan(actor, plan_id)
        row = queries.item(found, item_id)
        form = RevisionForm(request.POST)
        revision = form.cleaned_data["revision"] if form.is_valid() else -1
        try:
            act(request, actor, row, revision)
        except (actions.Overtaken, repairs.NotOffered, WrongState) as error:
            return _settled(request, actor, plan_id, item_id, str(error), level=WARNING)
        return _settled(request, actor, plan_id, item_id, str(sentence) % {"name": row.name})

    return press


def _settled(
    request: HttpRequest, actor: Actor, plan_id: int, item_id: int, sentence: str, level: int = SUCCESS
) -> HttpResponse:
    """After a change: the item in its place again with the sentence, or the workbench at the item."""
    if request.htmx:  # type: ignore[attr-defined]  # HtmxMiddleware sets it
        found = queries.plan(actor, plan_id)
        one = seen(found, queries.item(found, item_id), actor.path)
        here = {**context(actor, found), "one": one, "said": sentence, "refused": level != SUCCESS}
        here["page"] = page_after(request, found) if level == SUCCESS else None
        return render(request, "campaigns/plans/settled.html", here)
    say(request, sentence, level=level, draft=f"plan-item-{item_id}" if level == SUCCESS else "")
    return redirect(f"{reverse('plan', args=[plan_id])}#i{item_id}")


item_confirm = _pressed(
    gettext_lazy("“%(name)s”已核对。"),
    lambda request, actor, row, revision: actions.confirm_item(by=actor, item=row, revision=revision),
)
item_remove = _pressed(
    gettext_lazy("“%(name)s”已去掉，不会进入活动；要拿回来，按“恢复”。"),
    lambda request, actor, row, revision: actions.remove_item(by=actor, item=row, revision=revision),
)
item_restore = _pressed(
    gettext_lazy("“%(name)s”已恢复。"),
    lambda request, actor, row, revision: actions.remove_item(
        by=actor, item=row, revision=revision, removed=False
    ),
)
item_choose = _pressed(
    gettext_lazy("“%(name)s”的时间就这样定了，算作核对过。"),
    lambda request, actor, row, revision: repairs.choose_reading(
        by=actor,
        item=row,
        revision=revision,
        reading=request.POST.get("reading", ""),
        words=words_of(queries.plan(actor, row.plan_id), row),
    ),
)
