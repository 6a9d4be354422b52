"""A file that may be laid beside something; never asked for."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..rules.attachments import ACCEPT, MAX_BYTES, File, media_type

AGAIN = gettext_lazy("刚才选的文件需要再选一次，其他内容都还在。")
"""Said where a form was refused: a refused form cannot give a file back."""


class AttachedFile(forms.FileField):
    """Gives a `File`, told by its content, or None."""

    def __init__(self, **told: Any) -> None:
        given: dict[str, Any] = {
            "label": gettext_lazy("附件"),
            "required": False,
            "widget": forms.FileInput(attrs={"accept": ACCEPT}),
            "help_text": gettext_lazy("没有要求交材料。想留一份的，可以是图片、PDF或办公文档，不超过10兆。"),
            "error_messages": {"empty": gettext_lazy("这个文件是空的，请重新选择，或者不附。")},
        }
        super().__init__(**given | told)

    def clean(self, data: Any, initial: Any = None) -> File | None:
        """The file as it is; refused where it is too large or of a kind that nobody can look at."""
        uploaded: UploadedFile | None = super().clean(data, initial)
        if not uploaded:
            return None
        if (uploaded.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("这个文件超过10兆。请压缩或换一个小些的，也可以不附。"))
        content = uploaded.read()
        kind = media_type(content)
        if kind is None:
            raise forms.ValidationError(
                _("这个文件不是图片、PDF或办公文档（按内容判断，与文件名无关），请换一个，也可以不附。")
            )
        name = re.sub(r"[\x00-\x1f\x7f]", "", uploaded.name or "").strip() or _("附件")
        return File(name=name, media_type=kind, content=content)
