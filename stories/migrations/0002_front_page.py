"""The front page in Japanese with its English alias in place of Wagtail's welcome, and the two groups of the CMS."""

import uuid

from django.db import migrations
from django.utils import timezone

HEADLINE = "町工場の扉を、あけよう。"
LEAD = "ロケットの部品も、手術の道具も。つくる人に、会いに行こう。"
# Wagtail makes these with rights on pages and pictures; accounts.roles knows them by our names.
GROUPS = {"Moderators": "区の職員", "Editors": "編集者"}
ALL = ("view", "add", "change", "delete")
DRAFTED = (("directory", "company"), ("tours", "tour"), ("events", "event"))
LISTS = (("directory", "field"), ("directory", "process"), ("tours", "closure"))
DATES = (("bookings", "slot"),)  # called off, never deleted: people have booked them
RIGHTS = (
    ("区の職員", DRAFTED, (*ALL, "publish")),
    ("区の職員", LISTS, ALL),
    ("区の職員", DATES, ("view", "add", "change")),
    ("編集者", DRAFTED, ("view", "change")),
    ("編集者", LISTS + DATES, ("view",)),
)


def put_front_page(apps, schema_editor):
    page, site, locale = (apps.get_model("wagtailcore", name) for name in ("Page", "Site", "Locale"))
    front = apps.get_model("stories", "FrontPage")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="stories", model="frontpage"
    )
    root = page.objects.get(depth=1)
    page.objects.filter(depth=2, slug="home", content_type__app_label="wagtailcore").delete()
    japanese, _ = locale.objects.get_or_create(language_code="ja")
    english, _ = locale.objects.get_or_create(language_code="en")
    shared = {
        "title": "トップページ",
        "draft_title": "トップページ",
        "headline": HEADLINE,
        "lead": LEAD,
        "content_type": content_type,
        "depth": 2,
        "numchild": 0,
        "translation_key": uuid.uuid4(),
        "live": True,
        "first_published_at": timezone.now(),
        "last_published_at": timezone.now(),
    }
    original = front.objects.create(slug="home", path=root.path + "0001", url_path="/home/", locale=japanese, **shared)
    front.objects.create(
        slug="home-en", path=root.path + "0002", url_path="/home-en/", locale=english, alias_of_id=original.pk, **shared
    )
    root.numchild = 2
    root.save(update_fields=["numchild"])
    site.objects.create(hostname="localhost", port=80, root_page_id=original.pk, is_default_site=True, site_name="")


def name_groups(apps, schema_editor):
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    content_type = apps.get_model("contenttypes", "ContentType")
    for old, new in GROUPS.items():
        group.objects.filter(name=old).update(name=new)
    # Permissions are otherwise made after all migrations have run; by name they may be made before.
    for name, models, actions in RIGHTS:
        for app_label, model in models:
            kind, _ = content_type.objects.get_or_create(app_label=app_label, model=model)
            for action in actions:
                right, _ = permission.objects.get_or_create(
                    content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
                )
                group.objects.get(name=name).permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0001_initial"),
        ("directory", "__first__"),
        ("tours", "__first__"),
        ("events", "__first__"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0023_add_choose_permissions"),
    ]

    operations = [
        migrations.RunPython(put_front_page, migrations.RunPython.noop),
        migrations.RunPython(name_groups, migrations.RunPython.noop),
    ]
