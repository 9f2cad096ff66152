"""Companies that stand in the directory twice, and words that mean the same."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import require_desk
from core.pagination import page_of
from directory.duplicates import REASONS, candidates
from directory.forms_duplicates import MergeWordsForm, PairForm
from directory.merging import CHOICES, CannotMerge, attached, choices, keep_apart, merge, merge_words
from directory.models import Company, Field, Process

PER_PAGE = 50
VOCABULARIES = {"fields": Field, "processes": Process}


@require_http_methods(["GET", "POST"])
@require_desk
def duplicates(request):
    """Pairs that may be one company, and a form for two that nobody guessed. POST keeps the marked pairs apart."""
    if request.method == "POST":
        return _keep_marked_apart(request)
    form = PairForm(request.GET if "first" in request.GET else None)
    if form.is_valid():
        return redirect("desk:duplicate", form.cleaned_data["first"].slug, form.cleaned_data["second"].slug)
    found, why = candidates(), REASONS.get(request.GET.get("why", ""))
    page, links = page_of(request, [pair for pair in found if why is None or why in pair.reasons], PER_PAGE)
    reasons = [(key, label, sum(label in pair.reasons for pair in found)) for key, label in REASONS.items()]
    context = {"page": page, "links": links, "form": form, "why": why, "all": len(found), "reasons": reasons}
    return render(request, "directory/desk_duplicates.html", context, status=400 if form.is_bound else 200)


def _keep_marked_apart(request):
    marked = set(request.POST.getlist("pair"))
    pairs = [pair for pair in candidates() if f"{pair.first.pk}-{pair.second.pk}" in marked]
    for pair in pairs:
        keep_apart(pair.first.pk, pair.second.pk)
    messages.success(request, _("%(count)s組を、別の企業として候補から外しました。") % {"count": len(pairs)})
    return redirect("desk:duplicates")


@require_http_methods(["GET", "POST"])
@require_desk
def duplicate(request, kept, gone):
    """Two companies side by side. POST makes one of them, or keeps them apart."""
    if kept == gone:
        raise Http404
    kept, gone = (
        get_object_or_404(Company.objects.select_related("town", "picture"), slug=slug) for slug in (kept, gone)
    )
    if request.method == "POST":
        return _decide(request, kept, gone)
    sides = [{"company": company, "attached": attached(company)} for company in (kept, gone)]
    return render(
        request, "directory/desk_duplicate.html", {"kept": sides[0], "gone": sides[1], "choices": choices(kept, gone)}
    )


def _decide(request, kept, gone):
    if "apart" in request.POST:
        keep_apart(kept.pk, gone.pk)
        messages.success(request, _("別の企業として、候補から外しました。"))
        return redirect("desk:duplicates")
    from_gone = frozenset(name for name in CHOICES if request.POST.get(name) == "gone")
    try:
        company = merge(kept=kept.pk, gone=gone.pk, from_gone=from_gone, by=request.user)
    except CannotMerge as reason:
        messages.error(request, str(reason))
        return redirect("desk:duplicates")
    messages.success(
        request, _("「%(name)s」にまとめました。前のページの住所からも、ここに来ます。") % {"name": company.name}
    )
    return redirect("desk:duplicates")


@require_http_methods(["GET", "POST"])
@require_desk
def words(request, kind):
    """A vocabulary with the number of companies of each word, and a form that makes one word of two.

    The first POST says what would happen, the second (`confirmed`) does it.
    """
    model = VOCABULARIES.get(kind)
    if model is None:
        raise Http404
    form = MergeWordsForm(request.POST or None, model=model)
    valid = request.method == "POST" and form.is_valid()
    if valid and "confirmed" in request.POST:
        gone, kept = form.cleaned_data["gone"], form.cleaned_data["kept"]
        moved = merge_words(kept=kept, gone=gone)
        told = {"gone": gone.name, "kept": kept.name, "count": moved}
        messages.success(request, _("「%(gone)s」を「%(kept)s」にまとめ、%(count)s社を移しました。") % told)
        return redirect("desk:words", kind)
    context = {"form": form, "words": model.objects.with_counts(), "kind": kind, "title": model._meta.verbose_name}
    if valid:
        context |= form.cleaned_data | {"moving": form.cleaned_data["gone"].companies.count()}
    return render(request, "directory/desk_words.html", context, status=400 if form.errors else 200)
