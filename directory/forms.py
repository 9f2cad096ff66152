"""The editors' form of a company."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from core.japanese import name_key, sort_key
from directory.merging import remember
from directory.models import Company, FormerIdentity
from directory.services import change_facts

TAKEN = {"cards", "suggest"}  # addresses of this app below /companies/


class CompanyForm(WagtailAdminModelForm):
    """Keeps the keys in step with the name, and writes at once what does not wait for a draft to be published."""

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug in TAKEN:
            raise ValidationError(_("この名前はサイトが使っています。"))
        if FormerIdentity.objects.filter(slug=slug).exclude(company=self.instance.pk).exists():
            raise ValidationError(
                _("この名前は、前に別の企業が使っていました。古い住所から来る人のために空けておきます。")
            )
        return slug

    def clean(self):
        cleaned = super().clean()
        name = cleaned.get("name", "")
        self.instance.name_key, self.instance.sort_key = name_key(name), sort_key(name, cleaned.get("kana", ""))
        cleaned["corporate_number"] = cleaned.get("corporate_number") or None  # unique: several have none
        return cleaned

    def _get_validation_exclusions(self):
        # The key is no field of the form, yet the identity it is part of must be checked here, not by the database.
        return super()._get_validation_exclusions() - {"name_key"}

    def save(self, commit=True):
        if self.instance.pk:
            before = Company.objects.get(pk=self.instance.pk)
            if before.slug != self.cleaned_data["slug"]:
                remember(before, before)
            change_facts(before, **{name: self.cleaned_data[name] for name in Company.LIVE_AT_ONCE})
        return super().save(commit)
