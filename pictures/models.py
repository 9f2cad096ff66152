"""The one image model: what a picture must carry so that a page can show it lawfully and to everybody."""

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image, ImageQuerySet, get_upload_to

from pictures.fields import PhotographField
from pictures.shapes import VERSION, all_specs

FOCAL = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


class PictureQuerySet(ImageQuerySet):
    def with_renditions(self, *shapes):
        """Each with what `showing` needs of these shapes, in one statement for all of them."""
        return self.prefetch_renditions(*all_specs(*shapes))

    def unfinished(self):
        """Pictures of which not everything is made yet, or not around their present focal point; the newest first."""
        parts = [Value(f"{VERSION} ")]
        for name in FOCAL:
            parts += [Coalesce(Cast(name, models.CharField()), Value("")), Value(" ")]
        state = Concat(*parts, "file", output_field=models.CharField())
        return self.annotate(state_now=state).exclude(finished=F("state_now")).order_by("-pk")


class Picture(AbstractImage):
    """A photograph with its description, credit and rights."""

    # As in Wagtail, but kept through a field of our own; in this order, for the file says how wide and high it is.
    file = PhotographField(_("写真"), upload_to=get_upload_to, width_field="width", height_field="height")
    width = models.IntegerField(_("幅"), editable=False)
    height = models.IntegerField(_("高さ"), editable=False)
    alt = models.CharField(
        _("代替テキスト"),
        max_length=200,
        blank=True,
        help_text=_("写真に写っているものを一文で。読み上げで使われます。"),
    )
    is_decoration = models.BooleanField(
        _("飾りの写真"),
        default=False,
        help_text=_("写っているものに意味がない写真だけ。読み上げでは飛ばします。"),
    )
    credit = models.CharField(_("撮影者"), max_length=100, blank=True)
    rights = models.CharField(
        _("利用条件"), max_length=200, blank=True, help_text=_("例：区の広報で使用可（2027年3月まで）")
    )
    finished = models.CharField(max_length=200, blank=True, editable=False)  # the `state` of which everything is made

    objects = PictureQuerySet.as_manager()

    # Without Wagtail's "description": the form asks for one text that says what is seen, not for two.
    admin_form_fields = (
        *(name for name in Image.admin_form_fields if name != "description"),
        "alt", "is_decoration", "credit", "rights",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = verbose_name_plural = _("写真")

    @property
    def default_alt_text(self):
        return self.alt

    @property
    def state(self) -> str:
        """All that its renditions depend on, as `unfinished` puts it together."""
        focal = [getattr(self, name) for name in FOCAL]
        return " ".join([VERSION, *("" if value is None else str(value) for value in focal), self.file.name])


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="pictures_rendition_once")
        ]
