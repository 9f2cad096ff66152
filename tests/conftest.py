"""A fixed cast of people and the data most tests start from.

Every person is a test client with its `user`; a company's person has its `company`, too.
"""

import io
import os
import time

import pytest
import time_machine
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.files.images import ImageFile
from django.test import Client
from django.utils import timezone, translation
from PIL import Image

from accounts.models import User
from accounts.services import set_role
from directory.models import Membership
from pictures.models import Picture
from pictures.services import make_renditions
from tests.children import RedisServer
from tests.factories import CompanyFactory, StaffFactory, UserFactory
from tests.once import is_once

# Playwright's sync API runs inside an event loop, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(config, items):
    """What never asks the database is tested once, on SQLite; and what could not be answered differently (tests.once)."""
    if settings.DATABASE["ENGINE"].endswith("postgresql"):
        asking = {False: [], True: []}
        for item in items:
            asking[_asks_the_database(item) and not is_once(item)].append(item)
        config.hook.pytest_deselected(items=asking[False])
        items[:] = asking[True]


def _asks_the_database(item):
    marked = any(item.get_closest_marker(name) for name in ("django_db", "redis", "race"))
    return marked or not {"db", "transactional_db", "live_server"}.isdisjoint(item.fixturenames)


@pytest.fixture(autouse=True)
def in_japanese():
    """A request leaves its language behind; the next test begins in the site's own."""
    yield
    translation.deactivate()


@pytest.fixture
def clock_stands():
    """No time passes: the window in which a limit counts cannot end under way."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


def signed_in(user, *methods):
    """A client in a session that `user` opened by these methods of allauth ("password", "code", "mfa", "demo_link")."""
    client = Client()
    client.user = user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": method, "at": time.time()} for method in methods]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session.save()
    return client


def with_authenticator(user):
    """The same user, with an authenticator app and recovery codes."""
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return user


@pytest.fixture
def visitor(db):
    """Nobody in particular: not signed in."""
    return Client()


@pytest.fixture
def staff(db):
    """Ward staff, signed in with a second factor."""
    user = set_role(StaffFactory(email="shokuin@example.com"), User.Role.STAFF)
    return signed_in(with_authenticator(user), "password", "mfa")


@pytest.fixture
def staff_without_mfa(db):
    """Ward staff who have never set up an authenticator."""
    user = set_role(StaffFactory(email="shinjin@example.com"), User.Role.STAFF)
    return signed_in(user, "password")


@pytest.fixture
def staff_password_only(db):
    """Ward staff with an authenticator, in a session that somebody opened by the password alone."""
    user = set_role(StaffFactory(email="nusumare@example.com"), User.Role.STAFF)
    return signed_in(with_authenticator(user), "password")


@pytest.fixture
def editor(db):
    """The contractor's editor, signed in with a second factor."""
    user = set_role(UserFactory(email="henshu@example.com"), User.Role.EDITOR)
    return signed_in(with_authenticator(user), "password", "mfa")


def _company_person(email, role):
    user = UserFactory(email=email)
    client = signed_in(user, "code")
    client.company = CompanyFactory()
    Membership.objects.create(user=user, company=client.company, role=role)
    return client


@pytest.fixture
def owner(db):
    """The owner of a company, signed in."""
    return _company_person("shacho@example.com", Membership.Role.OWNER)


@pytest.fixture
def stranger(db):
    """The owner of another company."""
    return _company_person("yoso@example.com", Membership.Role.OWNER)


@pytest.fixture
def helper_user(db):
    """A helper at one event day: signs in, but sees neither desk nor CMS."""
    return signed_in(set_role(UserFactory(email="tetsudai@example.com"), User.Role.HELPER), "code")


@pytest.fixture
def redis_server(tmp_path):
    """A throwaway Redis for the test to start and stop."""
    server = RedisServer(tmp_path)
    yield server
    server.stop()


@pytest.fixture
def picture(db, settings, tmp_path):
    """Makes a picture with its file: `picture("what it shows", credit="who took it")`."""
    settings.MEDIA_ROOT = tmp_path

    def make(alt, **facts):
        file = io.BytesIO()
        Image.new("RGB", (1200, 900), "navy").save(file, "JPEG")
        made = Picture.objects.create(title="架空", alt=alt, file=ImageFile(file, name="kakuu.jpg"), **facts)
        make_renditions()
        return made

    return make
