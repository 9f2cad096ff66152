"""Every address. Public pages stand under i18n_patterns; Wagtail's routes come last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from accounts.views.public import to_sign_in
from config import api
from config.gallery import gallery
from directory import open_data_urls as directory_files
from events import open_data_urls as event_files
from pictures.views import media

urlpatterns = [
    path("", include("notices.urls")),  # /healthz
    path("cms/", include("accounts.cms_urls")),  # shadows Wagtail's own sign-in and password reset
    path("cms/", include(wagtailadmin_urls)),
    path("desk/", include("desk.urls")),
    path("api/v1/", include((api.urlpatterns, "api"))),
    path("open-data/", include(([*directory_files.urlpatterns, *event_files.urlpatterns], "open_data"))),
    path("i18n/", include("django.conf.urls.i18n")),
    path("i18n/", include("readings.urls")),
    path("sign-in/", include("accounts.urls")),
    # Pictures of the embedded mode; where nginx stands before the application it answers these itself.
    path("media/<path:path>", media),
    path("", include("pictures.urls")),  # /covers/, /site.webmanifest
]
if settings.DEBUG:
    urlpatterns += [path("components/", gallery)]
urlpatterns += i18n_patterns(
    path("companies/", include("directory.urls")),
    path("embed/", include("directory.embed_urls")),
    path("tours/", include("tours.urls")),
    path("events/", include("events.urls")),
    path("bookings/", include("bookings.urls")),
    path("share/", include("pictures.share_urls")),
    path("about/", include("stories.about_urls")),
    path("_util/login/", to_sign_in),  # Wagtail's sign-in for restricted pages: by password alone, without limits
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
