"""Nobody reaches /desk/ or /cms/ by password alone."""

from accounts import permissions

GUARDED = {"/desk/": permissions.may_open_desk, "/cms/": permissions.may_open_cms}

# Only redirects to the sign-in page live here.
UNGUARDED = ("/cms/login/", "/cms/password_reset/")

# Whoever has an authenticator must use it before touching it: else a stolen password could take it away.
OWN_SECURITY = ("/sign-in/2fa/", "/sign-in/password/")
ASKING = ("/sign-in/2fa/authenticate/", "/sign-in/2fa/reauthenticate/")


class SecondFactorMiddleware:
    """Demand a signed-in person with the right role and a second factor used in this session.

    Wagtail's own sign-in asks only for a password, so the guard stands before it, not inside a view.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.refusal(request) or self.get_response(request)

    def refusal(self, request):
        """A redirect for a guarded path, None where the way is free; PermissionDenied (403) for the wrong role."""
        path = request.path_info
        if path.startswith(OWN_SECURITY) and not path.startswith(ASKING):
            return self.own_security(request)
        for prefix, may_enter in GUARDED.items():
            if path.startswith(prefix) and not path.startswith(UNGUARDED):
                return permissions.demand(request, may_enter)
        return None

    def own_security(self, request):
        user = request.user
        if (
            user.is_authenticated
            and permissions.has_second_factor(user)
            and not permissions.used_second_factor(request)
        ):
            return permissions.ask_second_factor(request)
        return None
