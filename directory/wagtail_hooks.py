"""Where the ward's editors meet companies, the two vocabularies and towns."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from directory.forms import CompanyForm
from directory.models import Company, Field, Process, Town
from directory.models.telling import MOST_NUMBERS, MOST_STEPS, MOST_VOICES


class CompanyViewSet(SnippetViewSet):
    model = Company
    icon = "home"
    list_display = ["name", "town", "basis", "hidden", "confirmed_on"]
    list_filter = ["basis", "hidden", "opening_mode"]
    search_fields = ["name", "kana", "corporate_number"]
    ordering = ["sort_key", "pk"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("kana"), FieldPanel("english_name")]),
                    FieldRowPanel([FieldPanel("slug"), FieldPanel("corporate_number")]),
                ],
                heading=_("名前"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("tagline"),
                    FieldPanel("picture", heading=_("写真")),
                    FieldPanel("story"),
                    FieldPanel("story_en"),
                ],
                heading=_("紹介"),
            ),
            InlinePanel("pictures", heading=_("ほかの写真"), label=_("写真")),
            InlinePanel(
                "numbers",
                heading=_("数字"),
                label=_("数字"),
                help_text=_("ページの黒い帯に大きく出ます。いちばん上の一つが、いちばん大きくなります。"),
                max_num=MOST_NUMBERS,
                panels=[
                    FieldRowPanel([FieldPanel("value"), FieldPanel("unit")]),
                    FieldPanel("sentence"),
                    FieldPanel("sentence_en"),
                ],
            ),
            InlinePanel(
                "day",
                heading=_("一日の流れ"),
                label=_("時間"),
                help_text=_("工場のふつうの一日。時刻の順にならびます。三つ以上あると、ものさしのように見えます。"),
                max_num=MOST_STEPS,
                panels=[
                    FieldRowPanel([FieldPanel("starts"), FieldPanel("what")]),
                    FieldPanel("note"),
                    FieldPanel("is_visit"),
                ],
            ),
            InlinePanel(
                "voices",
                heading=_("働く人のことば"),
                label=_("ことば"),
                help_text=_("会社のページと、最初のページに出ます。本人の了解をとってから書いてください。"),
                max_num=MOST_VOICES,
                panels=[
                    FieldPanel("quote"),
                    FieldRowPanel([FieldPanel("who"), FieldPanel("work"), FieldPanel("joined")]),
                    FieldPanel("picture"),
                ],
            ),
            MultiFieldPanel(
                [
                    FieldPanel("fields"),
                    FieldPanel("processes"),
                    FieldPanel("industry"),
                    FieldPanel("products"),
                    FieldPanel("machines"),
                    FieldPanel("certificates"),
                    FieldPanel("facts"),
                    FieldRowPanel([FieldPanel("founded"), FieldPanel("employees"), FieldPanel("capital")]),
                ],
                heading=_("できること"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("postal_code"), FieldPanel("town", heading=_("町丁目")), FieldPanel("block")]
                    ),
                    FieldRowPanel([FieldPanel("address"), FieldPanel("building")]),
                    FieldRowPanel([FieldPanel("lat"), FieldPanel("lon"), FieldPanel("match_level")]),
                ],
                heading=_("場所"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("phone"), FieldPanel("site")]),
                    FieldPanel("opening_mode"),
                    FieldPanel("host_mails"),
                ],
                heading=_("連絡先と見学"),
            ),
            MultiFieldPanel([FieldPanel("recruiting"), FieldPanel("scholarship")], heading=_("働く")),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("basis"), FieldPanel("source")]),
                    FieldRowPanel([FieldPanel("confirmed_on"), FieldPanel("closed_on")]),
                    FieldPanel("hidden"),
                ],
                heading=_("公開の根拠"),
            ),
        ],
        base_form_class=CompanyForm,
    )


class WordViewSet(SnippetViewSet):
    icon = "tag"
    list_display = ["name", "english_name", "order"]
    panels = [FieldPanel(name) for name in ("name", "english_name", "slug", "synonyms", "colour", "order")]


class FieldViewSet(WordViewSet):
    model = Field


class ProcessViewSet(WordViewSet):
    model = Process


class TownViewSet(SnippetViewSet):
    """Towns come from the package of addresses; the ward corrects what is wrong, it adds none."""

    model = Town
    icon = "site"
    list_display = ["name", "kana", "area"]
    list_filter = ["area"]
    search_fields = ["name", "kana"]
    panels = [FieldPanel("name", read_only=True), FieldPanel("kana"), FieldPanel("area")]


@register_snippet
class DirectoryGroup(SnippetViewSetGroup):
    menu_label = _("企業")
    menu_icon = "home"
    menu_order = 150
    items = (CompanyViewSet, FieldViewSet, ProcessViewSet, TownViewSet)
