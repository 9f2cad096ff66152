"""What a dry run would have written, kept aside for the later lines of the same list."""

import json
import sqlite3
from collections.abc import Iterable

from directory.importing import facts
from directory.importing.drafts import Draft
from directory.importing.known import Entry
from directory.models import Company


class Scratch:
    """Drafts by their entry, in a database of its own that lives on disk and goes with the object."""

    def __init__(self):
        self._db = sqlite3.connect("", check_same_thread=False)  # "": a temporary file that nobody else sees
        self._db.execute("CREATE TABLE draft (key INTEGER PRIMARY KEY, content TEXT)")

    def keep(self, drafts: Iterable[Draft]) -> None:
        self._db.executemany(
            "INSERT OR REPLACE INTO draft VALUES (?, ?)",
            ((draft.entry.key, json.dumps(_content(draft))) for draft in drafts),
        )

    def overlay(self, entry: Entry, draft: Draft | None) -> Draft | None:
        """The draft as earlier lines left it: one of the database changed, or one that only the list knows."""
        found = self._db.execute("SELECT content FROM draft WHERE key = ?", [entry.key]).fetchone()
        if found is None:
            return draft
        content = json.loads(found[0])
        draft = draft or Draft(entry, Company(slug=content["slug"]), is_new=True)
        for name, value in content["values"].items():
            facts.put(draft.company, name, value)
        draft.words = {name: set(keys) for name, keys in content["words"].items()}
        draft.said, draft.proposed = content["said"], content["proposed"]
        return draft


def _content(draft):
    return {
        "slug": draft.company.slug,
        "values": {name: facts.value_of(draft.company, name) for name in facts.STORED},
        "words": {name: sorted(keys) for name, keys in draft.words.items()},
        "said": draft.said,
        "proposed": draft.proposed,
    }
