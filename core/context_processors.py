"""What every template may know about the installation."""

from django.conf import settings

from core.names import site_name, ward_name


def site(request):
    return {"SITE_NAME": site_name(), "WARD_NAME": ward_name(), "DEMO": settings.DEMO}
