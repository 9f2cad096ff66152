"""Pages for people who are about to sign in."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp import views as totp
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import demo, permissions, services
from accounts.roles import start_of


def to_sign_in(request, to="/"):
    """In place of every other sign-in page that a package brings along."""
    return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME, to), resolve_url("account_login"))


def activate_totp(request):
    """Set up the authenticator. The code typed in to prove it works counts as the second factor of this session."""
    had_one = permissions.has_second_factor(request.user)
    response = totp.activate_totp(request)
    if request.method == "POST" and not had_one and permissions.has_second_factor(request.user):
        record_authentication(request, request.user, "mfa", type="totp")
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def demo_sign_in(request, token):
    """A demo link: GET shows a button (mail scanners and previews open links), POST spends the link."""
    if not demo.allowed(request):
        raise Http404(_("デモのリンクは、この環境では使えません。"))
    if request.method == "GET":
        return render(request, "accounts/demo_sign_in.html", {"spent": False})
    if user := services.use_demo_link(token):
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        record_authentication(request, user, "demo_link")
        return redirect(start_of(user))
    return render(request, "accounts/demo_sign_in.html", {"spent": True}, status=410)
