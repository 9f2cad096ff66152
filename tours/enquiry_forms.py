"""What somebody types who asks for a visit, and what the company or the desk answers."""

from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bookings.forms import KEY, MannersField
from bookings.grades import Grade
from bookings.guardian_rule import young
from bookings.manners import ANSWER, manners_of
from core.forms import CountField, LineField, MailField, NameField, TelephoneField
from core.japanese import strip_controls
from core.tokens import new_token
from core.widgets import HiddenLine, LineInput, TickBox
from tours.enquiries import MOST_PEOPLE
from tours.forms import ClockField, DayField
from tours.models import Enquiry, Tour
from tours.timetable import in_zone

ROWS = 3  # of school years, each with a number
FURTHEST = timedelta(days=400)
YEARS = [choice for choice in Grade.choices if choice[0] not in (Grade.ADULT, Grade.PARENT, Grade.TEACHER)]
KIND_OF = {Tour.Audience.SCHOOLS: Enquiry.Kind.SCHOOL, Tour.Audience.OFFICIALS: Enquiry.Kind.INSPECTION}
OWN_DAYS = ("first_day", "second_day", "third_day")


class WordsField(forms.CharField):
    """Some lines of text, at most 1000 characters."""

    def __init__(self, rows=4, **kwargs):
        super().__init__(max_length=1000, widget=forms.Textarea({"rows": rows}), **kwargs)

    def to_python(self, value):
        return "\n".join(strip_controls(line) for line in super().to_python(value).splitlines())


class ComingDayField(DayField):
    """A day from tomorrow on, within the time for which anybody plans."""

    def clean(self, value):
        day, today = super().clean(value), timezone.localdate()
        if day and day <= today:
            raise ValidationError(_("あすより後の日付にしてください。"), code="past")
        if day and day > today + FURTHEST:
            raise ValidationError(_("1年先までの日付にしてください。"), code="far")
        return day


