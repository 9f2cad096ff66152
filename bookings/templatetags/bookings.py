"""How the pages of a booking say until when and who."""

from collections import Counter
from math import ceil

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.grades import Grade
from core.dates import day
from core.tokens import spaced_code

register = template.Library()


@register.filter
def moment(at):
    """「12月4日(金) 10:00」, a deadline in ward time."""
    return f"{day(at)} {timezone.localtime(at):%H:%M}"


@register.filter
def minutes_left(at):
    """Minutes until `at`, rounded up and at least 1: nobody should read 「あと0分」."""
    return max(1, ceil((at - timezone.now()).total_seconds() / 60))


@register.filter
def party_line(guests):
    """「小4 1人、保護者 2人」"""
    counts = Counter(guest.grade for guest in guests)
    people = [_("%(grade)s %(count)d人") % {"grade": Grade(grade).label, "count": counts[grade]} for grade in counts]
    return _("、").join(people)


register.filter("spaced_code", spaced_code)
