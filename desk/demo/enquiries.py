"""Two invented enquiries: one that its company lets lie, one that is answered with a date."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from bookings.manners import manners_of
from notices.services import drop
from tours import enquiring
from tours.models import Enquiry, Tour

CLASS, GUESTS = "sakasa-koumori-kurasu", "nemuri-kirin-shisatsu"
WAITS = timedelta(days=4)


def make_enquiries():
    """Through the same steps as people take; their mails are dropped, nobody is written to."""
    now = timezone.now()
    left = _asked(
        CLASS,
        kind=Enquiry.Kind.SCHOOL,
        organisation="架空第三小学校",
        name="見本 先生",
        email="class@demo.example",
        groups=[("e5", 31), ("teacher", 2)],
        people=33,
        wish="2月の平日の午後。給食のあとに歩いて行きます。",
        message="理科で電磁石を習ったところです。車いすの子が1人います。",
    )
    Enquiry.objects.filter(pk=left.pk).update(
        confirmed_at=now - WAITS, waits_since=now - WAITS, reminded_at=now - WAITS / 4
    )
    answered = _asked(
        GUESTS,
        kind=Enquiry.Kind.INSPECTION,
        organisation="架空県 産業課",
        name="仮野 ひなた",
        email="officials@demo.example",
        groups=[("adult", 8)],
        people=8,
        wish="来月か再来月、午前中",
        message="排水の記録のとり方を見せてください。",
    )
    starts_at = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=40), time(10)))
    text = "こちらの日はいかがですか。長ぐつを8足、用意します。"
    enquiring.answer(answered, text=text, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90))
    for enquiry in (left, answered):
        drop(about=enquiry.subject)


def _asked(slug, **columns):
    tour = Tour.objects.get(slug=slug)
    enquiry = Enquiry(tour=tour, key=f"demo-{slug}", manners=manners_of(tour, tour).version, **columns)
    enquiring.ask(enquiry)
    enquiring.confirm(enquiry)
    return enquiry
