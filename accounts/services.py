"""Every change of a person's rights, and the demo's way in."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.models import SignInLink, User
from accounts.roles import GROUPS
from core.tokens import keyed_hash, new_token

DEMO_LINK_LIFE = timedelta(hours=24)


@transaction.atomic
def set_role(user: User, role: str) -> User:
    """Give somebody a role and the one group that belongs to it; groups of other roles are taken away."""
    user.role = User.Role(role)
    user.save(update_fields=["role"])
    user.groups.remove(*Group.objects.filter(name__in=GROUPS.values()))
    if name := GROUPS.get(user.role):
        user.groups.add(Group.objects.get_or_create(name=name)[0])
    return user


@transaction.atomic
def demo_user(role: str) -> User:
    """The first active person of a role; an invented one without a password if there is none."""
    user = User.objects.filter(role=role, is_active=True).order_by("pk").first()
    return user or set_role(User.objects.create_user(f"demo-{role}@machikoba.example"), role)


def make_demo_link(user: User) -> str:
    """The token of a link that signs `user` in once within 24 hours. Only its hash is kept."""
    token = new_token()
    SignInLink.objects.create(
        user=user, token_hash=keyed_hash("demo-link", token), expires_at=timezone.now() + DEMO_LINK_LIFE
    )
    return token


def use_demo_link(token: str, *, at=None) -> User | None:
    """Spend a link: its user the first time, None when it is unknown, spent, too old or its user is gone."""
    at = at or timezone.now()
    links = SignInLink.objects.usable(at).filter(token_hash=keyed_hash("demo-link", token))
    link = links.select_related("user").first()
    return link.user if link and links.update(used_at=at) else None
