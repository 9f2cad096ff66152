"""What a walk saw, as the files from which the pages about access and outside transmissions are made."""

import json
import os
import re

from django.utils import timezone

WRITE = "WRITE_CHECKED"
PASSING = ("on", "by")  # differ from day to day and from machine to machine
HOW_TO_WRITE = (
    "{path} does not say what the browser saw. Mend the page, or take over what was seen: "
    f"{WRITE}=1 bin/test tests/browser/test_access.py"
)


def access_file(walk, keyboard_faults):
    """The content of stories/checked/access.json."""
    faults = [
        {"page": seen.page.name, "check": check, "what": what}
        for seen in walk.seen
        for check, found in sorted(seen.faults.items())
        for what in sorted({fault.partition(":")[0] if check == "axe" else "" for fault in found})
    ]
    faults += [{"page": "", "check": "keyboard", "what": ""}] if keyboard_faults else []
    return {
        "on": str(timezone.localdate()),
        "by": walk.versions,
        "pages": [{"name": seen.page.name, "address": _shown(seen.page.address)} for seen in walk.seen],
        "faults": faults,
        "criteria": walk.criteria,
        "media": sum(seen.media for seen in walk.seen),
    }


def outside_file(walk):
    """The content of stories/checked/outside.json."""
    hosts = {}
    for seen in walk.seen:
        for host, kind in seen.outside:
            found = hosts.setdefault(host, {"host": host, "kinds": set(), "pages": []})
            found["kinds"].add(kind)
            found["pages"] += [seen.page.name] if seen.page.name not in found["pages"] else []
    kept = {name: _days(expiries) for name, expiries in walk.cookies.items()}
    kept |= {key: None for seen in walk.seen for key in seen.stored}
    return {
        "on": str(timezone.localdate()),
        "pages": len(walk.seen),
        "outside": [found | {"kinds": sorted(found["kinds"])} for _host, found in sorted(hosts.items())],
        "kept": [{"name": name, "days": days} for name, days in sorted(kept.items())],
    }


def compare_or_write(path, seen):
    """Fail with a sentence where the file says something else; with WRITE_CHECKED=1 write it."""
    if os.environ.get(WRITE):
        path.write_text(json.dumps(seen, ensure_ascii=False, indent=1) + "\n")
    said = json.loads(path.read_text()) if path.exists() else {}
    assert _lasting(said) == _lasting(seen), HOW_TO_WRITE.format(path=path)


def _lasting(content):
    return {key: value for key, value in content.items() if key not in PASSING}


def _shown(address):
    """The address as a reader may see it: secrets of one booking are dots."""
    return re.sub(r"\{\w+\}", "…", address)


def _days(expiries):
    """How long a cookie stays at most, in whole days; 0 for hours, None until the browser is closed."""
    latest = max(expiries)  # -1: with the browser
    return round((latest - timezone.now().timestamp()) / 86_400) if latest > 0 else None
