"""Sign-in: allauth's pages under one address, each named here; what is not named does not exist.

There is no sign-up and no password reset: staff and companies are invited, and a mailed code opens the door to whoever
forgot the password.
"""

from allauth.account import views
from django.urls import include, path
from django.views.generic import RedirectView

from accounts.views import public

urlpatterns = [
    path("", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("code/", views.request_login_code, name="account_request_login_code"),
    path("code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path(
        "password/reset/",
        RedirectView.as_view(pattern_name="account_request_login_code"),
        name="account_reset_password",
    ),
    path("signup/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("2fa/totp/activate/", public.activate_totp),
    path("2fa/", include("allauth.mfa.urls")),
    path("demo/<str:token>/", public.demo_sign_in, name="demo_sign_in"),
]
