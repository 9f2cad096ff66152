"""A change of a tour's rules or mode, or of its company's calendar: first what it would do, then doing it."""

import copy
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.errors import NotChangeable
from bookings.models import Slot
from tours import modes
from tours.calendar import Calendar
from tours.models import AvailabilityRule, Closure, Opening, Tour
from tours.services import make_slots, refresh_slots
from tours.timetable import Plan, plan, span, timetable

MOST_SLOTS = 1000  # of one tour; more are a slip of the pen


@dataclass(frozen=True)
class Change:
    """What comes and what goes. Rows that come are not saved yet; those that go are named by their number."""

    tour: Tour
    rules: tuple[AvailabilityRule, ...] = ()
    days: tuple[Closure | Opening, ...] = ()
    no_rules: frozenset[int] = field(default_factory=frozenset)
    no_closures: frozenset[int] = field(default_factory=frozenset)
    no_openings: frozenset[int] = field(default_factory=frozenset)
    mode: str = ""  # the tour's other way in, "" to leave it

    @property
    def touches_calendar(self) -> bool:
        return bool(self.days or self.no_closures or self.no_openings)

    def rules_after(self) -> list[AvailabilityRule]:
        """The rules of the tour as they would be, without single dates that are over."""
        today = timezone.localdate()
        stay = [rule for rule in self.tour.rules.all() if rule.pk not in self.no_rules]
        return [rule for rule in stay if rule.day is None or rule.day >= today] + list(self.rules)


def preview(change: Change, at: datetime | None = None) -> list[tuple[Tour, Plan]]:
    """What a change would do to the coming slots of each tour that it touches; nothing is written.

    ValidationError if it would make more slots than anybody wants, or asks for what does not go together.
    """
    at = at or timezone.now()
    if change.mode:
        _check_mode(change)
    return [(tour, _plan(change, tour, at)) for tour in _touched(change)]


def apply(change: Change, *, user) -> None:
    """Save a change and bring the slots in step. NotChangeable while the tour has a draft that it would overtake."""
    with transaction.atomic():
        if change.rules or change.no_rules or change.mode:
            _save_tour(change, user)
        Closure.objects.filter(pk__in=change.no_closures).delete()
        Opening.objects.filter(pk__in=change.no_openings).delete()
        for row in change.days:
            row.save()
        for tour in Tour.objects.filter(pk__in=[tour.pk for tour in _touched(change)]):
            make_slots(tour)
            refresh_slots(tour)


def refuse_draft(tour: Tour) -> None:
    """Rules hold at once; those of a draft come with its publishing, and would bring back what was changed meanwhile."""
    if not tour.live:
        raise NotChangeable(_("この見学は、まだ公開されていません。"), _("先に「ページの編集」で公開してください。"))
    if tour.has_unpublished_changes:
        raise NotChangeable(
            _("この見学には、公開していない下書きがあります。"),
            _("先に「ページの編集」で公開するか、下書きを消してください。"),
        )


def _check_mode(change):
    after = copy.copy(change.tour)
    after.mode = change.mode
    modes.check(after)
    modes.check_needs(after.mode, change.tour.needs.count())


def _save_tour(change, user):
    tour = Tour.objects.select_for_update(of=("self",)).get(pk=change.tour.pk)
    refuse_draft(tour)
    if change.rules or change.no_rules:
        tour.rules = change.rules_after()
    tour.mode = change.mode or tour.mode
    tour.save_revision(user=user).publish(user=user)


def _touched(change):
    if not change.touches_calendar:
        return [change.tour]
    return list(Tour.objects.filter(company=change.tour.company_id, live=True).prefetch_related("rules").order_by("pk"))


def _plan(change, tour, at):
    own = tour.pk == change.tour.pk
    rules = change.rules_after() if own else list(tour.rules.all())
    wanted = timetable(tour, at, _calendar(change, tour, at), rules, change.mode if own else "")
    if len(wanted) > MOST_SLOTS:
        raise ValidationError(
            _(
                "これでは%(number)d回の枠ができます。1つの見学の枠は%(most)d回までです。回数をへらすか、期間を短くしてください。"
            )
            % {"number": len(wanted), "most": MOST_SLOTS}
        )
    return plan(wanted, list(Slot.objects.upcoming(at).filter(activity=tour.pk)))


def _calendar(change, tour, at):
    closures = Closure.objects.closing(tour.company_id).exclude(pk__in=change.no_closures)
    openings = Opening.objects.opening(tour.company_id).exclude(pk__in=change.no_openings)
    return Calendar(
        tour.company_id,
        *span(tour, at),
        closures=[*closures, *(row for row in change.days if isinstance(row, Closure))],
        openings=[*openings, *(row for row in change.days if isinstance(row, Opening))],
    )
