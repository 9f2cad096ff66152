"""Values of a company as JSON: what an import compares, remembers, proposes, reports and restores."""

from datetime import date

from phonenumber_field.phonenumber import PhoneNumber

from directory.models import Company

WORDS = ("fields", "processes")
# A place is taken or left as a whole: in the memory of imports and in proposals it stands under "address".
PLACE = ("address", "town", "block")
POINT = ("lat", "lon", "match_level")
# Everything that an import may write of a company, beside its words.
STORED = (
    "corporate_number", "name", "name_key", "kana", "sort_key", "english_name", "tagline", "story", "story_en", "postal_code",
    *PLACE, "building", *POINT, "phone", "site", "founded", "employees", "capital", "industry", "products", "machines",
    "certificates", "recruiting", "scholarship", "facts", "opening_mode", "basis", "source", "hidden", "closed_on",
    "confirmed_on",
)  # fmt: skip
BLANK = ("", None, [], False)


def as_json(value):
    """One value in the form that JSON keeps: numbers of telephones as E.164, dates in ISO form, sets of keys as lists."""
    if isinstance(value, PhoneNumber):
        return value.as_e164 if value else ""
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, set) else value


def value_of(company: Company, name: str):
    """A stored value as JSON; a town by its key."""
    return as_json(company.town_id if name == "town" else getattr(company, name))


def put(company: Company, name: str, value) -> None:
    """Set a value that is JSON or Python's own; writes nothing."""
    if name == "town":
        company.town_id = value
    else:
        setattr(company, name, Company._meta.get_field(name).to_python(value))


def stored(company: Company, words: dict[str, set[int]]) -> dict:
    """The whole company as an import writes it."""
    return {name: value_of(company, name) for name in STORED} | {name: as_json(words[name]) for name in WORDS}
