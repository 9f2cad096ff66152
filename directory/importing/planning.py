"""What each line of a list would do to the directory: one outcome per line, decided before anything is written."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.japanese import bare_name, name_key, romaji
from directory.importing.known import Draft, Known
from directory.importing.reading import SourceList, SourceRow
from directory.importing.report import Outcome, RowReport
from directory.importing.rows import CleanRow, Refused, RowCleaner
from directory.models import Company

TOLD_EVERY = 500


@dataclass
class Plan:
    rows: list[RowReport]
    drafts: list[Draft]  # to be written, in the order of their first line
    unseen: int


def plan_rows(found: SourceList, *, basis: str, named_source: str, tell: Callable[[str, int, int], None]) -> Plan:
    """Decide over every row of a list; only reads the database."""
    planner = Planner(named_source, basis)
    reports = []
    for done, row in enumerate(found.rows, start=1):
        reports.append(planner.decide(row))
        if done % TOLD_EVERY == 0 or done == len(found.rows):
            tell("plan", done, len(found.rows))
    touched = [draft for draft in planner.known.drafts if draft.changed]
    unseen = sum(draft.line is not None and not draft.company.may_be_shown for draft in planner.known.drafts)
    return Plan(reports, sorted(touched, key=lambda draft: draft.line), unseen)


class Planner:
    def __init__(self, named_source: str, basis: str):
        self.named_source, self.basis = named_source, basis
        self.cleaner = RowCleaner()
        self.known = Known(Company.objects.select_related("town"))

    def decide(self, row: SourceRow) -> RowReport:
        try:
            clean = self.cleaner.clean(row)
            draft = self._company(clean)
        except Refused as refusal:
            return RowReport(row.line, Outcome.REFUSED, [str(refusal)])
        outcome = self._merge(draft, clean)
        self.known.index(draft)
        to_place = outcome == Outcome.CREATED and draft.company.hidden
        return RowReport(row.line, outcome, clean.reasons, draft.company.slug, to_place)

    def _company(self, clean: CleanRow) -> Draft:
        """The company that the row speaks of: by number, else by name and place, else a new one."""
        number, name = clean.values.get("corporate_number"), clean.values["name"]
        if number and (holder := self.known.by_number.get(number)):
            if bare_name(holder.company.name) != bare_name(name):
                raise Refused(_another_holds(number, holder))
            return holder
        found = self.known.at_place(name_key(name), clean.place, without_number=bool(number))
        return found or self._new(clean)

    def _new(self, clean):
        company = Company(source=self.named_source, basis=self.basis, slug=self._slug(clean))
        company.hidden = clean.place is None or clean.place.lat is None
        return self.known.add(Draft(company, is_new=True))

    def _slug(self, clean):
        """From the reading, made unique by the identity: every run of a list comes to the same."""
        place = clean.place
        where = (place.town and place.town.pk, place.block, place.address) if place else ()
        identity = clean.values.get("corporate_number") or repr((name_key(clean.values["name"]), *where))
        digest = hashlib.sha256(identity.encode()).hexdigest()
        letters = romaji(clean.values.get("kana", ""))[:60]
        slugs = [letters] * (len(letters) > 2) + [f"{letters or 'c'}-{digest[:length]}" for length in (8, 12, 16)]
        return next(slug for slug in slugs if slug not in self.known.slugs)

    def _merge(self, draft: Draft, clean: CleanRow) -> Outcome:
        fresh, earlier, before = draft.is_new and draft.line is None, draft.line, set(draft.changed)
        was_unplaced = not fresh and draft.company.lat is None
        if clean.place and draft.pinned_elsewhere(clean.place):
            clean.reasons.append(_("所在地: 地図の位置が手で直してあるため、変えていません。"))
        if not fresh:
            draft.strengthen(self.basis, self.named_source)
        doubted = draft.merge(clean)
        if earlier:
            clean.reasons.append(_same_company(earlier, doubted))
        if was_unplaced and draft.company.lat is not None and draft.company.hidden:
            clean.reasons.append(_("場所がわかりました。見せるには「非表示」を外してください。"))
        if fresh:
            return Outcome.CREATED
        return Outcome.UPDATED if draft.changed != before else Outcome.UNCHANGED


def _another_holds(number, holder):
    where = _("%(line)s行目の") % {"line": holder.line} if holder.line else _("登録済みの")
    return _("法人番号: %(number)s は%(where)s別の企業「%(name)s」の番号です。") % {
        "number": number,
        "where": where,
        "name": holder.company.name,
    }


def _same_company(line, doubted):
    text = _("%(line)s行目と同じ企業です。") % {"line": line}
    if doubted:
        labels = "、".join(dict.fromkeys(str(Company._meta.get_field(name).verbose_name) for name in doubted))
        text += _("違う値は入れていません（%(labels)s）。") % {"labels": labels}
    return text
