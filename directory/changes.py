"""A stamp that changes in the very transaction that changes anything the directory's index is built from.

Triggers, because an UPDATE of a QuerySet, an import or a hand in the database must count as well. SQLite: one row.
PostgreSQL: one row for each connection that ever wrote, so that two transactions never wait for each other here.

`install` may run any number of times. A migration that makes SQLite remake one of TABLES (altering or removing a
column, adding a constraint) drops its triggers and must end with `RunPython(install, RunPython.noop)`.
"""

from django.db import connection

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
EVENTS = ("INSERT", "UPDATE", "DELETE")
TABLE = "CREATE TABLE IF NOT EXISTS directory_change (writer integer PRIMARY KEY, stamp bigint NOT NULL)"
# Row 0 belongs to no connection. Renewed at every installing: what changed without triggers counts, too.
NEW_STAMP = """INSERT INTO directory_change VALUES (0, {})
    ON CONFLICT (writer) DO UPDATE SET stamp = EXCLUDED.stamp"""
SEQUENCE = "CREATE SEQUENCE IF NOT EXISTS directory_change_stamp"
FUNCTION = """CREATE OR REPLACE FUNCTION directory_note_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO directory_change VALUES (pg_backend_pid(), nextval('directory_change_stamp'))
        ON CONFLICT (writer) DO UPDATE SET stamp = EXCLUDED.stamp;
    RETURN NULL;
END $$"""


def stamp() -> tuple:
    """What is another one after every change. One statement on one row (PostgreSQL: a row for each writer)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(stamp), sum(stamp) FROM directory_change")
        return cursor.fetchone()


def install(apps, schema_editor):
    """Make the table of the stamp and the triggers, whatever of them is there. `apps` only fits RunPython."""
    there = set(schema_editor.connection.introspection.table_names())
    tables = [table for table in TABLES if table in there]  # an early migration runs before a table made by a later one
    for statement in _sqlite(tables) if _is_sqlite(schema_editor) else _postgresql(tables):
        schema_editor.execute(statement)


def uninstall(apps, schema_editor):
    if _is_sqlite(schema_editor):
        statements = [f"DROP TRIGGER IF EXISTS {_name(table, event)}" for table in TABLES for event in EVENTS]
    else:
        statements = [
            "DROP FUNCTION IF EXISTS directory_note_change() CASCADE",
            "DROP SEQUENCE IF EXISTS directory_change_stamp",
        ]
    for statement in [*statements, "DROP TABLE IF EXISTS directory_change"]:
        schema_editor.execute(statement)


def _sqlite(tables):
    yield TABLE
    yield NEW_STAMP.format("random()")
    # UPDATE of a row that is always there: "INSERT OR REPLACE" would become "OR IGNORE" under Django's M2M add().
    note = "UPDATE directory_change SET stamp = random();"
    for table in tables:
        for event in EVENTS:
            yield f"DROP TRIGGER IF EXISTS {_name(table, event)}"
            yield f"CREATE TRIGGER {_name(table, event)} AFTER {event} ON {table} BEGIN {note} END"


def _postgresql(tables):
    yield from (TABLE, SEQUENCE, NEW_STAMP.format("nextval('directory_change_stamp')"), FUNCTION)
    for table in tables:
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_noted AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION directory_note_change()"
        )


def _name(table, event):
    return f"{table}_{event.lower()}_noted"


def _is_sqlite(schema_editor):
    return schema_editor.connection.vendor == "sqlite"
