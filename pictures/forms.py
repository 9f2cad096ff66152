"""The form of the CMS that takes photographs."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import FileField
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pictures.developing import NotAPhotograph, developed


class PhotographField(WagtailImageField):
    """Takes any photograph that can be read, whatever its name says, and gives it back developed."""

    def to_python(self, data):
        upload = FileField.to_python(self, data)
        if upload is None:
            return None
        if upload.size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
            sizes = {
                "size": filesizeformat(upload.size),
                "most": filesizeformat(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE),
            }
            raise ValidationError(_("ファイルが大きすぎます（%(size)s）。%(most)sまでの写真を選んでください。") % sizes)
        try:
            return overwritten(upload)
        except NotAPhotograph as refusal:
            raise ValidationError(str(refusal), code="invalid_image") from refusal


def overwritten(upload):
    """The same upload, its content now the developed photograph.

    Written over, not replaced: Wagtail keeps the request's own file aside while other fields of the form are wrong,
    and that one must not hold the place where the picture was taken either.
    """
    photograph = developed(upload, upload.name)
    upload.file.seek(0)
    upload.file.truncate()
    upload.file.write(photograph.read())
    upload.file.flush()
    upload.file.seek(0)
    upload.name, upload.size = photograph.name, photograph.size
    upload.content_type = "image/png" if photograph.name.endswith(".png") else "image/jpeg"
    upload.is_developed = True
    return upload


class PictureForm(BaseImageForm):
    """Asks what the picture shows, unless it is said to show nothing that matters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if made := self.fields.get("file"):  # by Wagtail, which lets nobody choose the class
            self.fields["file"] = PhotographField(label=made.label, required=made.required, widget=made.widget)

    def clean(self):
        cleaned = super().clean()
        if not {"alt", "is_decoration"} <= self.fields.keys():
            return cleaned
        if cleaned.get("is_decoration"):
            cleaned["alt"] = ""
        elif not cleaned.get("alt") and "alt" not in self.errors:
            self.add_error(
                "alt", _("写真に写っているものを、一文で書いてください。飾りの写真なら「飾りの写真」を選びます。")
            )
        return cleaned
