"""What every template may know about the installation."""

from django.conf import settings


def site(request):
    return {"SITE_NAME": settings.SITE_NAME, "WARD_NAME": settings.WARD["city"], "DEMO": settings.DEMO}
