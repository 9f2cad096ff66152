"""Where companies are: the ward's 町丁目 and the stations in reach."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Town(models.Model):
    """One of the ward's 町丁目, with the point that stands for it."""

    class Area(models.TextChoices):
        OMORI = "omori", _("大森")
        CHOFU = "chofu", _("調布")
        KAMATA = "kamata", _("蒲田")
        KOJIYA_HANEDA = "kojiya-haneda", _("糀谷・羽田")

    slug = models.SlugField(max_length=60, unique=True)  # "omorikita-1" where kana is known
    name = models.CharField(_("町丁目"), max_length=40, unique=True)
    oaza = models.CharField(_("町名"), max_length=40, db_index=True)
    chome = models.PositiveSmallIntegerField(null=True, blank=True)
    kana = models.CharField(max_length=80, blank=True)
    area = models.CharField(_("地区"), max_length=20, choices=Area.choices)
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        verbose_name = verbose_name_plural = _("町丁目")
        ordering = ["kana", "oaza", "chome"]

    def __str__(self):
        return self.name


class Station(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("駅"), max_length=60)
    kana = models.CharField(max_length=80, blank=True)
    lines = models.JSONField(_("路線"), default=list)
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        verbose_name = verbose_name_plural = _("駅")
        ordering = ["kana", "name"]

    def __str__(self):
        return self.name