class EnquiryForm(forms.Form):
    """Who asks, for how many people, when. No names of those who come. `enquiry` is set once it is valid: not saved."""

    kind = forms.ChoiceField(
        label=_("どんな見学ですか"),
        choices=Enquiry.Kind.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("どれか一つをえらんでください。")),
    )
    organisation = LineField(
        label=_("学校・団体・会社の名前"),
        required=False,
        max_length=80,
        help_text=_("学校の団体と視察では、かならず書いてください。"),
        widget=LineInput(autocomplete="organization"),
    )
    name = NameField(label=_("担当者の名前"), widget=LineInput(autocomplete="name"))
    email = MailField(label=_("メールアドレス"), help_text=_("確認のメールを送ります。訪問先には見せません。"))
    phone = TelephoneField(
        label=_("電話番号"), required=False, help_text=_("急いで相談したいとき、訪問先か区がかけます。")
    )
    teachers = CountField(label=_("引率の先生（人）"), min_value=0, max_value=MOST_PEOPLE, required=False)
    adults = CountField(label=_("ほかの大人（人）"), min_value=0, max_value=MOST_PEOPLE, required=False)
    first_day = ComingDayField(label=_("第1希望の日"), required=False)
    second_day = ComingDayField(label=_("第2希望の日"), required=False)
    third_day = ComingDayField(label=_("第3希望の日"), required=False)
    wish = LineField(
        label=_("日や時間の希望"), required=False, max_length=200, help_text=_("例：2月の平日、午前中に1時間くらい")
    )
    message = WordsField(
        label=_("見たいこと、聞きたいこと"), required=False, help_text=_("参加する人の名前は書かないでください。")
    )
    consent = forms.BooleanField(
        label=_("個人情報の使いみち"),
        widget=TickBox,
        error_messages={"required": _("「読みました」に印をつけてください。")},
    )
    website = forms.CharField(
        label=_("ここは空のままにしてください"), required=False, widget=LineInput(autocomplete="off", tabindex="-1")
    )
    key = forms.CharField(required=False, widget=HiddenLine)

    def __init__(self, tour, data=None):
        kind = KIND_OF.get(tour.audience, Enquiry.Kind.GENERAL)
        super().__init__(data, initial={"kind": kind, "key": new_token()})
        self.tour = tour
        for row in range(1, ROWS + 1):
            self.fields[f"grade_{row}"] = forms.ChoiceField(
                label=_("学年（%(row)d）") % {"row": row}, choices=[("", _("えらぶ")), *YEARS], required=False
            )
            self.fields[f"count_{row}"] = CountField(
                label=_("人数（%(row)d）") % {"row": row}, min_value=1, max_value=MOST_PEOPLE, required=False
            )
        self.asked = manners_of(tour, tour)
        if self.asked.version:
            self.fields[ANSWER] = MannersField(self.asked.version)
        people = [f"{name}_{row}" for row in range(1, ROWS + 1) for name in ("grade", "count")]
        self.order_fields(["kind", *people, "teachers", "adults", *OWN_DAYS, "wish", "message", "organisation"])

    @property
    def rows(self):
        return [(self[f"grade_{row}"], self[f"count_{row}"]) for row in range(1, ROWS + 1)]

    def clean_website(self):
        """People never see this field; programs that fill in every field do."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("このらんを空にして、もう一度送ってください。"), code="filled")
        return ""

    def clean_key(self):
        if not KEY.fullmatch(self.cleaned_data["key"]):
            self.data = self.data.copy()
            self.data["key"] = new_token()
            raise ValidationError(_("ページの期限が切れました。もう一度送ってください。"), code="invalid")
        return self.cleaned_data["key"]

    def clean(self):
        data = super().clean()
        for row in range(1, ROWS + 1):
            self._need(f"grade_{row}", data.get(f"count_{row}"), _("学年をえらんでください。"))
            self._need(f"count_{row}", data.get(f"grade_{row}"), _("人数を書いてください。"))
        group = data.get("kind") in (Enquiry.Kind.SCHOOL, Enquiry.Kind.INSPECTION)
        self._need("organisation", group, _("学校や団体の名前を書いてください。"))
        self._need("teachers", data.get("kind") == Enquiry.Kind.SCHOOL, _("引率の先生の人数を書いてください。"))
        if not any(data.get(name) for name in (*OWN_DAYS, "wish")) and not any(
            name in self.errors for name in OWN_DAYS
        ):
            self.add_error("first_day", _("希望の日を1つか、下のらんに希望を書いてください。"))
        if not self.errors:
            self._check_people(data)
        return data

    def _need(self, name, needed, sentence):
        if needed and not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, sentence)

    def _check_people(self, data):
        people = sum(count for _grade, count in self.groups)
        pupils = people - (data["teachers"] or 0) - (data["adults"] or 0)
        if not people or (data["kind"] == Enquiry.Kind.SCHOOL and not pupils):
            self.add_error("grade_1", _("学年と人数を書いてください。"))
        elif people > MOST_PEOPLE:
            sentence = _("全員で%(most)d人までにしてください。それより多いときは、何回かに分けてください。")
            self.add_error("count_1", sentence % {"most": MOST_PEOPLE})
        elif young(grade for grade, _count in self.groups):
            self.add_error(
                "adults", _("子どもや高校生だけでは相談できません。いっしょに来る大人の人数を書いてください。")
            )

    @property
    def groups(self) -> list[tuple[str, int]]:
        """Pairs of a school year and how many, without empty ones."""
        data = self.cleaned_data
        pairs = [(data[f"grade_{row}"], data[f"count_{row}"]) for row in range(1, ROWS + 1)]
        pairs += [(Grade.TEACHER.value, data["teachers"]), (Grade.ADULT.value, data["adults"])]
        return [(grade, count) for grade, count in pairs if grade and count]

    @cached_property
    def enquiry(self) -> Enquiry:
        data = self.cleaned_data
        days = dict(zip(OWN_DAYS, dict.fromkeys(data[name] for name in OWN_DAYS if data[name]), strict=False))
        return Enquiry(
            tour=self.tour,
            **{name: data[name] for name in ("kind", "organisation", "name", "email", "wish", "message", "key")},
            **days,
            phone=data["phone"] or "",
            groups=self.groups,
            people=sum(count for _grade, count in self.groups),
            manners=data.get(ANSWER, ""),
            language=get_language(),
        )


class DateForm(forms.Form):
    """A date and time for a visit; without an end it is as long as the tour's visits are. `moments` once it is valid."""

    day = ComingDayField(label=_("日付"))
    starts = ClockField(label=_("開始"))
    ends = ClockField(label=_("終了"), required=False, help_text=_("空なら、この見学の所要時間で決まります。"))

    def __init__(self, tour, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.tour = tour

    def clean(self):
        data = super().clean()
        if self.errors or not data.get("day"):
            return data
        starts_at = in_zone(data["day"], data["starts"])
        ends_at = (
            in_zone(data["day"], data["ends"]) if data["ends"] else starts_at + timedelta(minutes=self.tour.minutes)
        )
        if ends_at <= starts_at:
            self.add_error("ends", _("終了は開始より後にしてください。"))
        self.moments = starts_at, ends_at
        return data

    moments: tuple[datetime | None, datetime | None] = (None, None)


class AnswerForm(DateForm):
    """Words for the asker, perhaps with a date that they can take by one button."""

    text = WordsField(label=_("返事のことば"), help_text=_("1000文字まで。相手のページとメールに、そのまま出ます。"))
    day = ComingDayField(label=_("日付の案（なければ空のまま）"), required=False)
    starts = ClockField(label=_("開始"), required=False)

    field_order = ["text", "day", "starts", "ends"]

    def clean(self):
        given = self.cleaned_data.get("day"), self.cleaned_data.get("starts")
        if any(given) and not all(given) and not {"day", "starts"} & set(self.errors):
            self.add_error("starts" if given[0] else "day", _("日付と開始の時刻を、両方書いてください。"))
        return super().clean()


class DeclineForm(forms.Form):
    text = WordsField(
        label=_("ことわるときのことば"), rows=3, help_text=_("理由を短く書いてください。相手にそのままとどきます。")
    )


class SayForm(forms.Form):
    text = WordsField(label=_("返事を書く"), help_text=_("1000文字まで。参加する人の名前は書かないでください。"))
