"""The page behind a number: what it is, how it is worked out, its parts, the rows it was counted from."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhengyou.campaigns.actions.closing import explain as explain_figure
from zhengyou.campaigns.queries.campaigns import Scope
from zhengyou.organisations.access import page
from zhengyou.organisations.rules import Actor, Permission
from zhengyou.ui.wording import day_text

from ..doors import Doors
from ..figures.catalogue import UnknownFigure
from ..figures.checking import Book, Checked
from ..figures.definition import Figure
from ..figures.listing import NoSuchPage, Page
from ..figures.values import Count
from ..forms import ExplanationForm
from ..quoting import inner
from .asking import breadcrumbs, scope_asked


def figure_asked(book: Book, key: str) -> Figure:
    """The figure with this key in the book's campaign; Http404 where there is none."""
    try:
        return book.catalogue.figure(key)
    except UnknownFigure as error:
        raise Http404 from error


@require_safe
@page(Permission.VIEW_CAMPAIGN)
def figure(request: HttpRequest, actor: Actor, campaign_id: int, key: str) -> HttpResponse:
    """One figure at one scope, opened in place or as a page of its own."""
    scope = scope_asked(request, actor, campaign_id)
    book = Book(scope)
    return _figure_page(request, actor, book, book.checked(figure_asked(book, key)))


def _figure_page(
    request: HttpRequest, actor: Actor, book: Book, checked: Checked, form: ExplanationForm | None = None
) -> HttpResponse:
    scope, one, doors = book.scope, checked.figure, Doors(book.scope)
    after = request.GET.get("after", "")
    try:
        rows = one.rows(scope, Page(actor, after))
    except NoSuchPage as error:
        raise Http404 from error
    if form is None and checked.refused and actor.may(Permission.EXPLAIN_FIGURE, scope.path):
        form = explanation_form(checked)
    context = {
        "figure": described(scope, checked),
        "checked": checked,
        "parts": [
            (part.figure.name, part.value.text, doors.figure(part.figure.key)) for part in checked.parts
        ],
        "rows": rows,
        "labelled": [
            (row, list(zip(rows.head[1:], row.cells, strict=False)), rows.head[-1]) for row in rows.rows
        ],
        "own_url": doors.figure(one.key),
        "first_url": doors.figure(one.key) if after else "",
        "next_url": f"{doors.figure(one.key)}&after={rows.next_key}" if rows.next_key else "",
        "form": form,
        "explain_url": doors.explain(one.key),
        "breadcrumbs": breadcrumbs(actor, scope, (one.name, "")),
        "as_of": day_text(scope.as_of),
    }
    return render(request, "reports/figure.html", context, status=422 if form and form.is_bound else 200)


def described(scope: Scope, checked: Checked) -> dict[str, str]:
    """A figure in words: what the figure template of the shell reads."""
    return {
        "name": inner(checked.figure.name),
        "value": checked.value.text,
        "unit": checked.figure.unit,
        "formula": checked.figure.formula,
        "scope": _("%(node)s（含下级组织），《%(campaign)s》")
        % {"node": scope.node.name, "campaign": scope.campaign.title},
        "as_of": day_text(scope.as_of),
        "note": checked.explanation,
    }


def explanation_form(checked: Checked, back: str = "") -> ExplanationForm:
    """An empty form for a figure that disagrees with its parts."""
    assert isinstance(checked.value, Count)
    initial = {"value": checked.value.number, "parts_sum": checked.parts_sum, "back": back}
    return ExplanationForm(initial=initial, auto_id=f"id_{checked.figure.key.replace('.', '-')}_%s")


@require_POST
@page(Permission.EXPLAIN_FIGURE)
def explain(request: HttpRequest, actor: Actor, campaign_id: int, key: str) -> HttpResponse:
    """Keep why a figure differs from the sum of its parts, for exactly the numbers that were on the page."""
    scope = scope_asked(request, actor, campaign_id)
    book = Book(scope)
    checked = book.checked(figure_asked(book, key))
    if checked.agrees:
        messages.info(
            request, _("“%(name)s”现在与各部分之和一致，不用再说明。") % {"name": checked.figure.name}
        )
        return redirect(Doors(scope).figure(key))
    form = _form_sent(request, checked)
    if form.errors:
        return _figure_page(request, actor, book, checked, form)
    explain_figure(
        by=actor,
        campaign=scope.campaign,
        at=scope.node,
        figure=key,
        figure_name=checked.figure.name,
        as_of=scope.as_of,
        value=form.cleaned_data["value"],
        parts_sum=form.cleaned_data["parts_sum"],
        text=form.cleaned_data["text"],
        now=timezone.now(),
    )
    messages.success(
        request,
        _(
            "已记下“%(name)s”与各部分之和不一致的原因。它会印在报告里这个数字的下面；数字再变，会请您重新说明。"
        )
        % {"name": checked.figure.name},
    )
    back = form.cleaned_data["back"] == "report"
    return redirect(Doors(scope).page("report") if back else Doors(scope).figure(key))


def _form_sent(request: HttpRequest, checked: Checked) -> ExplanationForm:
    """The form as sent, with the present numbers; an error where the writer saw others."""
    assert isinstance(checked.value, Count)
    present = {"value": str(checked.value.number), "parts_sum": str(checked.parts_sum)}
    sent = request.POST.copy()
    seen = {name: sent.get(name, "") for name in present}
    for name, value in present.items():
        sent[name] = value
    form = ExplanationForm(sent)
    if form.is_valid() and seen != present:
        form.add_error("text", _("您填写的时候数字变了，请按现在的数字核对后再提交。"))
    return form
