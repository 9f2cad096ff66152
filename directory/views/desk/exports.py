"""The directory as a file that the import reads again."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import require_desk
from core import spreadsheets
from directory.exporting import company_rows
from directory.forms_desk import CompaniesExportForm
from directory.models import Company
from privacy.services import log_export


@require_http_methods(["GET", "HEAD", "POST"])
@require_desk
def companies_export(request):
    """GET asks for the purpose, POST logs it and streams the file: telephones of sole proprietors are personal data."""
    form = CompaniesExportForm(request.POST or None)
    count = Company.objects.count()
    if request.method == "POST" and form.is_valid():
        return _file(request, form, count)
    context = {"form": form, "count": count}
    return render(request, "directory/desk_companies_export.html", context, status=400 if form.errors else 200)


def _file(request, form, count):
    purpose, format = form.purpose(), form.cleaned_data["format"]
    log_export(
        user=request.user,
        actor=request.user.email,
        what="companies",
        purpose=purpose,
        format=format,
        filters={},
        rows=count,
    )
    kind = spreadsheets.FORMATS[format]
    stem = _("企業の名簿_%(day)s_%(purpose)s") % {"day": f"{timezone.localdate():%Y%m%d}", "purpose": purpose[:50]}
    content = spreadsheets.blocks(company_rows(), kind, sheet=_("企業の名簿"), subject=purpose)
    return spreadsheets.answer(content, kind, spreadsheets.file_name(stem, kind.suffix))
