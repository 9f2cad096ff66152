"""Tours and closed days in the CMS. Publishing a tour or writing a closed day brings the slots in step at once."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from bookings.panels import LIMITS, WORDS
from tours import services
from tours.cms_forms import TourForm
from tours.models import Closure, Opening, Resource, Tour

RULE = [
    FieldRowPanel([FieldPanel("rrule"), FieldPanel("day")]),
    FieldRowPanel([FieldPanel("from_day"), FieldPanel("until_day")]),
    FieldPanel("except_days"),
    FieldRowPanel([FieldPanel("starts"), FieldPanel("ends"), FieldPanel("capacity")]),
]

TIMES = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("notice_workdays"), FieldPanel("running_notice_hours")]),
        FieldRowPanel([FieldPanel("buffer_before"), FieldPanel("buffer_after")]),
        InlinePanel("needs", panels=[FieldPanel("resource")], label=_("案内の人・部屋"), max_num=5),
    ],
    heading=_("しめ切りと、案内の人や部屋"),
)


MODE = FieldPanel(
    "mode",
    help_text=_(
        "「自由に見学できる」は、下の「開く日と時間」のあいだ、いつ来てもよい見学です。「時間を決めて公開」は、"
        "始まる時刻に予約なしで来てもらいます。「予約して見学」だけが、席の予約を受けます。「相談して決める」は、"
        "相談のメールが来て、日を返事で決めます。かえても、もう入っている予約はなくなりません。"
    ),
)
FACTS = [
    MultiFieldPanel(
        [
            FieldPanel("from_grade"),
            FieldPanel("takeaway"),
            FieldRowPanel([FieldPanel("stairs"), FieldPanel("stroller"), FieldPanel("toilet")]),
            FieldRowPanel([FieldPanel("noise"), FieldPanel("standing")]),
        ],
        heading=_("子どもや体のこと"),
        help_text=_("分からないところは空のままにしてください。書いたことだけが、ページと検索に出ます。"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("fee"), FieldPanel("fee_covers")]),
            FieldPanel("insurance"),
            FieldPanel("rain"),
        ],
        heading=_("料金・保険・雨の日"),
    ),
    MultiFieldPanel([FieldPanel("hazard"), FieldPanel("hazard_note")], heading=_("あぶないこと")),
    MultiFieldPanel(
        [FieldPanel("photos"), FieldPanel("manners"), FieldPanel("promises")], heading=_("きまりと、来る人への約束")
    ),
]


class TourViewSet(SnippetViewSet):
    model = Tour
    icon = "calendar-check"
    add_to_admin_menu = True
    list_display = ["title", "company", "live"]
    search_fields = ["title", "company__name"]
    edit_handler = ObjectList(
        [
            FieldPanel("company"),
            WORDS,
            MultiFieldPanel([FieldPanel("minutes"), FieldPanel("place"), FieldPanel("bring")], heading=_("当日")),
            MODE,
            LIMITS,
            *FACTS,
            TIMES,
            InlinePanel("rules", panels=RULE, icon="date", heading=_("開く日と時間"), label=_("開く日"), max_num=100),
        ],
        base_form_class=TourForm,
    )


class ClosureViewSet(SnippetViewSet):
    model = Closure
    icon = "calendar"
    list_display = ["from_day", "until_day", "company", "reason"]
    panels = [FieldPanel(name) for name in ("company", "from_day", "until_day", "reason")]


class OpeningViewSet(SnippetViewSet):
    model = Opening
    icon = "calendar-alt"
    list_display = ["day", "company", "reason"]
    panels = [FieldPanel(name) for name in ("company", "day", "reason")]


class ResourceViewSet(SnippetViewSet):
    model = Resource
    icon = "user"
    list_display = ["name", "company"]
    panels = [FieldPanel(name) for name in ("company", "name")]


register_snippet(TourViewSet)
register_snippet(ClosureViewSet)
register_snippet(OpeningViewSet)
register_snippet(ResourceViewSet)


@hooks.register("after_publish")
def bring_slots_in_step(request, instance):
    if isinstance(instance, Tour):
        tour = Tour.objects.get(pk=instance.pk)  # the rules as published, not as the form holds them
        services.make_slots(tour)
        services.refresh_slots(tour)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def close_and_open_days(request, instance):
    if isinstance(instance, Closure | Opening):
        services.fill_all()


@hooks.register("after_delete_snippet")
def open_days_again(request, instances):
    if any(isinstance(instance, Closure | Opening) for instance in instances):
        services.fill_all()
