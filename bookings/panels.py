"""What every kind of activity is asked for in the CMS."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

WORDS = MultiFieldPanel(
    [FieldPanel(name) for name in ("title", "title_en", "slug", "hook", "description", "description_en", "easy")],
    heading=_("ことば"),
)
LIMITS = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("audience"), FieldPanel("acceptance")]),
        FieldRowPanel([FieldPanel("party_min"), FieldPanel("party_max")]),
        FieldRowPanel([FieldPanel("notice_hours"), FieldPanel("cancel_hours"), FieldPanel("horizon_days")]),
    ],
    heading=_("だれが、何人で、いつまでに"),
)
