"""How the pages of a booking say until when and who."""

from collections import Counter
from datetime import timedelta
from functools import lru_cache
from math import ceil

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bookings.forms import BookForm
from bookings.grades import Grade
from bookings.models import Activity
from core.dates import day
from core.tokens import spaced_code

register = template.Library()


@register.filter
def moment(at):
    """「12月4日(金) 10:00」, a deadline in ward time."""
    return f"{day(at)} {timezone.localtime(at):%H:%M}"


@register.filter
def last_moment(at):
    """A deadline at which midnight belongs to the day before: 「12月4日(金) 24:00」."""
    local = timezone.localtime(at)
    if (local.hour, local.minute) == (0, 0):
        return f"{day(at - timedelta(minutes=1))} 24:00"
    return moment(at)


@register.filter
def seconds_left(at):
    """Seconds until `at`, never less than none."""
    return max(0, int((at - timezone.now()).total_seconds()))


@register.filter
def minutes_left(at):
    """Minutes until `at`, rounded up and at least 1: nobody should read 「あと0分」."""
    return max(1, ceil((at - timezone.now()).total_seconds() / 60))


@register.filter
def time_left(at):
    """「あと2日」「あと5時間」「あと20分」, rounded down, and never less than a minute."""
    minutes = max(1, int((at - timezone.now()).total_seconds() // 60))
    if minutes < 60:
        return ngettext("あと%(count)d分", "あと%(count)d分", minutes) % {"count": minutes}
    if minutes < 48 * 60:
        return ngettext("あと%(count)d時間", "あと%(count)d時間", minutes // 60) % {"count": minutes // 60}
    return ngettext("あと%(count)d日", "あと%(count)d日", minutes // 1440) % {"count": minutes // 1440}


@register.filter
def party_line(guests):
    """「小4 1人、保護者 2人」"""
    counts = Counter(guest.grade for guest in guests)
    people = [_("%(grade)s %(count)d人") % {"grade": Grade(grade).label, "count": counts[grade]} for grade in counts]
    return _("、").join(people)


@register.filter
def first_line(text):
    """What a text says first: the rest may be folded away."""
    return text.strip().partition("\n")[0].strip()


@register.filter
def further_lines(text):
    """All that follows the first line of a text, "" for a text of one line."""
    return text.strip().partition("\n")[2].strip()


@register.simple_tag
def form_part(template, form):
    """A part of the booking form that depends on nothing but what was typed, the size of a party, and how many come.

    Untouched it is the same for everybody; it is then made once, which saves a third of the page.
    """
    least, most = form.activity.party_min, form.activity.party_max
    if form.is_bound:
        return _form_part(template, form, least, most)
    return _untouched_part(template, get_language(), least, most, form.initial.get("count_1"))


@lru_cache(maxsize=200)
def _untouched_part(template, _language, least, most, along):
    activity = Activity(party_min=least, party_max=most)
    return _form_part(template, BookForm(activity, initial={"count_1": along}), least, most)


def _form_part(template, form, least, most):
    return render_to_string(template, {"form": form, "least": least, "most": most})


register.filter("spaced_code", spaced_code)
