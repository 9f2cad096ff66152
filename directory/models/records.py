"""What the directory remembers of its companies: former identities, imports, proposals, answers of the geocoder."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from directory.models.companies import Company
from directory.models.places import Town


class FormerIdentity(models.Model):
    """What a company was once known by: the address of a page, or the row it was merged from.

    Old addresses redirect by `slug`; a list that still names the merged row finds the company by the rest.
    """

    wagtail_reference_index_ignore = True  # nothing the CMS asks about

    company = models.ForeignKey(Company, models.CASCADE, related_name="former")
    slug = models.SlugField(max_length=80, unique=True)
    corporate_number = models.CharField(max_length=13, blank=True, db_index=True)
    name = models.CharField(max_length=120, blank=True)
    name_key = models.CharField(max_length=120, blank=True, db_index=True)
    town = models.ForeignKey(Town, models.SET_NULL, null=True, related_name="+")
    block = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=200, blank=True)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]


class DistinctPair(models.Model):
    """Two companies that look alike and that staff have found to be two; `first` has the smaller key."""

    wagtail_reference_index_ignore = True

    first = models.ForeignKey(Company, models.CASCADE, related_name="+")
    second = models.ForeignKey(Company, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="distinct_pair_in_order"),
        ]


class ImportRun(models.Model):
    """One file of companies and what became of it."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("列を確かめる")
        CHECKING = "checking", _("試し読み中")
        CHECKED = "checked", _("試し読み済み")
        RUNNING = "running", _("取り込み中")
        DONE = "done", _("取り込み済み")
        FAILED = "failed", _("できませんでした")
        UNDOING = "undoing", _("取り消し中")
        UNDONE = "undone", _("取り消し済み")

    class Kind(models.TextChoices):
        LIST = "list", _("企業の一覧")
        TAX_AGENCY = "tax", _("国税庁の法人番号データ")

    AT_WORK = (State.CHECKING, State.RUNNING, State.UNDOING)  # somebody has asked for it, and it is not over

    wagtail_reference_index_ignore = True

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.LIST)
    name = models.CharField(_("ファイル"), max_length=200)
    stored = models.CharField(max_length=60, blank=True)  # name below VAR_DIR/imports; empty once erased
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the file
    columns = models.JSONField(default=dict, blank=True)  # what staff corrected: index of a column → its meaning
    basis = models.CharField(max_length=10, choices=Company.Basis.choices)
    source = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    stage = models.CharField(max_length=10, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)  # outcome → rows
    error = models.TextField(blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)  # a run that a killed worker left is taken up again

    class Meta:
        ordering = ["-pk"]

    @classmethod
    def wrote(cls) -> Exists:
        """The condition that anything of a run stands in the directory."""
        return Exists(ImportLine.objects.filter(run=OuterRef("pk"), after__isnull=False))

    @property
    def has_written(self) -> bool:
        return ImportRun.objects.filter(self.wrote(), pk=self.pk).exists()


class ImportLine(models.Model):
    """What became of one line of a run: the report, and what undoing needs."""

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField()  # as the spreadsheet counts
    outcome = models.CharField(max_length=10)
    reasons = models.TextField(blank=True)
    proposed = models.BooleanField(default=False)  # something that the line says became a proposal
    repeated = models.BooleanField(default=False)  # an earlier line of the list speaks of the same company
    # as written, where there is no company to ask; they may be a person's and go with the uploaded file
    name = models.CharField(max_length=120, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    slug = models.CharField(max_length=80, blank=True)
    company = models.ForeignKey(Company, models.SET_NULL, null=True, related_name="+")
    before = models.JSONField(null=True)  # the changed values as they were; null for a new company
    after = models.JSONField(null=True)  # as the run left them

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "line"], name="import_line_once")]


class ImportedFacts(models.Model):
    """What the last import wrote of a company; a value that is another now was changed by somebody since."""

    wagtail_reference_index_ignore = True

    company = models.OneToOneField(Company, models.CASCADE, related_name="imported")
    values = models.JSONField(default=dict)


class Proposal(models.Model):
    """A value that a list would put in the place of one that somebody changed by hand; staff decide."""

    class State(models.TextChoices):
        OPEN = "open", _("未決")
        TAKEN = "taken", _("採用")
        LEFT = "left", _("見送り")

    wagtail_reference_index_ignore = True

    company = models.ForeignKey(Company, models.CASCADE, related_name="proposals")
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="proposals")
    field = models.CharField(max_length=40)
    value = models.JSONField()  # as the list says
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "field"], condition=Q(state="open"), name="proposal_one_open_of_a_kind"
            )
        ]


class GeocoderAnswer(models.Model):
    """What the address search answered to one question, so that it is asked once; no point: it knew none."""

    wagtail_reference_index_ignore = True

    query = models.CharField(max_length=200, unique=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    title = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
