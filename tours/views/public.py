"""Pages for visitors."""

from django.shortcuts import render


def tours(request):
    return render(request, "base.html")
