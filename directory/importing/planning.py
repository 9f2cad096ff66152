"""What each line of a list does to the directory, a batch of lines at a time.

A batch is cleaned, its companies are loaded in full, decided over in the order of the lines, and written, in one
transaction. A dry run leaves out the writing and keeps what it would have written aside, so it says the same.
"""

from collections.abc import Callable, Iterator
from contextlib import nullcontext

from django.db import transaction
from django.utils.translation import gettext as _

from core.japanese import bare_name, name_key
from directory.importing.drafts import Draft
from directory.importing.facts import stored
from directory.importing.known import Entry, Known
from directory.importing.loading import load
from directory.importing.making import Maker
from directory.importing.reading import SourceList, SourceRow
from directory.importing.report import Decided, Outcome, RowReport
from directory.importing.rows import CleanRow, Refused, RowCleaner, written_address
from directory.importing.scratch import Scratch
from directory.importing.writing import write
from directory.models import Company

BATCH = 500


class Planner:
    """Works through one list. `resumed` are lines of an earlier run of it that was cut off: line → company."""

    def __init__(self, *, basis: str, named_source: str, dry_run: bool, run: int | None = None, resumed=()):
        self.basis, self.named_source, self.run = basis, named_source, run
        self.scratch = Scratch() if dry_run else None
        self.known = Known()
        self.drafts: dict[int, Draft] = {}  # of the batch at hand, by the key of their entry
        self.unseen = 0
        self.cleaner = self.make_cleaner()
        self.maker = Maker(self.known, basis, named_source)
        self.known.remember(resumed)

    def make_cleaner(self):
        return RowCleaner()

    def work(
        self, found: SourceList, *, keep: Callable[[list[Decided]], None] = lambda _decided: None, after: int = 0
    ) -> Iterator[list[Decided]]:
        """Decide over every row behind line `after`; `keep` is called in the transaction of each batch."""
        for rows in found.blocks(BATCH):
            rows = [row for row in rows if row.line > after]
            cleaned = [self._clean(row) for row in rows]
            with nullcontext() if self.scratch else transaction.atomic():
                yielded = self._batch(cleaned)
                _name_strangers(yielded, rows)
                keep(yielded)
            yield yielded

    def _batch(self, cleaned) -> list[Decided]:
        self.drafts = self._load([clean for clean in cleaned if isinstance(clean, CleanRow)])
        decided = [self._decide(clean) for clean in cleaned]
        touched = [draft for _line, draft in decided if draft is not None]
        touched = list({draft.entry.key: draft for draft in touched}.values())
        if self.scratch:
            self.scratch.keep(touched)
        else:
            write(touched)
            for draft in touched:
                draft.entry.pk = draft.company.pk
        for line, draft in decided:
            line.company = draft and draft.company.pk
        self._count_unseen(touched)
        return [line for line, _draft in decided]

    def _clean(self, row: SourceRow) -> CleanRow | RowReport:
        try:
            return self.cleaner.clean(row)
        except Refused as refusal:
            return RowReport(row.line, Outcome.REFUSED, [str(refusal)])

    def _load(self, cleaned: list[CleanRow]) -> dict[int, Draft]:
        entries = {entry.key: entry for clean in cleaned for entry in self.candidates(clean)}
        drafts = load(entries.values(), run=self.run, lock=self.scratch is None)
        if self.scratch:
            found = {key: self.scratch.overlay(entry, drafts.get(key)) for key, entry in entries.items()}
            drafts = {key: draft for key, draft in found.items() if draft}
        for draft in drafts.values():
            draft.run = self.run
        return drafts

    def _decide(self, clean: CleanRow | RowReport) -> tuple[Decided, Draft | None]:
        if isinstance(clean, RowReport):
            return Decided(clean), None
        try:
            draft, outcome = self.decide(clean)
        except Refused as refusal:
            return Decided(RowReport(clean.line, Outcome.REFUSED, [str(refusal)])), None
        if draft is None:
            return Decided(RowReport(clean.line, outcome, clean.reasons)), None
        company = draft.company
        self.known.index(
            draft.entry, company.corporate_number, company.name_key, company.town_id, company.block, company.address
        )
        to_place = outcome == Outcome.CREATED and company.hidden and company.lat is None
        report = RowReport(clean.line, outcome, clean.reasons, company.slug, to_place, bool(draft.left))
        repeated = draft.entry.line not in (None, clean.line)
        if outcome == Outcome.CREATED:
            after = stored(company, draft.words) | {"imported": dict(draft.said)}
            return Decided(report, before=None, after=after), draft
        return Decided(report, before=draft.before(), after=draft.after(), repeated=repeated), draft

    def candidates(self, clean: CleanRow) -> Iterator[Entry]:
        """All companies that the line can come to mean; they are loaded before the batch is decided over."""
        values = clean.values
        return self.known.candidates(
            values.get("corporate_number"), clean.once.get("slug", ""), name_key(values["name"]), clean.place
        )

    def decide(self, clean: CleanRow) -> tuple[Draft | None, Outcome]:
        """The company that the line speaks of, changed as the line says. Raises Refused."""
        draft, former = self._company(clean)
        draft.begin()
        if former:
            return self._merge_former(draft, clean)
        return draft, self._merge(draft, clean)

    def _company(self, clean: CleanRow) -> tuple[Draft, bool]:
        """The company that the row speaks of: by number, else by name and place, else by what it once was, else a new one.

        True beside it if it is now another than the row says: the row's company was merged into it.
        """
        number, name = clean.values.get("corporate_number"), clean.values["name"]
        if number and (entry := self.known.by_number.get(number)):
            draft = self.drafts[entry.key]
            if not _is_called(draft, name):
                raise Refused(_another_holds(number, draft))
            return draft, False
        if (entry := self.known.by_slug.get(clean.once.get("slug"))) and _is_called(self.drafts[entry.key], name):
            return self.drafts[entry.key], False
        if entry := self.known.at_place(name_key(name), clean.place, without_number=bool(number)):
            return self.drafts[entry.key], False
        if entry := self.known.formerly(number, name_key(name), clean.place):
            draft = self.drafts[entry.key]
            return draft, not (draft.said.get("name") and _is_called(draft, name))
        draft = self.maker.make(clean, run=self.run)
        self.drafts[draft.entry.key] = draft
        return draft, False

    def _merge_former(self, draft: Draft, clean: CleanRow) -> tuple[Draft, Outcome]:
        """A line about a row that staff have merged into this company: it fills blanks, and no more."""
        for name in ("corporate_number", "name"):
            clean.values.pop(name, None)
        clean.place = None
        draft.merge(clean, first=False)
        clean.reasons.append(_("いまは「%(name)s」に統合されている企業です。") % {"name": draft.company.name})
        if draft.doubted:
            clean.reasons.append(_not_believed(draft.doubted))
        return draft, Outcome.UPDATED if draft.line_changed_company else Outcome.UNCHANGED

    def _merge(self, draft: Draft, clean: CleanRow) -> Outcome:
        entry = draft.entry
        earlier, fresh = entry.line, draft.is_new and entry.line is None
        was_unplaced = not fresh and draft.company.lat is None
        if clean.place and draft.pinned_elsewhere(clean.place) and clean.written != draft.company.address:
            clean.reasons.append(_("所在地: 地図の位置が手で直してあるため、変えていません。"))
        if not fresh:
            draft.strengthen(self.maker.basis_of(clean), self.maker.source_of(clean))
        if bare_name(clean.values["name"]) != bare_name(draft.company.name) and not fresh:
            self._keep_name(draft, clean)
        draft.merge(clean, first=earlier is None)
        entry.line = earlier or clean.line
        if earlier:
            clean.reasons.append(_same_company(earlier, draft.doubted))
        if draft.left:
            clean.reasons.append(proposed(draft.left))
        if was_unplaced and draft.company.lat is not None and draft.company.hidden:
            clean.reasons.append(_("場所がわかりました。見せるには「非表示」を外してください。"))
        if fresh:
            return Outcome.CREATED
        return Outcome.UPDATED if draft.line_changed_company else Outcome.UNCHANGED

    def _keep_name(self, draft: Draft, clean: CleanRow) -> None:
        """The line still calls a company by the name that people or the register have replaced since."""
        clean.values.pop("name")
        clean.reasons.append(_("いまの名前は「%(name)s」です。名前は変えていません。") % {"name": draft.company.name})

    def _count_unseen(self, drafts):
        for draft in drafts:
            unseen = draft.entry.line is not None and not draft.company.may_be_shown
            self.unseen += unseen - draft.entry.unseen
            draft.entry.unseen = unseen


