"""Why data is asked for, who agreed to which wording, and who took data out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.Model):
    """One reason for asking, in one wording. A changed wording is a new version; old ones stay as proof."""

    key = models.SlugField(_("キー"), max_length=40)
    version = models.PositiveSmallIntegerField(_("版"), default=1)
    title = models.CharField(_("見出し"), max_length=100)
    title_en = models.CharField(_("見出し（英語）"), max_length=100, blank=True)
    text = models.TextField(_("本文"))
    text_en = models.TextField(_("本文（英語）"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("利用目的")
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="privacy_purpose_key_version")]
        ordering = ["key", "-version"]

    def __str__(self):
        return f"{self.title} v{self.version}"


class Consent(models.Model):
    """Somebody's agreement to one version of a purpose.

    `subject` names the row it was given for ("bookings.party:12"): this app does not know whose data it guards.
    """

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    purpose = models.ForeignKey(Purpose, models.PROTECT, related_name="consents")
    subject = models.CharField(max_length=80, db_index=True)
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "subject"], name="privacy_consent_once")]


class ExportLog(models.Model):
    """One taking-out of personal data: who, when, what, why, how many rows. Written before the file leaves."""

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="export_logs")
    actor = models.CharField(_("誰が"), max_length=200)
    what = models.CharField(_("何を"), max_length=200)
    purpose = models.CharField(_("目的"), max_length=200)
    format = models.CharField(_("形式"), max_length=20)
    filters = models.JSONField(_("条件"), default=dict)
    rows = models.PositiveIntegerField(_("件数"))
    created_at = models.DateTimeField(_("日時"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = _("出力の記録")
        ordering = ["-created_at", "-pk"]


class ViewLog(models.Model):
    """One look at a person's data at the desk, or one change of them: who, when, what, whose.

    `subject` names the row ("bookings.party:12"), so that after a leak one can say who was affected.
    """

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="view_logs")
    what = models.CharField(_("何を"), max_length=80)
    subject = models.CharField(_("だれの"), max_length=80, db_index=True)
    created_at = models.DateTimeField(_("日時"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = _("閲覧の記録")
        ordering = ["-created_at", "-pk"]
