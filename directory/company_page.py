"""What the page of one company shows. Nothing empty: a part without anything to say is not there."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.images.shortcuts import get_renditions_or_not_found

from core import structured_data
from directory.index import Index
from directory.lines import Certificate, certificates
from directory.map import shell
from directory.models import Company, CompanyPicture, FormerIdentity, shown_to_all
from directory.openings import opening
from directory.organization import organization
from pictures.models import Picture, Rendition

WIDE, SMALL = "width-960", "width-480"  # what stands for the company, and each further picture
# Half of the table's columns tell the page nothing; reading them took longer than finding the row.
_COLUMNS = (
    "corporate_number", "slug", "name", "kana", "english_name", "tagline", "story", "story_en", "postal_code", "address",
    "building", "lat", "lon", "match_level", "phone", "site", "founded", "employees", "capital", "industry", "products",
    "machines", "certificates", "recruiting", "scholarship", "facts", "opening_mode", "picture", "source", "basis",
    "confirmed_on",
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A picture in the size of its place, and what is written below it."""

    rendition: Rendition
    caption: str
    credit: str


def company_page(now: Index, position: int, request: HttpRequest, language: str) -> dict:
    """The context of the page of the company at a position of the index."""
    company = get_object_or_404(Company.objects.only(*_COLUMNS), pk=now.pks[position])
    main, further = pictures(company)
    image = settings.BASE_URL + main.rendition.url if main else ""
    return {
        "company": company,
        "can": _abilities(now, position, company, language),
        "about": _about(company),
        "opening": opening(company),
        "site": company.safe_site,
        "picture": main,
        "pictures": further,
        "walks": now.walks(position),
        "structured": structured_data.script(organization(company, settings.BASE_URL + request.path, image)),
        "map": shell(now, request.csp_nonce, clustered=False) if company.lat is not None else None,
    }


def _abilities(now, position, company, language):
    """What the company makes and how; words are pairs of the filter's value and a label."""
    return {
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


def pictures(company: Company) -> tuple[Shown | None, list[Shown]]:
    """The picture that stands for a company and the further ones.

    Most companies have none, which costs one small statement; otherwise there are three, however many pictures.
    """
    rows = list(CompanyPicture.objects.filter(company=company.pk).values_list("picture", "caption"))
    if not rows and company.picture_id is None:
        return None, []
    keys = {company.picture_id, *(key for key, _caption in rows)} - {None}
    found = Picture.objects.prefetch_renditions(WIDE, SMALL).in_bulk(keys)
    main = found.get(company.picture_id)
    further = [_shown(found.get(key), caption, SMALL) for key, caption in rows]
    return _shown(main, "", WIDE), [shown for shown in further if shown]


def _shown(picture, caption, size):
    """None for a picture that is not there, or whose file is not."""
    # Asked for one by one (as {% image %} does), each would be written into the cache at every request.
    rendition = picture and get_renditions_or_not_found(picture, [size])[size]
    return Shown(rendition, caption, picture.credit) if rendition and rendition.width else None


def moved_to(slug: str, query: str) -> str | None:
    """Where the company that once had this slug stands now, in the visitor's language; None if nobody may see it."""
    former = FormerIdentity.objects.filter(shown_to_all("company__"), slug=slug)
    now = former.values_list("company__slug", flat=True).first()
    address = now and reverse("directory:company", args=[now])
    return f"{address}?{query}" if address and query else address
