"""The page for while the site is closed: nginx finds it, and it needs nobody else."""

import re
from pathlib import Path

from django.conf import settings

DOCKER = Path(settings.BASE_DIR) / "docker"


def test_nginx_is_given_the_page_that_it_names():
    assert "error_page 502 503 504 /maintenance.html;" in (DOCKER / "nginx.conf").read_text()
    mounted = "./maintenance.html:/etc/nginx/pages/maintenance.html:ro"
    assert mounted in (DOCKER / "compose.yaml").read_text()


def test_every_way_to_the_application_is_closed():
    servers = re.findall(r"location [^{]*\{(?:[^{}]|\{[^{}]*\})*\}", (DOCKER / "nginx.conf").read_text())
    ways = [server for server in servers if "proxy_pass" in server]
    assert ways
    assert [way for way in ways if "-f /data/maintenance" not in way] == []


def test_the_page_speaks_both_languages_and_loads_nothing_but_its_sign():
    page = (DOCKER / "maintenance.html").read_text()
    assert re.findall(r'(?:href|src)="([^"]+)"', page) == ["/static/img/mark.svg"]
    assert ('<html lang="ja">' in page, 'lang="en"' in page, "<script" in page) == (True, True, False)
