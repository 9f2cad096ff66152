"""A company as schema.org data."""

from directory.models import Company


def organization(company: Company, url: str) -> dict:
    """A schema.org Organization; what is not known is left out. `url` is absolute."""
    address = {
        "@type": "PostalAddress",
        "streetAddress": company.address,
        "postalCode": company.postal_code,
        "addressCountry": "JP",
    }
    facts = {
        "alternateName": company.english_name,
        "description": company.tagline,
        "address": {key: value for key, value in address.items() if value} if company.address else None,
        "telephone": str(company.phone or ""),
        "foundingDate": str(company.founded or ""),
        "numberOfEmployees": company.employees,
        "sameAs": company.site if company.site.startswith(("https://", "http://")) else "",
    }
    known = {key: value for key, value in facts.items() if value}
    return {"@context": "https://schema.org", "@type": "Organization", "name": company.name, "url": url} | known
