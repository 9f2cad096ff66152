"""Pages for visitors."""

from django.shortcuts import render


def events(request):
    return render(request, "base.html")
