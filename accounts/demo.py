"""When a demo link may sign somebody in: a demo, on this very machine."""

from urllib.parse import urlsplit

from django.conf import settings

LOCAL_HOSTS = ("localhost", "127.0.0.1")


def allowed(request=None) -> bool:
    """True with DEMO on, a BASE_URL on this machine and, if there is a request, one that asked for such a host."""
    hosts = [urlsplit(settings.BASE_URL).hostname]
    if request is not None:
        hosts.append(urlsplit(f"//{request.get_host()}").hostname)
    return settings.DEMO and all(host in LOCAL_HOSTS for host in hosts)
