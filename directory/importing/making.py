"""A company that a list brings."""

import hashlib

from core.japanese import name_key, romaji
from directory.importing.drafts import Draft
from directory.importing.known import Known
from directory.importing.rows import CleanRow
from directory.models import Company


class Maker:
    def __init__(self, known: Known, basis: str, named_source: str):
        self.known, self.basis, self.named_source = known, basis, named_source

    def make(self, clean: CleanRow, *, run: int | None) -> Draft:
        """A draft of the company that the line speaks of, hidden as long as nobody knows where it is."""
        once = clean.once
        company = Company(source=self.source_of(clean), basis=self.basis_of(clean), slug=self._slug(clean))
        company.closed_on, company.confirmed_on = once.get("closed_on"), once.get("confirmed_on")
        unplaced = clean.place is None or clean.place.lat is None
        company.hidden = unplaced or bool(once.get("hidden") or company.closed_on)
        return Draft(self.known.add(company.slug), company, is_new=True, run=run)

    def basis_of(self, clean: CleanRow) -> str:
        """What the line itself names, but never a firmer ground than the one that staff gave for the whole list."""
        named = (clean.once.get("basis") or self.basis, self.basis)
        return min(map(Company.Basis, named), key=lambda basis: basis.strength).value

    def source_of(self, clean: CleanRow) -> str:
        return clean.once.get("source") or self.named_source

    def _slug(self, clean):
        """From the reading, made unique by the identity: every run of a list comes to the same."""
        if (slug := clean.once.get("slug")) and self.known.is_free(slug):
            return slug
        place = clean.place
        where = (place.town and place.town.pk, place.block, place.address) if place else ()
        identity = clean.values.get("corporate_number") or repr((name_key(clean.values["name"]), *where))
        digest = hashlib.sha256(identity.encode()).hexdigest()
        letters = romaji(clean.values.get("kana", ""))[:60]
        slugs = [letters] * (len(letters) > 2) + [f"{letters or 'c'}-{digest[:length]}" for length in (8, 12, 16, 64)]
        return next(slug for slug in slugs if self.known.is_free(slug))
