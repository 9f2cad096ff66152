"""Pages for visitors."""

from django.shortcuts import render


def companies(request):
    return render(request, "base.html")
