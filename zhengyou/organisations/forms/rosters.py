"""Handing in a roster."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ..roster.files import FILE_LIMIT


class RosterForm(forms.Form):
    """One file."""

    roster = forms.FileField(
        label=_("名册文件"),
        help_text=_(".xlsx 或 .csv，不超过 20 MB。列的次序不限，表头用平常的叫法就行。"),
        error_messages={"required": _("还没有选文件。请选一份名册，再按“上传，先看会有什么变化”。")},
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt", "class": "drop"}),
    )

    def clean_roster(self) -> UploadedFile:
        """The file, not larger than we read."""
        given: UploadedFile = self.cleaned_data["roster"]
        if given.size is None or given.size > FILE_LIMIT:
            raise forms.ValidationError(_("文件超过 20 MB。请删去图片和无关的工作表，或分几次导入。"))
        return given
