"""A company as schema.org data."""

from django.conf import settings

from directory.models import Company


def organization(company: Company, url: str, image: str = "") -> dict:
    """A schema.org Organization; what is not known is left out. `url` and `image` are absolute."""
    facts = {
        "alternateName": company.english_name,
        "description": company.tagline,
        "image": image,
        "address": _address(company),
        "location": _location(company),
        "telephone": company.phone.as_international if company.phone else "",
        "foundingDate": str(company.founded or ""),
        "numberOfEmployees": _typed("QuantitativeValue", value=company.employees),
        "identifier": _typed("PropertyValue", propertyID="法人番号", value=company.corporate_number),
        "sameAs": company.safe_site,
    }
    known = {key: value for key, value in facts.items() if value}
    return {"@context": "https://schema.org", "@type": "Organization", "name": company.name, "url": url} | known


def _typed(kind, *, value, **further):
    return {"@type": kind, **further, "value": value} if value else None


def _address(company):
    """The address in its parts, None if it is unknown."""
    prefecture, city = settings.WARD["prefecture"], settings.WARD["city"]
    if not company.address:
        return None
    street = company.address.removeprefix(prefecture).removeprefix(city)
    parts = {
        "postalCode": company.postal_code,
        "addressRegion": prefecture,
        "addressLocality": city,
        "streetAddress": f"{street} {company.building}".strip(),
    }
    known = {key: value for key, value in parts.items() if value}
    return {"@type": "PostalAddress", "addressCountry": "JP"} | known


def _location(company):
    """The point, where it is the company's own and not the middle of its town."""
    if company.lat is None or not company.is_exact:
        return None
    return {
        "@type": "Place",
        "geo": {"@type": "GeoCoordinates", "latitude": company.lat, "longitude": company.lon},
    }
