"""Every sentence of ours is in English, too, and an English page says so where it has Japanese words."""

import ast
import re
from pathlib import Path

import polib
import pytest
import wagtail
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation.template import templatize

from tests.factories import CompanyFactory, EventFactory, FieldFactory, SlotFactory, TourFactory
from tests.html import soup

ROOT = Path(settings.BASE_DIR)
CATALOGUES = sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po"))
CALL = re.compile(r"\b(?:n?p?gettext(?:_lazy)?|_)\((?=[u'\"])")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|<[^>]*>")
JAPANESE = re.compile("[぀-ヿ㐀-鿿]")
JAPANESE_SIGNS = re.compile("[、。（）：！？・｜〜]")


def _sentence(call):
    """The key of a gettext call in a catalogue: context or None, singular, plural or "". None without literal words."""
    name = getattr(call.func, "id", getattr(call.func, "attr", "")).removesuffix("_lazy")
    wanted = {"_": "s", "gettext": "s", "ngettext": "sp", "pgettext": "cs", "npgettext": "csp"}.get(name)
    if wanted is None:
        return None
    words = [getattr(word, "value", None) for word in call.args[: len(wanted)]]
    assert all(isinstance(word, str) for word in words), f"no tool can find these words: {ast.unparse(call)}"
    parts = dict(zip(wanted, words, strict=True))
    return parts.get("c"), parts["s"], parts.get("p", "")


def _in_python(path):
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return {sentence for call in calls if (sentence := _sentence(call))}


def _in_template(path):
    """From Django's own extraction, which leaves gettext calls between filler letters."""
    found, source = set(), templatize(path.read_text(), origin=str(path))
    for start in CALL.finditer(source):
        for end in re.finditer(r"\)", source[start.end() :]):
            try:
                call = ast.parse(source[start.start() : start.end() + end.end()], mode="eval").body
            except SyntaxError:
                continue
            found.add(_sentence(call))
            break
    return found


def _sentences_in_use():
    apps = [app for app in settings.INSTALLED_APPS if (ROOT / app).is_dir()] + ["config"]
    python = [path for app in apps for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    templates = [path for path in (ROOT / "templates").rglob("*.*") if path.suffix in (".html", ".txt")]
    return set().union(*map(_in_python, python), *map(_in_template, templates))


def _key(entry):
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def _translations(entry):
    return [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)] or [entry.msgstr]


def _english():
    return polib.pofile(str(ROOT / "locale/en/LC_MESSAGES/django.po"))


def test_every_sentence_has_its_english_and_no_english_is_left_over():
    used, translated = _sentences_in_use(), {_key(entry) for entry in _english()}
    assert (used - translated, translated - used) == (set(), set())


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_no_translation_is_missing_doubtful_or_obsolete(path):
    assert [entry.msgid for entry in polib.pofile(str(path)) if not entry.translated() or entry.obsolete] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_placeholders_and_markup_survive_translation(path):
    assert [
        (entry.msgid, words)
        for entry in polib.pofile(str(path))
        for words in _translations(entry)
        if sorted(PLACEHOLDER.findall(words)) != sorted(PLACEHOLDER.findall(entry.msgid))
    ] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_the_written_one(path):
    """Machines that run this have no msgfmt, so the compiled file is kept in the repository."""
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    written = {_key(entry): _translations(entry) for entry in polib.pofile(str(path))}
    assert {_key(entry): _translations(entry) for entry in compiled} == written


def test_no_japanese_sign_stays_between_english_words():
    assert [words for entry in _english() for words in _translations(entry) if JAPANESE_SIGNS.search(words)] == []


def test_the_japanese_for_the_cms_stands_for_words_that_wagtail_still_has():
    packages = Path(wagtail.__file__).parent.glob("**/locale/en/LC_MESSAGES/django.po")
    theirs = {entry.msgid for path in packages for entry in polib.pofile(str(path))}
    ours = {entry.msgid for entry in polib.pofile(str(ROOT / "locale/ja/LC_MESSAGES/django.po"))}
    assert ours - theirs == set()


def _language(element):
    return next((parent["lang"] for parent in element.parents if parent.get("lang")), "")


def _unmarked(response):
    """The Japanese texts of a page that stand in no element with lang="ja"."""
    page = soup(response)
    for element in page(["script", "style"]):
        element.decompose()
    page.title.decompose()  # it takes a visitor's language from the page and no element inside
    texts = [text.strip() for text in page.find_all(string=JAPANESE) if _language(text) != "ja"]
    names = [element[name] for name in ("alt", "aria-label", "title") for element in page(attrs={name: JAPANESE})]
    return texts + names


@pytest.fixture
def japanese_only(db):
    """A company, its tour and an event, none of which has a word of English."""
    company = CompanyFactory(
        kana="カクウ",
        tagline="ねじで支える",
        story="ねじを作る。",
        machines="旋盤",
        source="名簿",
        fields=[FieldFactory(english_name="Space")],
    )
    tour = TourFactory(company=company, hook="火花を見る", description="歩く。", bring="動きやすい服")
    event = EventFactory(companies=[company], hook="話す", programme="13:00 受付", description="会う。", place="入口")
    SlotFactory(activity=tour)
    SlotFactory(activity=event)
    return {"company": company.slug, "tour": tour.slug, "event": event.slug}


@pytest.mark.parametrize(
    "address",
    [
        "/en/",
        "/en/companies/",
        "/en/companies/?area=kamata&q=ねじ&town=nosuch&sort=name",
        "/en/companies/{company}/",
        "/en/tours/",
        "/en/tours/{tour}/",
        "/en/tours/{tour}/book/",
        "/en/events/",
        "/en/events/{event}/",
        "/en/events/{event}/book/",
        "/en/events/?when=past",
        "/en/bookings/nosuch/",
        "/en/nosuch/",
        "/en/about/accessibility/",
        "/en/about/accessibility/results/",
        "/en/about/outside/",
    ],
)
def test_english_pages_mark_every_japanese_word(client, japanese_only, address):
    page = client.get(address.format(**japanese_only))
    assert (soup(page).html["lang"], _unmarked(page)) == ("en", [])


def test_the_pages_of_a_booking_are_english_for_who_booked_in_english(client, japanese_only):
    with translation.override("en"):
        address = reverse("tours:book", args=[japanese_only["tour"]])
    page = client.post(address, {"family_kana": "漢字", "phone": "1"})
    assert (page.status_code, _unmarked(page)) == (400, [])


def _switch(response):
    link = soup(response).find("a", hreflang=True, lang=True)
    return link and (link["href"], link["lang"], link.text)


def test_the_switch_keeps_page_and_query(client, japanese_only):
    question = "?q=a&field=x&page=2"
    assert _switch(client.get(f"/companies/{question}")) == (f"/en/companies/{question}", "en", "English")
    assert _switch(client.get(f"/en/companies/{question}")) == (f"/companies/{question}", "ja", "日本語")


def test_pages_in_one_language_offer_no_switch(client, staff):
    assert (_switch(client.get("/sign-in/")), _switch(staff.get("/desk/"))) == (None, None)


def test_api_and_desk_speak_japanese_whatever_the_browser_asks_for(client, staff):
    refusal = client.post("/api/v1/bookings/", "{", "application/json", headers={"accept-language": "en"})
    desk = staff.get("/desk/", headers={"accept-language": "en"})
    assert refusal.json() == {"errors": {"body": ["JSONとして読めません。"]}}
    assert soup(desk).html["lang"] == "ja"
