"""Wagtail pages. The front page is the root; news, features and series come with their issue."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from stories import addresses
from stories.front import front


class PublicPage(Page):
    """What every page of the portal shares: an address of its own, and a mark where English is missing."""

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        addresses.refuse_taken(self.slug)

    @property
    def only_japanese(self):
        """An English page that still shows the Japanese one's words."""
        return self.alias_of_id is not None


class FrontPage(PublicPage):
    """The portal's first page: a headline and a lead beside its fixed words, and what there is to see, from `front`."""

    headline = models.CharField(_("大見出し"), max_length=40)
    lead = models.TextField(_("リード"), max_length=400)

    content_panels = [*Page.content_panels, FieldPanel("headline"), FieldPanel("lead")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = []
    max_count_per_parent = 1
    template = "stories/front_page.html"

    class Meta:
        verbose_name = verbose_name_plural = _("トップページ")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | front(get_language())
