"""What people fill in about a plan: the document, its facts, the comment of a return."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.plandocs import Reading, UnreadableDocument, read_safely
from zhengyou.plandocs.package import FILE_LIMIT
from zhengyou.ui.wording import day_text

DAY_WRONG = {"invalid": gettext_lazy("没有这一天，请写成 2026-03-01 这样。")}
NOTHING = gettext_lazy("（空）")
NOBODY: Mapping[str, str] = {}


class RevisionForm(forms.Form):
    """Carries the revision of the plan that the person saw; -1, which no plan has, where it was lost."""

    revision = forms.IntegerField(widget=forms.HiddenInput(attrs={"class": "revision"}), required=False)

    def clean_revision(self) -> int:
        """The number, or -1."""
        given = self.cleaned_data.get("revision")
        return -1 if given is None else int(given)

    def values(self) -> dict[str, Any]:
        """What was filled in, by the names of the fields."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    def overtaken(
        self, sentence: str, now_stored: dict[str, Any], revision: int, who: Mapping[str, str] = NOBODY
    ) -> None:
        """Refuse what was typed with the sentence; saving once more then counts as having seen what is stored now.

        `who` says for each field that two people changed who did and when ("何立夏2 分钟前"): it keeps what was typed,
        with both versions in a sentence. Every other field that was not typed in takes what is stored (only fields
        that may be replaced are given). With `who` empty nobody knows what was seen: all is kept and compared.
        """
        sentences = [sentence]
        data = self._copy()
        for name, value in now_stored.items():
            typed = self.cleaned_data.get(name)
            if _plain(value) == _plain(typed):
                continue
            if who and name not in who:
                _fill(data, name, value)
                continue
            label = str(self.fields[name].label)
            both = {"stored": self._shown(name, value), "typed": self._shown(name, typed)}
            words = (
                _("：%(who)s改成“%(stored)s”，您写的是“%(typed)s”，没有丢。")
                if who
                else _("：现在是“%(stored)s”，您写的是“%(typed)s”，没有丢。")
            )
            sentences.append(label + words % {**both, "who": who.get(name, "")})
        for one in sentences:
            self.add_error(None, one)
        data["revision"] = str(revision)
        self.data = data

    def _copy(self) -> QueryDict:
        assert isinstance(self.data, QueryDict)  # every view gives request.POST
        return self.data.copy()

    def _shown(self, name: str, value: Any) -> str:
        """A stored or typed value in the words of its field."""
        labels = {str(key): str(label) for key, label in getattr(self.fields[name], "choices", [])}
        if isinstance(value, list):
            return "、".join(labels.get(str(one), str(one)) for one in value) or str(NOTHING)
        if isinstance(value, bool):
            return _("是") if value else _("否")
        if isinstance(value, date):
            return day_text(value)
        return labels.get(str(value), str(value)).strip() if value not in (None, "") else str(NOTHING)


def _plain(value: Any) -> Any:
    """Equal for what means the same: nothing in any form, the same ticks in another order."""
    return (sorted(value) if isinstance(value, list) else value) or None


def _fill(data: QueryDict, name: str, value: Any) -> None:
    """Write a stored value into what a form was sent, as its input would send it."""
    if isinstance(value, list):
        data.setlist(name, [str(one) for one in value])
    elif value is False:
        data.pop(name, None)
    else:
        data[name] = "on" if value is True else "" if value is None else str(value)


def carries_out(superior: str) -> forms.BooleanField:
    """Whether a plan carries out the superior's of this title, and is to be filed; ticked unless unticked."""
    label = _("这份方案落实上级的《%(title)s》，定好后报备") % {"title": superior}
    return forms.BooleanField(label=label, required=False, initial=True)


class UploadForm(forms.Form):
    """A plan document; after validation `reading` holds what was read and `to_choose` whether one of several
    documents in the file is still to be chosen."""

    document = forms.FileField(
        label=gettext_lazy("方案文件"),
        help_text=gettext_lazy(
            "Word（.docx、.doc）、PDF、纯文字（.txt）或网页（.html），不超过 20 MB。可以把文件直接拖到框里。"
        ),
        error_messages={"required": gettext_lazy("还没有选文件。请选一份方案，再按“读出内容”。")},
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.doc,.pdf,.txt,.html,.htm", "class": "drop"}),
    )
    which = forms.TypedChoiceField(
        label=gettext_lazy("整理哪一份"), coerce=int, required=False, empty_value=None, choices=()
    )

    reading: Reading
    content: bytes
    to_choose = False

    def __init__(self, *args: Any, superior: str = "", **options: Any) -> None:
        """`superior` is the title of the plan from above that this one may carry out."""
        super().__init__(*args, **options)
        if superior:
            self.fields["carries_out"] = carries_out(superior)

    def clean_document(self) -> Any:
        """Refuse by size before the file is read into memory, then read it once, in the limited child."""
        file = self.cleaned_data["document"]
        if file.size > FILE_LIMIT:
            raise forms.ValidationError(
                _("文件超过 20 MB。计划文件通常不到 1 MB：请删去图片或拆开后再上传。")
            )
        self.content = file.read()
        try:
            self.reading = read_safely(self.content, file.name)
        except UnreadableDocument as error:
            raise forms.ValidationError(str(error)) from error
        if not self.reading.documents:
            raise forms.ValidationError(_("这个文件里没有找到方案正文。请确认选对了文件。"))
        self.fields["which"].choices = [  # type: ignore[attr-defined]  # a choice field
            (number, document.title or _("没有标题的一份"))
            for number, document in enumerate(self.reading.documents)
        ]
        return file

    def clean_which(self) -> int:
        """The document to work on; one that is alone needs no choice."""
        which = self.cleaned_data.get("which")
        documents = self.reading.documents if "document" in self.cleaned_data else ()
        self.to_choose = len(documents) > 1 and which is None
        return which or 0


class FactsForm(RevisionForm):
    """The facts of a plan, as they will stand at the head of its campaign."""

    title = forms.CharField(label=gettext_lazy("标题"), max_length=200)
    issuer = forms.CharField(label=gettext_lazy("发文单位"), max_length=120, required=False)
    number = forms.CharField(label=gettext_lazy("发文字号"), max_length=60, required=False)
    signed_on = forms.DateField(
        label=gettext_lazy("成文日期"), required=False, error_messages=DAY_WRONG, widget=forms.DateInput
    )
    theme = forms.CharField(label=gettext_lazy("活动主题"), max_length=200, required=False)
    summary = forms.CharField(
        label=gettext_lazy("简介"),
        help_text=gettext_lazy("印在公开页上，说给群众听：为什么办、办什么、办到什么时候。"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    starts_on = forms.DateField(
        label=gettext_lazy("活动开始"), required=False, error_messages=DAY_WRONG, widget=forms.DateInput
    )
    ends_on = forms.DateField(
        label=gettext_lazy("活动结束"), required=False, error_messages=DAY_WRONG, widget=forms.DateInput
    )

    def clean(self) -> dict[str, Any]:
        """An end on or before the start is refused at the end."""
        given = self.cleaned_data
        starts_on, ends_on = given.get("starts_on"), given.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("活动结束要晚于开始，请看看是不是年份写错了。"))
        return given


class ReturnForm(forms.Form):
    """Why a plan goes back."""

    comment = forms.CharField(
        label=gettext_lazy("要改什么"),
        help_text=gettext_lazy("活动办公室会在方案页上看到这段话。写清哪一条、怎么改。"),
        max_length=2000,
        error_messages={"required": gettext_lazy("请写明要改什么，活动办公室才好照着改。")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
