"""What is typed to arrange a phone sample, and the list of numbers handed in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengyou.organisations.roster.files import FILE_LIMIT, UnreadableRoster, read_book

from ..rules.sampling import MOST_MISTAKES, Listed, read_frame


class SampleForm(forms.Form):
    """Which organisation is asked about, of which class, and how the sample is drawn."""

    def __init__(
        self,
        *args: Any,
        urns: Sequence[tuple[int, str]],
        classes: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["urn"] = forms.TypedChoiceField(
            label=_("打电话问哪个单位"),
            choices=[("", _("请选一个")), *urns],
            coerce=int,
            error_messages={"required": _("请选一个单位。")},
        )
        self.fields["rater_class"] = forms.TypedChoiceField(
            label=_("算在哪一类人里"),
            choices=classes,
            coerce=int,
            initial=classes[-1][0] if classes else None,
            widget=forms.RadioSelect,
            error_messages={"required": _("请选一类。")},
        )
        self.fields["method"] = forms.ChoiceField(
            label=_("怎么抽"),
            choices=[("interval", _("等距：按名单次序隔几个抽一个")), ("random", _("随机"))],
            initial="interval",
            widget=forms.RadioSelect,
        )
        self.fields["seed"] = forms.CharField(
            label=_("种子词"),
            max_length=60,
            help_text=_("随便几个字，比如“春江水暖”。现在就公布，名单封定以后才抽，谁也挑不了人。"),
            error_messages={"required": _("请写几个字当种子词。")},
        )


class FrameForm(forms.Form):
    """The list of numbers: one file, looked through before anything is kept."""

    frame = forms.FileField(
        label=gettext_lazy("电话名单"),
        help_text=gettext_lazy(".xlsx 或 .csv。第一行写明哪一列是姓名、办过什么事、电话；姓名和事可以没有。"),
        error_messages={"required": gettext_lazy("还没有选文件。请选一份名单。")},
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv", "class": "drop"}),
    )
    listed: tuple[Listed, ...] = ()

    def clean_frame(self) -> UploadedFile:
        """The file, if every line of it can be used; else a sentence for each line that cannot."""
        given: UploadedFile = self.cleaned_data["frame"]
        if given.size is None or given.size > FILE_LIMIT:
            raise forms.ValidationError(_("文件超过 20 MB。请只留下姓名、事和电话三列。"))
        try:
            book = read_book(given.read(), given.name or "")
        except UnreadableRoster as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        reading = read_frame(book.sheets[0].rows)
        if reading.mistakes:
            told = list(reading.mistakes[:MOST_MISTAKES])
            if len(reading.mistakes) > MOST_MISTAKES:
                told.append(_("还有%(n)s行有问题。") % {"n": len(reading.mistakes) - MOST_MISTAKES})
            raise forms.ValidationError([*told, _("名单没有存下，请改好再上传。")])
        self.listed = reading.listed
        return given
