"""An event with ten thousand attendees, for measuring the export."""

from datetime import timedelta

from django.utils import timezone

from bookings.models import Booking, Guest, Party, Slot
from events.models import Event


def crowded_event(count=10_000):
    """An event whose list has `count` people in parties of two; returns its slug."""
    event = Event(
        title="大きな説明会", slug="crowded", type="fair", venue="架空ホール", address="架空", organizer="架空"
    )
    event.save()
    now = timezone.now()
    slot = Slot.objects.create(
        activity=event, starts_at=now + timedelta(days=5), ends_at=now + timedelta(days=5, hours=2),
        capacity=count, taken=count, books_from=now - timedelta(days=1), books_until=now + timedelta(days=4),
    )  # fmt: skip
    parties = Party.objects.bulk_create(
        Party(
            code=_code(number), token=f"crowded-{number}", idempotency_key=f"crowded-{number}", fingerprint="",
            family_name="見本", given_name=f"はなこ{number}", family_kana="ミホン", given_kana="ハナコ",
            email=f"crowded{number}@demo.example", phone="0312345678", verified_at=now,
        )
        for number in range(count // 2)
    )  # fmt: skip
    Booking.objects.bulk_create(Booking(party=party, slot=slot, seats=2, state="confirmed") for party in parties)
    Guest.objects.bulk_create(
        Guest(party=party, position=position, is_self=position == 0, grade="h2")
        for party in parties
        for position in range(2)
    )
    return event.slug


def _code(number):
    letters = "BCDFGHJKMN"
    return "ZZZ" + "".join(letters[int(digit)] for digit in f"{number:05}")
