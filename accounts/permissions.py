"""Who may stand in front of what. The middleware asks here for whole addresses, views ask again for themselves."""

from collections.abc import Callable
from functools import wraps

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import demo
from accounts.models import User


def has_second_factor(user: User) -> bool:
    """Whether somebody has set up an authenticator at all."""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP])


def used_second_factor(request) -> bool:
    """Whether this session was opened, or confirmed since, by a second factor that its owner still has.

    One query: an authenticator that was taken away shuts out the sessions it opened, at once.
    """
    methods = {record["method"] for record in get_authentication_records(request, request.user)}
    if "demo_link" in methods and demo.allowed(request):
        return True
    return "mfa" in methods and has_second_factor(request.user)


def demand(request, may_enter: Callable[[User], bool]):
    """The redirect that stands between a person and a guarded page, None if the way is free.

    Raises PermissionDenied for a signed-in person whose role does not open the page.
    """
    user = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
    if not may_enter(user):
        raise PermissionDenied(
            _("このページは、あなたの役割では開けません。必要なときは区の担当者に連絡してください。")
        )
    if used_second_factor(request):
        request.let_in_by = may_enter
        return None
    if not has_second_factor(user):
        return HttpResponseRedirect(resolve_url("mfa_activate_totp"))
    return ask_second_factor(request)


def ask_second_factor(request):
    """To the page that asks for a code of the authenticator, and back again."""
    query = QueryDict(mutable=True)
    query[REDIRECT_FIELD_NAME] = request.get_full_path()
    return HttpResponseRedirect(f"{resolve_url('mfa_reauthenticate')}?{query.urlencode(safe='/')}")


def may_open_desk(user: User) -> bool:
    return user.is_ward_staff


def may_open_cms(user: User) -> bool:
    return user.is_cms_user


def require_desk(view):
    """For views that show guests' personal data: ward staff with a second factor, whatever address leads there.

    No browser or proxy keeps such a page: "back" after signing out must show nobody's name.
    """

    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if getattr(request, "let_in_by", None) is may_open_desk:  # the middleware has asked already
            return view(request, *args, **kwargs)
        return demand(request, may_open_desk) or view(request, *args, **kwargs)

    return guarded
