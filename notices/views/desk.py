"""What did not get through, for ward staff with a second factor."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import require_desk
from core.pagination import page_of
from notices import services
from notices.forms import ResendForm
from notices.models import Notice

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@require_desk
def failed_notices(request):
    """The mails that were given up, the newest first, and a button that sends one again."""
    if request.method == "POST":
        form = ResendForm(request.POST)
        if form.is_valid() and services.retry(form.cleaned_data["notice"]):
            messages.success(request, _("もう一度送ります。"))
        else:
            messages.error(request, _("このメールは送り直せません。もう送られたか、内容が消えています。"))
        return redirect(request.path)
    page, _query = page_of(request, Notice.objects.failed().order_by("-due_at", "-pk"), PER_PAGE)
    return render(request, "notices/failed.html", {"page": page})
