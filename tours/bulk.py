"""Many slots of a tour at once: first what would happen to each, then doing it.

Places and hours that differ from the rules become rules for single dates: otherwise the next run of the clock would
put the slots back.
"""

import copy
from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.errors import Refused
from bookings.models import Slot
from bookings.services import change_capacity, set_status
from tours.changes import Change, apply
from tours.models import AvailabilityRule, Tour
from tours.rules import parse_days
from tours.timetable import calendar_of, in_zone, timetable

WEEK = 7


@dataclass(frozen=True)
class Wish:
    """What somebody wants of slots: `action` is "close", "open", "capacity" or "times"."""

    action: str
    capacity: int | None = None
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True)
class Step:
    """One slot and why its wish cannot be granted, "" if it can."""

    slot: Slot
    refusal: str


def steps(tour: Tour, wish: Wish, slots: list[Slot]) -> list[Step]:
    """What would happen to each slot; nothing is written."""
    wanted = timetable(tour, timezone.now(), calendar_of(tour, timezone.now()))
    there = set(Slot.objects.filter(activity=tour.pk).values_list("starts_at", flat=True))
    return [Step(slot, _why_not(wish, slot, wanted, there)) for slot in slots]


def _why_not(wish, slot, wanted, there):
    if slot.status == Slot.Status.CANCELLED:
        return _("中止した回は、もう変えられません。")
    if wish.action == "close":
        return "" if slot.status == Slot.Status.OPEN else _("もう受付を止めています。")
    if wish.action == "open":
        if slot.status == Slot.Status.OPEN:
            return _("もう受付中です。")
        return "" if slot.starts_at in wanted else _("開く日に入っていません。「開く日と休み」で日をたしてください。")
    if wish.action == "capacity":
        many = slot.taken > wish.capacity
        return _("もう%(taken)d人が予約しています。") % {"taken": slot.taken} if many else ""
    if slot.taken:
        return _("予約があるので、時間は動かせません。中止にして、新しい回を作ってください。")
    if slot.starts_at not in wanted:
        return _("開く日に入っていません。「開く日と休み」で日をたしてください。")
    moved = in_zone(_day(slot), wish.starts)
    if moved <= timezone.now():
        return _("もうすぎた時刻です。")
    return _("同じ時刻に、別の回があります。") if moved != slot.starts_at and moved in there else ""


@transaction.atomic
def carry_out(tour: Tour, wish: Wish, slots: list[Slot], *, user) -> tuple[int, list[str]]:
    """Do it to every slot that allows it; how many that were, and what the engine refused meanwhile."""
    able = [step.slot for step in steps(tour, wish, slots) if not step.refusal]
    refused = []
    for slot in able:
        try:
            if wish.action in ("close", "open"):
                set_status(slot=slot, status=Slot.Status.CLOSED if wish.action == "close" else Slot.Status.OPEN)
            elif wish.action == "capacity":
                change_capacity(slot=slot, capacity=wish.capacity)
        except Refused as refusal:
            refused.append(refusal.sentence)
    if wish.action in ("capacity", "times") and able:
        apply(as_change(tour, wish, able), user=user)
    return len(able) - len(refused), refused


def as_change(tour: Tour, wish: Wish, slots: list[Slot]) -> Change:
    """Rules for single dates that say of these slots what is wished."""
    wanted = timetable(tour, timezone.now(), calendar_of(tour, timezone.now()))
    single, gone, never = [], set(), defaultdict(set)
    for slot in slots:
        if (rule := wanted.get(slot.starts_at)) is None:
            continue
        day = _day(slot)
        capacity = wish.capacity or rule.capacity
        starts, ends = wish.starts or rule.starts, wish.ends or rule.ends
        single.append(AvailabilityRule(day=day, starts=starts, ends=ends, capacity=capacity))
        for other in tour.rules.all():
            if other.starts == rule.starts and day in other.days(day, day):
                gone.add(other.pk)
                if other.day is None:
                    never[other].update([day] if wish.starts else [])
    recurring = [_without(rule, days) for rule, days in never.items()]
    return Change(tour, rules=(*recurring, *single), no_rules=frozenset(gone))


def _without(rule, days):
    changed = copy.copy(rule)
    changed.except_days = "\n".join(day.isoformat() for day in sorted({*parse_days(rule.except_days), *days}))
    return changed


def copied(tour: Tour, source: date, target: date) -> tuple[list[AvailabilityRule], list[tuple[Slot, str]]]:
    """The dates of the month `source` as rules for the month `target` (first days of months), and what cannot be copied.

    The second Saturday becomes the second Saturday.
    """
    slots = Slot.objects.filter(
        activity=tour.pk, starts_at__gte=in_zone(source, time()), starts_at__lt=in_zone(_next(source), time())
    )
    now = timezone.now()
    wanted, calendar = timetable(tour, now, calendar_of(tour, now)), calendar_of(tour, in_zone(target, time()))
    rules, refused = [], []
    for slot in slots.exclude(status=Slot.Status.CANCELLED):
        day = _same_weekday(_day(slot), target)
        starts, ends = timezone.localtime(slot.starts_at).time(), timezone.localtime(slot.ends_at).time()
        if why := _why_not_there(day, starts, wanted, calendar):
            refused.append((slot, why))
        else:
            rules.append(AvailabilityRule(day=day, starts=starts, ends=ends, capacity=slot.capacity))
    return rules, refused


def _why_not_there(day, starts, wanted, calendar):
    if day is None:
        return _("その月に、同じ回数目の曜日がありません。")
    if in_zone(day, starts) <= timezone.now():
        return _("もうすぎた日です。")
    if calendar.is_closed(day):
        return _("休みの日です。")
    return _("もう開く日に入っています。") if in_zone(day, starts) in wanted else ""


def _same_weekday(day, target):
    first = target.replace(day=1)
    number = 1 + (day.weekday() - first.weekday()) % WEEK + (day.day - 1) // WEEK * WEEK
    return first.replace(day=number) if number <= monthrange(first.year, first.month)[1] else None


def _next(month):
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _day(slot):
    return timezone.localdate(slot.starts_at, timezone.get_default_timezone())
