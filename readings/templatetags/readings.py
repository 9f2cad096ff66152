"""Furigana on pages: `{% load readings %}`, `{% readings_of tour.title tour.hook %}` once, `{% ruby tour.title %}` for each."""

from django import template

from readings import markup, registry, switch
from readings.pairs import sentences
from readings.services import pairs_of

register = template.Library()
_FETCHED = "_readings"  # on the request: what this page has asked the store for, by sentence


@register.simple_tag(takes_context=True)
def readings_of(context, *texts):
    """Fetch the readings of all `texts` of a page in one query; without a query while the switch is off."""
    request = _request(context)
    if request is not None and switch.is_on(request):
        _fetched(request, texts)
    return ""


@register.simple_tag(takes_context=True)
def ruby(context, text, phrases=False, always=False):
    """`text` escaped, with furigana if the visitor wants them (or `always`), parted into `phrases` if asked for.

    Fits `{% ruby text as shown %}{{ shown|linebreaks }}`. A text that `readings_of` did not name costs a query.
    """
    request, text = _request(context), str(text or "")
    if request is None or not (always or switch.is_on(request)):
        return markup.plain(text, phrases=phrases)
    return markup.ruby(text, _fetched(request, [text]), phrases=phrases)


@register.simple_tag(takes_context=True)
def ruby_switch(context):
    """What the switch says of this page: {"on": bool, "here": its address}; None on pages without furigana."""
    request = _request(context)
    page = getattr(request, "resolver_match", None)  # an address that leads nowhere has none
    if page is None or not registry.has_furigana(page.view_name) or not switch.is_offered():
        return None
    return {"on": switch.is_on(request), "here": request.get_full_path()}


@register.filter
def furigana(reading):
    """A stored sentence with its furigana, whatever the switch says: for the desk."""
    return markup.ruby(reading.text, {reading.text: reading.pairs})


def _request(context):
    return getattr(context, "request", None)


def _fetched(request, texts):
    """{sentence: pairs or None} of `texts` and of all that this page asked for before."""
    fetched = getattr(request, _FETCHED, {})
    if missing := {sentence for text in texts for sentence in sentences(str(text or ""))} - fetched.keys():
        fetched |= dict.fromkeys(missing) | pairs_of(missing)
        setattr(request, _FETCHED, fetched)
    return fetched
