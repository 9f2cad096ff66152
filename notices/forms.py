from django import forms

from notices.models import Notice


class ResendForm(forms.Form):
    """Which failed message to send again; anything else is refused, one that has left meanwhile, too."""

    notice = forms.ModelChoiceField(Notice.objects.failed())
