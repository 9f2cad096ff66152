"""What the page of one company shows. Nothing empty: a part without anything to say is not there."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from core import structured_data
from directory import telling
from directory.index import Index
from directory.lines import Certificate, certificates
from directory.map import shell
from directory.models import Company, CompanyNumber, CompanyPicture, DayStep, FormerIdentity, Voice, shown_to_all
from directory.open_doors import nearest_open
from directory.openings import opening
from directory.organization import organization
from pictures.models import Picture
from pictures.showing import Showing, showing

SHAPES = ("hero", "card", "square", "whole")  # in which its pictures may be shown: pictures.shapes
# Half of the table's columns tell the page nothing; reading them took longer than finding the row.
_COLUMNS = (
    "corporate_number", "slug", "name", "kana", "english_name", "tagline", "story", "story_en", "postal_code", "address",
    "building", "lat", "lon", "match_level", "phone", "site", "founded", "employees", "capital", "industry", "products",
    "machines", "certificates", "recruiting", "scholarship", "facts", "opening_mode", "picture", "source", "basis",
    "confirmed_on",
)  # fmt: skip


# What most companies have nothing of is asked for within the statement that reads the company.
_LISTS = {"pictures": CompanyPicture, "numbers": CompanyNumber, "day": DayStep, "voices": Voice}
_HAS = {f"has_{name}": Exists(model.objects.filter(company=OuterRef("pk"))) for name, model in _LISTS.items()}


@dataclass(frozen=True)
class Shown:
    """A picture for `{% picture %}`, the same uncropped as a single file, and what is written below it."""

    picture: Picture
    rendition: Showing
    caption: str = ""

    @property
    def credit(self) -> str:
        return self.picture.credit


def company_page(now: Index, position: int, request: HttpRequest, language: str) -> dict:
    """The context of the page of the company at a position of the index."""
    company = get_object_or_404(Company.objects.only(*_COLUMNS).annotate(**_HAS), pk=now.pks[position])
    company.cover = now.cover(position)  # else its fields and processes would be read for it
    voices = list(company.voices.all()) if company.has_voices else []
    main, further, of_voices = _pictures(company, voices)
    image = settings.BASE_URL + main.rendition.url if main else ""
    lead, story = telling.lead_and_body(telling.without(company.localized_story, company.tagline))
    return {
        "company": company,
        "town": now.vocabulary.towns.get(now.entries[position].town_id),
        "cover": company.cover,
        "picture": main,
        "lead": lead,
        "story": story,
        "voices": telling.said(voices, of_voices, timezone.localdate()),
        "numbers": telling.numbers(company) if company.has_numbers else None,
        "day": telling.day(company) if company.has_day else None,
        "can": _abilities(now, position, company, language),
        "about": _about(company),
        "opening": opening(company),
        "nearest": lambda: nearest_open(now, position),  # asked for by pages without a visit of their own
        "site": company.safe_site,
        "pictures": further,
        "walks": now.walks(position),
        "structured": structured_data.script(organization(company, settings.BASE_URL + request.path, image)),
        "map": shell(now, request.csp_nonce, clustered=False) if company.lat is not None else None,
    }


def _abilities(now, position, company, language):
    """What the company makes and how; words are pairs of the filter's value and a label, `signed` of a sign and a label."""
    return {
        "signed": [(word.sign, word.label(language)) for word in now.words_of("field", position)[:2]],
        "fields": [(word.value, word.label(language)) for word in now.words_of("field", position)],
        "processes": [(word.value, word.label(language)) for word in now.words_of("process", position)],
        "products": company.products.strip(),
        "machines": company.machines.strip(),
        "certificates": dated_certificates(company.certificates),
        "facts": _chosen(Company.Fact, company.facts),
    }


def _about(company):
    """The company in numbers, and for whom it has work."""
    return {
        "industry": company.industry,
        "founded": company.founded,
        "employees": company.employees,
        "capital": company.capital,
        "recruiting": _chosen(Company.Recruiting, company.recruiting),
        "scholarship": company.scholarship,
    }


def _chosen(choices, values):
    return [(value, label) for value, label in choices.choices if value in values]


def dated_certificates(text: str) -> list[Certificate]:
    """The certificates of a text with their dates; a line that is none of them stands as it was written."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [found for line in lines for found in certificates(line) or [Certificate("", line, None)]]


def _pictures(company, voices) -> tuple[Shown | None, list[Shown], dict[int, Picture]]:
    """The picture that stands for a company, the further ones, and those of its voices by key.

    One statement for the further ones if there are any, and two for all pictures together, however many.
    """
    rows = list(company.pictures.values_list("picture", "caption")) if company.has_pictures else []
    of_voices = {voice.picture_id for voice in voices}
    keys = {company.picture_id, *(key for key, _caption in rows), *of_voices} - {None}
    if not keys:
        return None, [], {}
    found = {key: _shown(picture) for key, picture in Picture.objects.with_renditions(*SHAPES).in_bulk(keys).items()}
    shown = {key: picture for key, picture in found.items() if picture}
    further = [replace(shown[key], caption=caption) for key, caption in rows if key in shown]
    return shown.get(company.picture_id), further, {key: shown[key].picture for key in of_voices & shown.keys()}


def _shown(picture):
    """None for a picture whose file is not there."""
    whole = showing(picture, "whole")
    return Shown(picture, whole) if whole else None


def moved_to(slug: str, query: str) -> str | None:
    """Where the company that once had this slug stands now, in the visitor's language; None if nobody may see it."""
    former = FormerIdentity.objects.filter(shown_to_all("company__"), slug=slug)
    now = former.values_list("company__slug", flat=True).first()
    address = now and reverse("directory:company", args=[now])
    return f"{address}?{query}" if address and query else address
