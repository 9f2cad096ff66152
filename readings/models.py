"""What the worker found out about each sentence, and what staff know better."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadingQuerySet(models.QuerySet):
    def in_use(self):
        """Sentences that some published text holds."""
        return self.filter(unused_since=None)

    def newest_first(self):
        return self.order_by("-pk")


class Reading(models.Model):
    """One sentence with its furigana; the same sentence in two texts is one row.

    `words` is what the dictionary says, `pairs` what pages show: words with a fixed reading and the `corrections` of
    this one sentence ([start, surface, kana]; "" for no furigana) come on top. Their shape: `readings.pairs`.
    """

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    digest = models.CharField(max_length=64, unique=True)  # readings.services.digest(text)
    text = models.TextField(_("文"))
    words = models.JSONField(default=list)
    pairs = models.JSONField(default=list)
    corrections = models.JSONField(default=list)
    unread = models.BooleanField(default=False, db_index=True)  # a word has kanji that nothing and nobody reads
    made_by = models.CharField(max_length=80)  # dictionary and rules; another one reads the sentence anew
    corrected_at = models.DateTimeField(_("直した日時"), null=True, blank=True)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    unused_since = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("ふりがな")

    def __str__(self):
        return self.text[:40]


class ReadingOverride(models.Model):
    """A word that staff read in one way wherever it stands as a word of its own."""

    wagtail_reference_index_ignore = True  # as above

    surface = models.CharField(_("ことば"), max_length=80, unique=True)
    kana = models.CharField(_("ふりがな"), max_length=120)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("どの文でも同じ読みのことば")
        ordering = ["kana", "surface"]

    def __str__(self):
        return self.surface
