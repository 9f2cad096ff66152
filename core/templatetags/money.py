"""Sums of money as they are read on a page."""

from django import template
from django.utils.translation import get_language

register = template.Library()

TEN_THOUSAND, HUNDRED_MILLION = 10_000, 100_000_000


@register.filter
def yen(amount):
    """10000000 as 「1,000万円」, 150000000 as 「1億5,000万円」, 1234567 as 「1,234,567円」; in English "¥10,000,000"."""
    if get_language() == "en":
        return f"¥{amount:,}"
    large, rest = divmod(amount, HUNDRED_MILLION)
    if not amount or rest % TEN_THOUSAND:
        return f"{amount:,}円"
    parts = [f"{large:,}億"] * bool(large) + [f"{rest // TEN_THOUSAND:,}万"] * bool(rest)
    return "".join(parts) + "円"
