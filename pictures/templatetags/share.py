"""`{% share_meta company %}` in the head of a page: what a link to it looks like elsewhere."""

from django import template

from pictures.sharing.meta import meta

register = template.Library()


@register.inclusion_tag("components/share_meta.html", takes_context=True)
def share_meta(context, thing=None, title="", description=""):
    """For a thing of a registered kind (company, tour, event), or for any other page, by its title."""
    request = context.get("request")
    return meta(request.path if request else "/", thing, title, description)
