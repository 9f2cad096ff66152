"""Draw the files of the sign anew, after a change of core/sign.py."""

import resvg_py
from django.conf import settings
from django.core.management.base import BaseCommand

from core import sign


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        folder = settings.BASE_DIR / "static" / "img"
        for name, draw in sign.DRAWN.items():
            (folder / name).write_text(draw() + "\n")
        for name, (draw, size) in sign.RASTER.items():
            (folder / name).write_bytes(bytes(resvg_py.svg_to_bytes(svg_string=draw(), width=size, height=size)))
