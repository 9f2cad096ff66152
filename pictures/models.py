"""The one image model: what a picture must carry so that a page can show it lawfully and to everybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """A photograph with its description, credit and rights."""

    alt = models.CharField(
        _("代替テキスト"),
        max_length=200,
        blank=True,
        help_text=_("写真に写っているものを一文で。読み上げで使われます。"),
    )
    credit = models.CharField(_("撮影者"), max_length=100, blank=True)
    rights = models.CharField(
        _("利用条件"), max_length=200, blank=True, help_text=_("例：区の広報で使用可（2027年3月まで）")
    )

    admin_form_fields = (*Image.admin_form_fields, "alt", "credit", "rights")

    class Meta(AbstractImage.Meta):
        verbose_name = verbose_name_plural = _("写真")

    @property
    def default_alt_text(self):
        return self.alt


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="pictures_rendition_once")
        ]
