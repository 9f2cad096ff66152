"""allauth's forms in our words: labels in Japanese, no placeholders (they vanish while one types)."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _

EMAIL = _("メールアドレス")
PASSWORD = _("パスワード")
CODE = _("コード")


class OurWords:
    """Mixin: `labels` by field name, `helps` by field name."""

    labels = {}
    helps = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class SignInForm(OurWords, account.LoginForm):
    labels = {"login": EMAIL, "password": PASSWORD}


class RequestCodeForm(OurWords, account.RequestLoginCodeForm):
    labels = {"email": EMAIL}


class ConfirmCodeForm(OurWords, account.ConfirmLoginCodeForm):
    labels = {"code": CODE}
    helps = {"code": _("メールに書かれた6けたの数字です。")}


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    labels = {"password": PASSWORD}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    labels = {
        "oldpassword": _("今のパスワード"),
        "password1": _("新しいパスワード"),
        "password2": _("新しいパスワード（もう一度）"),
    }
    helps = {"password1": _("8文字以上。名前やよくある言葉は使えません。")}


class SetPasswordForm(OurWords, account.SetPasswordForm):
    labels = {"password1": PASSWORD, "password2": _("パスワード（もう一度）")}
    helps = {"password1": _("8文字以上。名前やよくある言葉は使えません。")}


class AuthenticatorForm(OurWords, mfa.AuthenticateForm):
    labels = {"code": CODE}
    helps = {"code": _("認証アプリに出ている6けたの数字か、予備のコード。")}


class AuthenticatorAgainForm(OurWords, mfa.ReauthenticateForm):
    labels = {"code": CODE}
    helps = {"code": _("認証アプリに出ている6けたの数字か、予備のコード。")}


class ActivateForm(OurWords, totp.ActivateTOTPForm):
    labels = {"code": CODE}
    helps = {"code": _("登録したあと、認証アプリに出る6けたの数字。")}
