"""People who sign in: ward staff, editors, company owners. Guests who book need no account."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    """Users are known by their mail address."""

    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, role=User.Role.STAFF, **fields)


class User(AbstractUser):
    """One person, one sign-in; what they may do follows from `role` and from their Memberships."""

    class Role(models.TextChoices):
        STAFF = "staff", _("区の職員")
        EDITOR = "editor", _("編集者")
        HELPER = "helper", _("当日スタッフ")
        COMPANY = "company", _("企業")

    username = None
    email = models.EmailField(_("メールアドレス"), unique=True)
    role = models.CharField(_("役割"), max_length=10, choices=Role.choices, default=Role.COMPANY)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    class Meta:
        verbose_name = verbose_name_plural = _("利用者")

    def __str__(self):
        return self.get_full_name() or self.email

    @property
    def is_ward_staff(self):
        """May open /desk/: guests' personal data are shown there."""
        return self.is_active and self.role == self.Role.STAFF

    @property
    def is_cms_user(self):
        """May open /cms/."""
        return self.is_active and self.role in (self.Role.STAFF, self.Role.EDITOR)


class SignInLinkQuerySet(models.QuerySet):
    def usable(self, at):
        return self.filter(used_at=None, expires_at__gt=at, user__is_active=True)


class SignInLink(models.Model):
    """A demo link that signs in once and stands for the second factor, on localhost with DEMO alone."""

    wagtail_reference_index_ignore = True  # nothing the CMS asks about; indexing costs queries on every save

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = SignInLinkQuerySet.as_manager()
