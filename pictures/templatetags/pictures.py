"""`{% picture image sizes="(min-width: 48rem) 33vw, 100vw" shape="card" %}`: a photograph in the best file for the screen."""

from django import template

from pictures.showing import showing

register = template.Library()


@register.inclusion_tag("pictures/picture.html")
def picture(image, sizes="100vw", shape="card", eager=False, alt=None):
    """A `<picture>` of a Picture (or None: nothing), cropped to the shape around its focal point.

    `shape` is a key of pictures.shapes.SHAPES; `sizes` says how wide it stands on the page. `alt` is what the picture
    says in this place, else what it says of itself; "" for a decoration. `eager` for what stands on the first screen.
    """
    shown = showing(image, shape)
    text = alt if alt is not None or shown is None else shown.alt
    return {"shown": shown, "sizes": sizes, "eager": eager, "alt": text}
