import django.core.validators
from django.db import migrations, models

import core.fields
from directory.changes import install


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0008_telling"),
        ("tours", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="tour",
            name="stairs",
            field=models.CharField(
                blank=True,
                choices=[("none", "ない"), ("some", "少しある"), ("many", "たくさんある")],
                max_length=10,
                verbose_name="階段",
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tour",
            name="noise",
            field=models.CharField(
                blank=True,
                choices=[("quiet", "ふつうに話せる"), ("loud", "大きな音がする"), ("protection", "耳を守るものを貸す")],
                max_length=10,
                verbose_name="音",
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tour",
            name="standing",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="全部あわせて、いすに座れない時間。ずっと座れるなら 0。",
                null=True,
                verbose_name="立っている時間（分）",
            ),
        ),
        migrations.AddField(
            model_name="tour",
            name="toilet",
            field=models.CharField(
                blank=True,
                choices=[("yes", "使える"), ("accessible", "車いすでも使える")],
                max_length=10,
                verbose_name="トイレ",
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tour",
            name="stroller",
            field=models.BooleanField(
                blank=True, choices=[(True, "入れる"), (False, "入れない")], null=True, verbose_name="ベビーカー"
            ),
        ),
        migrations.AddField(
            model_name="tour",
            name="from_grade",
            field=models.CharField(
                blank=True,
                choices=[
                    ("e1", "小1"),
                    ("e2", "小2"),
                    ("e3", "小3"),
                    ("e4", "小4"),
                    ("e5", "小5"),
                    ("e6", "小6"),
                    ("j1", "中1"),
                    ("j2", "中2"),
                    ("j3", "中3"),
                    ("h1", "高1"),
                    ("h2", "高2"),
                    ("h3", "高3"),
                ],
                max_length=12,
                help_text="この学年より下の子には向かないとき、えらびます。空なら、学年では分けません。",
                verbose_name="何年生から",
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tour",
            name="takeaway",
            field=models.CharField(
                blank=True,
                max_length=200,
                help_text="例：自分で曲げた真ちゅうのしおり",
                verbose_name="作って持ち帰るもの",
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tour",
            name="fee",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="無料なら 0 と書きます。空のままだと、料金のことは何も出ません。",
                null=True,
                validators=[django.core.validators.MaxValueValidator(100000)],
                verbose_name="1人の料金（円）",
            ),
        ),
        migrations.AddField(
            model_name="tour",
            name="fee_covers",
            field=models.CharField(
                blank=True,
                max_length=200,
                help_text="例：材料代、保険",
                verbose_name="料金にふくまれるもの",
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tour",
            name="insurance",
            field=models.CharField(
                blank=True,
                max_length=200,
                help_text="例：見学中のけがの保険に、会社が入ります。",
                verbose_name="保険",
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tour",
            name="rain",
            field=models.CharField(
                blank=True,
                max_length=200,
                help_text="例：建物の中なので、雨でも行います。",
                verbose_name="雨の日",
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tour",
            name="hazard",
            field=models.CharField(
                blank=True,
                choices=[
                    ("none", "ふだんの生活と同じくらい"),
                    ("some", "気をつけるところがある"),
                    ("high", "あぶない作業のそばに行く"),
                ],
                max_length=10,
                help_text="18歳未満の人が来るときに、保護者の同意をどうもらうかを決めるもとになります。",
                verbose_name="あぶないこと",
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tour",
            name="hazard_note",
            field=models.CharField(
                blank=True,
                max_length=200,
                help_text="保護者が読む一文。例：火花が飛ぶ場所から2メートル離れて見ます。めがねを貸します。",
                verbose_name="どんなことに気をつけるか",
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tour",
            name="photos",
            field=models.CharField(
                blank=True,
                choices=[("free", "自由にとれる"), ("places", "決まった場所だけ"), ("none", "とれない")],
                max_length=10,
                verbose_name="写真",
                default="",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="tour",
            name="manners",
            field=core.fields.SetField(
                blank=True,
                default=list,
                help_text="申し込む前に読んでもらい、「守ります」に印をつけてもらいます。当日の予約票にも出ます。",
                verbose_name="守ってもらうこと",
            ),
        ),
        migrations.AddField(
            model_name="tour",
            name="promises",
            field=core.fields.SetField(
                blank=True,
                default=list,
                help_text="はじめての人が安心できる一文として、ページに出ます。",
                verbose_name="来る人への約束",
            ),
        ),
        migrations.AddConstraint(
            model_name="tour",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing", None), ("standing__lte", models.F("minutes")), _connector="OR"),
                name="tour_stands_within_its_minutes",
                violation_error_message="立っている時間は、所要時間より長くできません。",
            ),
        ),
        migrations.AddConstraint(
            model_name="tour",
            constraint=models.CheckConstraint(
                condition=models.Q(("fee", None), ("fee__lte", 100000), _connector="OR"),
                name="tour_fee_can_be_paid",
                violation_error_message="料金は10万円までです。",
            ),
        ),
        migrations.AddConstraint(
            model_name="tour",
            constraint=models.CheckConstraint(
                condition=models.Q(("fee__isnull", False), ("fee_covers", ""), _connector="OR"),
                name="tour_covers_what_it_charges",
                violation_error_message="「料金にふくまれるもの」を書くときは、料金も書いてください。無料なら 0 です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="tour",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hazard__in", ["", "none"]), models.Q(("hazard_note", ""), _negated=True), _connector="OR"
                ),
                name="tour_says_what_is_dangerous",
                violation_error_message="どんなことに気をつけるかを、一文で書いてください。",
            ),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