def _name_strangers(decided: list[Decided], rows: list[SourceRow]) -> None:
    """Note whom those lines name that come to no stored company: nothing else could say it."""
    for line, row in zip(decided, rows, strict=True):
        if line.company is None:
            line.name = " ".join(row.text("name").split())[:120]
            line.address = " ".join(written_address(row).split())[:200]


def _is_called(draft: Draft, name: str) -> bool:
    """Whether this is, or by an earlier list was, the company's name, whatever its legal form and spelling."""
    names = [draft.company.name, draft.said.get("name") or "", *draft.said.get("former_names", ())]
    return bare_name(name) in {bare_name(known) for known in names if known}


def _another_holds(number, draft):
    line = draft.entry.line
    where = _("%(line)s行目の") % {"line": line} if line else _("登録済みの")
    return _("法人番号: %(number)s は%(where)s別の企業「%(name)s」の番号です。") % {
        "number": number,
        "where": where,
        "name": draft.company.name,
    }


def _same_company(line, doubted):
    return _("%(line)s行目と同じ企業です。") % {"line": line} + (_not_believed(doubted) if doubted else "")


def _not_believed(fields):
    return _("違う値は入れていません（%(labels)s）。") % {"labels": labels(fields)}


def proposed(fields: list[str]) -> str:
    """The reason of a line whose values became proposals."""
    return _("%(labels)sは手で直してあるため、提案にしました。") % {"labels": labels(fields)}


def labels(fields: list[str]) -> str:
    """The fields of a company by the names that people read."""
    return "、".join(dict.fromkeys(str(Company._meta.get_field(name).verbose_name) for name in fields))
