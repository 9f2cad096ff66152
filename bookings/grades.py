"""School years and the other answers to "who is coming": asked instead of a birth date."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grade(models.TextChoices):
    PRESCHOOL = "preschool", _("未就学")
    E1 = "e1", _("小1")
    E2 = "e2", _("小2")
    E3 = "e3", _("小3")
    E4 = "e4", _("小4")
    E5 = "e5", _("小5")
    E6 = "e6", _("小6")
    J1 = "j1", _("中1")
    J2 = "j2", _("中2")
    J3 = "j3", _("中3")
    H1 = "h1", _("高1")
    H2 = "h2", _("高2")
    H3 = "h3", _("高3")
    KOSEN = "kosen", _("高専")
    VOCATIONAL = "vocational", _("専門学校")
    UNIVERSITY = "university", _("大学・短大")
    GRADUATE = "graduate", _("大学院")
    ADULT = "adult", _("社会人・そのほか")
    PARENT = "parent", _("保護者")
    TEACHER = "teacher", _("教員")
