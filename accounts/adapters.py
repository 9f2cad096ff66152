"""How allauth behaves here: nobody signs up by themselves, mails go through the outbox, sentences are ours."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.roles import start_of
from core.names import site_name
from core.tokens import new_token


class InvitedOnlyAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("このアカウントは使えません。区の担当者に連絡してください。"),
        "email_password_mismatch": _("メールアドレスかパスワードがちがいます。"),
        "incorrect_code": _("コードがちがいます。もう一度確かめてください。"),
        "incorrect_password": _("パスワードがちがいます。"),
        "invalid_login": _("メールアドレスかパスワードがちがいます。"),
        "rate_limited": _("回数が多すぎます。しばらく待ってから、もう一度お試しください。"),
        "too_many_login_attempts": _(
            "回数が多すぎるため、今はサインインできません。5分ほど待ってから、もう一度お試しください。"
        ),
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        return start_of(request.user)

    def send_mail(self, template_prefix, email, context):
        """Write the mail into the outbox, which stands above this app and is therefore named by a setting."""
        message = self.render_mail(template_prefix, email, {"SITE_NAME": site_name(), **context})
        import_string(settings.SIGN_IN_OUTBOX)(
            to=email,
            kind="sign-in",
            subject=message.subject,
            text=message.body,
            language=get_language() or settings.LANGUAGE_CODE,
            dedupe_key=f"sign-in:{new_token()}",
            keep_days=0,
        )

    def is_reauthentication_required(self, *, app, **kwargs):
        """Not from somebody who signed in a moment ago: setting up the authenticator is the next thing they do."""
        request = allauth_context.request
        now = time.time()
        records = get_authentication_records(request, request.user)
        if any(now - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user):
        """A password does not stand in for the authenticator of somebody who has one."""
        methods = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"] == "mfa_reauthenticate"] or methods

    def reauthenticate(self, user, password):
        """By the address of the account itself: nobody here has further addresses."""
        return self.authenticate(allauth_context.request, email=user.email, password=password) == user


class AuthenticatorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("コードがちがいます。アプリに今出ている6けたを入れてください。"),
    }
