"""What later lists would put in the place of what people wrote: taken or left."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import require_desk
from core.pagination import page_of
from directory import proposal_words
from directory.forms_desk import DecisionForm, ProposalFilter
from directory.proposals import NotNow, decide, open_proposals

PER_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
@require_desk
def proposals(request):
    """The open ones, side by side with what stands there now. POST takes or leaves one or several."""
    if request.method == "POST":
        _decide(request)
        return redirect(request.get_full_path())
    waiting = open_proposals()
    form = ProposalFilter(request.GET, fields=proposal_words.fields_of(waiting))
    page, links = page_of(request, form.narrow(waiting), PER_PAGE)
    context = {
        "filter": form,
        "waiting": bool(form.fields["field"].choices[1:]),
        "rows": proposal_words.rows(page),
        "page": page,
        "links": links,
    }
    return render(request, "directory/desk_proposals.html", context, status=400 if form.errors else 200)


def _decide(request):
    """One proposal by its own button, or the ticked ones by the buttons above them."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.non_field_errors()))
        return
    accepted, keys = form.cleaned_data["accepted"], form.cleaned_data["keys"]
    done = 0
    for proposal in open_proposals().filter(pk__in=keys):
        try:
            decide(proposal, take=accepted, by=request.user)
            done += 1
        except NotNow as reason:
            messages.error(request, _("%(name)s：%(reason)s") % {"name": proposal.company.name, "reason": reason})
    _tell(request, done, accepted)


def _tell(request, done, accepted):
    if not done:
        messages.error(request, _("ほかの人がもう決めました。いまの一覧を見てください。"))
    elif accepted:
        messages.success(
            request, ngettext("%(count)s件を採用しました。", "%(count)s件を採用しました。", done) % {"count": done}
        )
    else:
        messages.success(
            request, ngettext("%(count)s件を見送りました。", "%(count)s件を見送りました。", done) % {"count": done}
        )
