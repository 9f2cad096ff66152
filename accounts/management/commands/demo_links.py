"""Print one-time sign-in links for the people of the demo."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import demo, services
from accounts.models import User

LABELS = {User.Role.STAFF: "職員", User.Role.EDITOR: "編集者", User.Role.COMPANY: "企業"}


class Command(BaseCommand):
    help = "Print one-time sign-in links (staff, editor, one company). Only with DEMO on this very machine."

    def handle(self, **options):
        if not demo.allowed():
            raise CommandError(_("デモのリンクは、DEMO を有効にし、BASE_URL が localhost のときだけ作れます。"))
        for role, label in LABELS.items():
            token = services.make_demo_link(services.demo_user(role))
            self.stdout.write(f"{label}: {settings.BASE_URL}{reverse('demo_sign_in', args=[token])}")
