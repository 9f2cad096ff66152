"""What people say after visits, for ward staff with a second factor."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import require_desk
from bookings import surveys
from bookings.models import Activity, SurveyAnswer
from core.pagination import page_of

PER_PAGE = 50
LATEST = 20  # lines in people's own words


@require_GET
@require_desk
def survey_results(request):
    """The figures of each activity, and what was said lately in people's own words."""
    page, _query = page_of(request, surveys.surveyed_activities(Activity.objects.only("title")), PER_PAGE)
    shown = [surveys.result(activity) for activity in page]
    told = [result.activity.pk for result in shown if result.answers]
    words = SurveyAnswer.objects.filter(activity__in=told).exclude(words="").select_related("activity")
    context = {
        "page": page,
        "results": shown,
        "fewest": surveys.FEWEST,
        "words": words.order_by("-month", "?")[:LATEST],
    }
    return render(request, "bookings/desk_surveys.html", context)
