"""Wagtail pages. The front page is the root; news, features and series come with their issue."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class FrontPage(Page):
    """The portal's first page: a headline, a lead, and what can be visited next."""

    headline = models.CharField(_("大見出し"), max_length=40)
    lead = models.TextField(_("リード"), max_length=400)

    content_panels = [*Page.content_panels, FieldPanel("headline"), FieldPanel("lead")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = []
    max_count_per_parent = 1
    template = "stories/front_page.html"

    class Meta:
        verbose_name = verbose_name_plural = _("トップページ")
