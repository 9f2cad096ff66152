"""A stamp that changes in the very transaction that changes anything the directory's index is built from.

Triggers, because an UPDATE of a QuerySet, an import or a hand in the database must count as well. SQLite: one row.
PostgreSQL: one row for each connection that ever wrote, so that two transactions never wait for each other here.
A later migration that remakes one of these tables on SQLite drops its triggers and must run `create_triggers` again;
a test notices.
"""

from django.db import migrations, models

TABLES = (
    "directory_company",
    "directory_company_fields",
    "directory_company_processes",
    "directory_companystation",
    "directory_field",
    "directory_process",
    "directory_station",
    "directory_town",
)
TABLE = "CREATE TABLE directory_change (writer integer PRIMARY KEY, stamp bigint NOT NULL)"
POSTGRESQL = [
    "CREATE SEQUENCE directory_change_stamp",
    """CREATE FUNCTION directory_note_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO directory_change VALUES (pg_backend_pid(), nextval('directory_change_stamp'))
            ON CONFLICT (writer) DO UPDATE SET stamp = EXCLUDED.stamp;
        RETURN NULL;
    END $$""",
]


def create(apps, schema_editor):
    schema_editor.execute(TABLE)
    if schema_editor.connection.vendor == "sqlite":
        # UPDATE of a row that is always there: "INSERT OR REPLACE" would become "OR IGNORE" under Django's M2M add().
        schema_editor.execute("INSERT INTO directory_change VALUES (0, random())")
    else:
        for statement in POSTGRESQL:
            schema_editor.execute(statement)
    create_triggers(schema_editor)


def create_triggers(schema_editor, tables=TABLES):
    for table in tables:
        if schema_editor.connection.vendor == "sqlite":
            for event in ("INSERT", "UPDATE", "DELETE"):
                note = "UPDATE directory_change SET stamp = random();"
                name = f"{table}_{event.lower()}_noted"
                schema_editor.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {note} END")
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_noted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION directory_note_change()"
            )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for event in ("insert", "update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_{event}_noted")
    else:
        schema_editor.execute("DROP FUNCTION directory_note_change() CASCADE")
        schema_editor.execute("DROP SEQUENCE directory_change_stamp")
    schema_editor.execute("DROP TABLE directory_change")


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_initial")]

    operations = [
        migrations.RunPython(create, drop),
        migrations.AlterConstraint(
            "company",
            "company_identity_without_number",
            models.UniqueConstraint(
                fields=("name_key", "town", "block"),
                condition=models.Q(("corporate_number__isnull", True)),
                name="company_identity_without_number",
                violation_error_message="同じ場所に同じ名前の企業が、もうあります。",
            ),
        ),
        migrations.AlterConstraint(
            "company",
            "company_point_whole",
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True) | models.Q(lat__isnull=False, lon__isnull=False),
                name="company_point_whole",
                violation_error_message="緯度と経度は、両方書くか、両方空けてください。",
            ),
        ),
    ]
