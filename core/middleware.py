"""What stands around every view: input that nothing can take is refused, browsers get their rules, pages become small."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.translation import gettext as _

QUERY_LIMIT = 8_000  # bytes; longer than any address the site makes


class HostileInputMiddleware:
    """Answer 400 to a NUL in path, query or cookies or to a body that is not UTF-8, and 414 to a query beyond QUERY_LIMIT.

    PostgreSQL refuses NUL in text with an exception that would end as a 500. Django reads query and body in whatever
    encoding a request names, as soon as somebody looks at them: this stands before the first who does.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path or "%00" in query:
            return _refused(request, _("このアドレスには使えない文字が入っています。"))
        if any("\x00" in value for value in request.COOKIES.values()):  # quoted, a cookie can hold one
            return _refused(request, _("使えない文字が入っています。"))
        if len(query) > QUERY_LIMIT:
            return _refused(request, _("条件が長すぎます。短くしてもう一度お試しください。"), status=414)
        if request.content_params.get("charset", "utf-8").lower() != "utf-8":
            return _refused(request, _("文字コードはUTF-8にしてください。"))
        return self.get_response(request)


def _refused(request, sentence, status=400):
    """The sentence as a person reads it, for programs in the shape of the API's refusals."""
    if request.path_info.startswith("/api/"):
        return JsonResponse({"errors": {"request": [sentence]}}, status=status)
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=status)


class BrowserRulesMiddleware:
    """Tell the browser which devices pages may ask for, and loosen the content policy below /cms/ alone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Permissions-Policy"] = settings.PERMISSIONS_POLICY
        if request.path_info.startswith("/cms/"):
            response._csp_replace = settings.CMS_CONTENT_SECURITY_POLICY
        return response


class CompressedPagesMiddleware(GZipMiddleware):
    """Pages alone: a phone gets a fifth of the list's bytes. Files have their own ways, and their ETags, which this would weaken.

    The length of a page varies by random bytes, so that a secret in it cannot be guessed from how well it compresses.
    """

    def process_response(self, request, response):
        if response.get("Content-Type", "").startswith("text/html"):
            return super().process_response(request, response)
        return response
