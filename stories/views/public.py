"""What the site says about itself, from what its own checks saw."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stories.access import results
from stories.outside import outside


@require_safe
def access(request):
    """The access policy: goal, scope, how far it is reached, whom to tell."""
    return render(request, "stories/access.html", {"results": results(), "contact": settings.CONTACT})


@require_safe
def access_results(request):
    """Every page that was looked at, every check and criterion, and what was found."""
    return render(request, "stories/access_results.html", {"results": results()})


@require_safe
def outside_transmissions(request):
    return render(request, "stories/outside.html", {"outside": outside()})
