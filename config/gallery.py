"""`/components/`: every component in every state, light beside dark. Only with DEBUG; nothing here reads the database."""

from datetime import date, timedelta
from itertools import count

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bookings.models import Activity, Slot
from core.covers import FAMILIES, FIELDS, Cover
from core.field_signs import field_sign
from core.forms import MailField, NameField
from core.months import Mark, grid

PARTS = (
    "sign", "colours", "type", "button", "field", "chip", "facet", "slots", "month", "alert", "card", "departures", "plates",
    "title_block", "number_hero", "table", "breadcrumb", "pagination", "steps", "timeline", "shelf", "dialog", "empty",
    "loading", "cover",
)  # fmt: skip
COLOURS = [
    "ink",
    "quiet",
    "paper",
    "panel",
    "line",
    "hair",
    "night",
    "brand",
    "brand-text",
    "action",
    "chosen",
    "find",
    "link",
    "accent",
    "error",
]


class Sample(forms.Form):
    """A form with one element of each kind."""

    name = NameField(label="姓", help_text="名字と名前が分かれていない人は、「姓」だけでかまいません。")
    email = MailField(label="メールアドレス", help_text="確認のメールを送ります。")
    grade = forms.ChoiceField(label="いまの学年", choices=[("", "えらんでください"), ("h2", "高校2年")])
    words = forms.CharField(label="伝えたいこと", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    day = forms.ChoiceField(
        label="日", choices=[("a", "12月5日(土) 10:00"), ("b", "12月9日(水) 13:30")], widget=forms.RadioSelect
    )
    promise = forms.BooleanField(label="かかとのある靴で行きます")


def slots():
    """Slots as a page lists them: room, the last places, full, called off."""
    activity, number = Activity(slug="sample", title="見学"), count(1)
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)

    def slot(days, taken, **changes):
        begins = start + timedelta(days=days)
        item = Slot(
            pk=next(number), activity=activity, starts_at=begins, ends_at=begins + timedelta(minutes=90), capacity=8,
            taken=taken, books_from=begins - timedelta(days=90), books_until=begins - timedelta(days=1), **changes,
        )  # fmt: skip
        item.bookable = taken < item.capacity and item.status == Slot.Status.OPEN
        return item

    return [slot(0, 1), slot(4, 7), slot(7, 8), slot(14, 0, status=Slot.Status.CANCELLED)]


def month():
    """A month with a holiday, a day that is full, and one that is chosen."""
    marks = {date(2026, 11, day): Mark("2回", "2回あります", f"#day-{day}", "open") for day in (7, 14, 19, 28)}
    marks |= {
        date(2026, 11, 21): Mark("満席", url="#day-21", state="full"),
        date(2026, 11, 3): Mark("休み", state="closed"),
    }
    neighbours = {"before": "#month", "after": "#month"}
    return grid(date(2026, 11, 1), marks, today=date(2026, 11, 5), chosen=date(2026, 11, 14), **neighbours)


@require_safe
def gallery(request):
    wrong = Sample({"name": "😀", "email": "minori.example.jp", "grade": "", "day": ""})
    wrong.is_valid()
    families, fields = list(FAMILIES), list(FIELDS)
    return render(
        request,
        "config/gallery/page.html",
        {
            "parts": [(part, f"config/gallery/{part}.html") for part in PARTS],
            "schemes": ("light", "dark"),
            "colours": COLOURS,
            "form": Sample(),
            "wrong": wrong,
            "slots": slots(),
            "month": month(),
            "page": Paginator(range(60), 24).get_page(2),
            "covers": [Cover(f"sample-{n}", families[n % len(families)], fields[n % len(fields)]) for n in range(40)],
            "signs": [(field, field_sign(field)) for field in fields],
        },
    )
