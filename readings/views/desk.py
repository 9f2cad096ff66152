"""Furigana that staff look through and put right."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import require_desk
from core.pagination import page_of
from readings import services
from readings.filters import ReadingFilter
from readings.forms import SentenceForm, WordForm
from readings.models import Reading, ReadingOverride

PER_PAGE = 50


@require_GET
@require_desk
def readings(request):
    """Every sentence of what is published, the newest first. A filter that cannot be understood shows none."""
    filters = ReadingFilter(request.GET, Reading.objects.in_use().newest_first())
    valid = filters.is_valid()
    page, links = page_of(request, filters.qs if valid else filters.queryset.none(), PER_PAGE)
    context = {"filter": filters, "page": page, "links": links, "query": links.removesuffix("&"), "valid": valid}
    return render(request, "readings/desk_readings.html", context, status=200 if valid else 400)


@require_http_methods(["GET", "POST"])
@require_desk
def reading(request, pk):
    """One sentence, word by word. POST puts words right, or (`computed`) returns to what the dictionary says."""
    reading = get_object_or_404(Reading.objects.select_related("corrected_by"), pk=pk)
    if request.method == "POST" and "computed" in request.POST:
        services.return_to_computed(reading)
        messages.success(request, _("この文の直しを消しました。"))
        return redirect("desk:reading", pk)
    form = SentenceForm(request.POST if request.method == "POST" else None, reading=reading)
    if form.is_valid():
        changed = services.correct(reading, **form.changes(), by=request.user)
        messages.success(request, _told(changed))
        return redirect("desk:reading", pk)
    context = {"reading": reading, "form": form}
    return render(request, "readings/desk_reading.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require_desk
def reading_words(request):
    """The words that are read in one way everywhere. POST adds or changes one, or (`forget`) gives one up."""
    if request.method == "POST" and "forget" in request.POST:
        return _forget(request)
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        changed = services.fix_word(**form.cleaned_data, by=request.user)
        messages.success(request, _told(changed))
        return redirect("desk:reading_words")
    page, links = page_of(request, ReadingOverride.objects.all(), PER_PAGE)
    context = {"form": form, "page": page, "links": links}
    return render(request, "readings/desk_words.html", context, status=400 if form.errors else 200)


def _forget(request):
    pk = request.POST["forget"]
    override = get_object_or_404(ReadingOverride, pk=pk if pk.isascii() and pk.isdigit() and len(pk) < 19 else None)
    changed = services.forget_word(override)
    messages.success(request, _told(changed))
    return redirect("desk:reading_words")


def _told(changed):
    if not changed:
        return _("保存しました。いまの文のふりがなは変わりません。")
    return _("保存しました。%(count)s個の文のふりがなが変わりました。") % {"count": changed}
