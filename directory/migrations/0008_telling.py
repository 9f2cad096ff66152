import django.core.validators
import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a company tells of itself: numbers, a day, voices."""

    dependencies = [("directory", "0007_named_lines"), ("pictures", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CompanyNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "value",
                    models.CharField(
                        help_text="大きく出す数字だけ。例：±0.5、1958、1,800（半角10文字まで）",
                        max_length=10,
                        verbose_name="数字",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        help_text="例：μm、人、年。μm（ミクロン）のときは、髪の毛とくらべた図も出ます。",
                        max_length=8,
                        verbose_name="単位",
                    ),
                ),
                (
                    "sentence",
                    models.CharField(
                        help_text="その数字が目に浮かぶ一文。例：髪の毛の160分の1。人が3人入ると、測り直す。",
                        max_length=60,
                        verbose_name="ひとこと",
                    ),
                ),
                ("sentence_en", models.CharField(blank=True, max_length=120, verbose_name="ひとこと（英語）")),
                (
                    "company",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="numbers", to="directory.company"
                    ),
                ),
            ],
            options={
                "verbose_name": "数字",
                "verbose_name_plural": "数字",
                "ordering": ["sort_order", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DayStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.TimeField(help_text="始まる時刻。例：8:00", verbose_name="時刻")),
                (
                    "what",
                    models.CharField(
                        help_text="短い動詞で。例：あたためる、削る、図面を読む",
                        max_length=30,
                        verbose_name="すること",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="その時間の工場が見える一文。例：機械を30分、空で回す。",
                        max_length=60,
                        verbose_name="ひとこと",
                    ),
                ),
                (
                    "is_visit",
                    models.BooleanField(
                        default=False,
                        help_text="見学の人が来る時間なら、印をつけてください。色がつきます。",
                        verbose_name="見学の時間",
                    ),
                ),
                (
                    "company",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="day", to="directory.company"
                    ),
                ),
            ],
            options={
                "verbose_name": "一日の流れ",
                "verbose_name_plural": "一日の流れ",
                "ordering": ["starts", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "quote",
                    models.CharField(
                        help_text="話したままの短いことば。縦書きで大きく出ます。例：シャーが、サーになる。",
                        max_length=40,
                        verbose_name="ことば",
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        help_text="本人が載せてよいと言った名前。下の名前だけでもかまいません。",
                        max_length=30,
                        verbose_name="だれ",
                    ),
                ),
                ("work", models.CharField(help_text="例：旋盤、検査、設計", max_length=30, verbose_name="仕事")),
                (
                    "joined",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="例：2020。ページには「7年目」のように出ます。",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1900),
                            django.core.validators.MaxValueValidator(2200),
                        ],
                        verbose_name="入社した年",
                    ),
                ),
                (
                    "company",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="voices", to="directory.company"
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="本人か、その手もとの写真。本人の了解をとったものだけ。",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pictures.picture",
                        verbose_name="写真",
                    ),
                ),
            ],
            options={
                "verbose_name": "働く人のことば",
                "verbose_name_plural": "働く人のことば",
                "ordering": ["sort_order", "pk"],
                "abstract": False,
            },
        ),
    ]
