"""Dates and times as they are read on a page, in the visitor's language and in the ward's time zone."""

from django import template
from django.utils.translation import get_language, gettext, ngettext

from core.dates import day, day_with_year, figures, local

register = template.Library()

register.filter("day", day)
register.filter("day_with_year", day_with_year)
register.filter("figures", figures)


@register.filter
def times(slot):
    """「10:00〜11:30」, "10:00–11:30": what starts and ends on one day; the end's day is named if it is another."""
    starts, ends = local(slot.starts_at), local(slot.ends_at)
    dash = "–" if get_language() == "en" else "〜"
    until = f"{ends:%H:%M}" if ends.date() == starts.date() else f"{day(ends)} {ends:%H:%M}"
    return f"{starts:%H:%M}{dash}{until}"


@register.filter
def when(slot):
    """「12月5日(土) 10:00〜11:30」, "Sat 5 Dec 10:00–11:30"."""
    return f"{day(slot.starts_at)} {times(slot)}"


@register.filter
def hours_before(hours):
    """A deadline in words: 48 → 「2日前まで」, 5 → 「5時間前まで」, 0 → 「始まるまで」."""
    if not hours:
        return gettext("始まるまで")
    if hours % 24 == 0:
        return ngettext("%(days)s日前まで", "%(days)s日前まで", hours // 24) % {"days": hours // 24}
    return ngettext("%(hours)s時間前まで", "%(hours)s時間前まで", hours) % {"hours": hours}
