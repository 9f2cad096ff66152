"""How pages and mails say who would come."""

from django import template
from django.utils.translation import gettext as _

from bookings.grades import Grade

register = template.Library()


@register.filter
def groups_line(groups):
    """「小5 32人、教員 2人」 of pairs of a school year and how many."""
    told = [_("%(grade)s %(count)d人") % {"grade": Grade(grade).label, "count": count} for grade, count in groups]
    return _("、").join(told)
