"""What changes in the very transaction that changes anything the directory's index is built from.

A stamp in `directory_change`, cheap to read at every request, says that something did; `directory_changed` says which
company, or none for a change that may touch all. Triggers, because an UPDATE of a QuerySet, an import or a hand in the
database must count as well. SQLite: one row of the stamp. PostgreSQL: one for each connection that writes, so that two
transactions never wait for each other here.

`install` may run any number of times. A migration that makes SQLite remake one of TABLES (altering or removing a
column, adding a constraint) drops its triggers and must end with `RunPython(install, RunPython.noop)`.
"""

from django.db import connection

# Each table with the column that names the company; what has none may touch every company.
TABLES = {
    "directory_company": "id",
    "directory_company_fields": "company_id",
    "directory_company_processes": "company_id",
    "directory_companystation": "company_id",
    "directory_field": None,
    "directory_process": None,
    "directory_station": None,
    "directory_town": None,
    "tours_tour": "company_id",  # of a room above, known by name alone; who saves or publishes a tour writes this table
}
EVENTS = ("INSERT", "UPDATE", "DELETE")
MOST_KEPT = 2000  # lines of directory_changed; then one line without a company takes their place
MOST_AT_ONCE = 500  # companies that one statement of PostgreSQL names
TABLE = "CREATE TABLE IF NOT EXISTS directory_change (writer integer PRIMARY KEY, stamp bigint NOT NULL)"
# Row 0 belongs to no connection. Renewed at every installing: what changed without triggers counts, too.
NEW_STAMP = """INSERT INTO directory_change VALUES (0, {})
    ON CONFLICT (writer) DO UPDATE SET stamp = EXCLUDED.stamp"""
NEW_LINE = "INSERT INTO directory_changed (mark, company) VALUES ({}, {});"

# SQLite gives a number again after a rollback; the mark tells the two lines apart.
SQLITE_LINES = """CREATE TABLE IF NOT EXISTS directory_changed (
    number integer PRIMARY KEY, mark bigint NOT NULL, company bigint)"""
SQLITE_SHORT = f"""CREATE TRIGGER directory_changed_short AFTER INSERT ON directory_changed
    WHEN NEW.number > {MOST_KEPT} BEGIN
        DELETE FROM directory_changed;
        {NEW_LINE.format("random()", "NULL")}
    END"""  # noqa: S608 -- numbers of this file

SEQUENCE = "CREATE SEQUENCE IF NOT EXISTS directory_change_stamp"
POSTGRESQL_LINES = """CREATE TABLE IF NOT EXISTS directory_changed (
    number bigint PRIMARY KEY DEFAULT nextval('directory_change_stamp'), mark bigint NOT NULL DEFAULT 0, company bigint)"""
# When the numbers pass a multiple of MOST_KEPT the lines go, but those of transactions at work; connections that are
# gone take their stamps along.
FUNCTION = f"""CREATE OR REPLACE FUNCTION directory_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    companies bigint[] := ARRAY[NULL::bigint];
    last bigint;
BEGIN
    IF TG_NARGS > 0 THEN
        EXECUTE format(CASE TG_OP
            WHEN 'INSERT' THEN 'SELECT array_agg(DISTINCT %1$I) FROM after_rows'
            WHEN 'DELETE' THEN 'SELECT array_agg(DISTINCT %1$I) FROM before_rows'
            ELSE 'SELECT array_agg(one) FROM (SELECT %1$I AS one FROM before_rows UNION SELECT %1$I FROM after_rows) x'
        END, TG_ARGV[0]) INTO companies;
        IF companies IS NULL THEN
            RETURN NULL;
        END IF;
        IF cardinality(companies) > {MOST_AT_ONCE} THEN
            companies := ARRAY[NULL::bigint];
        END IF;
    END IF;
    INSERT INTO directory_change VALUES (pg_backend_pid(), nextval('directory_change_stamp'))
        ON CONFLICT (writer) DO UPDATE SET stamp = EXCLUDED.stamp;
    INSERT INTO directory_changed (company) SELECT unnest(companies);
    last := currval('directory_change_stamp');
    IF last / {MOST_KEPT} <> (last - cardinality(companies) - 1) / {MOST_KEPT} THEN
        DELETE FROM directory_changed WHERE number IN (SELECT number FROM directory_changed FOR UPDATE SKIP LOCKED);
        INSERT INTO directory_changed (company) VALUES (NULL);
        DELETE FROM directory_change WHERE writer IN (
            SELECT writer FROM directory_change WHERE writer <> 0
                AND writer NOT IN (SELECT pid FROM pg_stat_activity) FOR UPDATE SKIP LOCKED
        );
    END IF;
    RETURN NULL;
END $$"""  # noqa: S608 -- numbers of this file


def stamp() -> tuple:
    """What is another one after every change. One statement on one row (PostgreSQL: a row for each writer)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(stamp), sum(stamp) FROM directory_change")
        return cursor.fetchone()


def lines() -> dict[tuple[int, int], int | None]:
    """The last changes that this transaction can see, by an identity that no other change ever has: the company's key,
    None for a change that may touch every company.

    Two moments differ in no more companies than the lines that only one of them saw.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, mark, company FROM directory_changed")
        return {(number, mark): company for number, mark, company in cursor.fetchall()}


def install(apps, schema_editor):
    """Make the tables and the triggers, whatever of them is there. `apps` only fits RunPython."""
    there = set(schema_editor.connection.introspection.table_names())
    tables = [table for table in TABLES if table in there]  # an early migration runs before a table made by a later one
    for statement in _sqlite(tables) if _is_sqlite(schema_editor) else _postgresql(tables):
        schema_editor.execute(statement, params=None)


def uninstall(apps, schema_editor):
    if _is_sqlite(schema_editor):
        statements = [f"DROP TRIGGER IF EXISTS {_name(table, event)}" for table in TABLES for event in EVENTS]
        sequence = []
    else:
        statements = ["DROP FUNCTION IF EXISTS directory_note_change() CASCADE"]
        sequence = ["DROP SEQUENCE IF EXISTS directory_change_stamp"]
    gone = [f"DROP TABLE IF EXISTS {table}" for table in ("directory_change", "directory_changed")]
    for statement in [*statements, *gone, *sequence]:
        schema_editor.execute(statement)


def _sqlite(tables):
    yield from (TABLE, SQLITE_LINES, "DROP TRIGGER IF EXISTS directory_changed_short", SQLITE_SHORT)
    yield from (NEW_STAMP.format("random()"), NEW_LINE.format("random()", "NULL"))
    for table in tables:
        for event in EVENTS:
            yield f"DROP TRIGGER IF EXISTS {_name(table, event)}"
            yield f"CREATE TRIGGER {_name(table, event)} AFTER {event} ON {table} BEGIN {_sqlite_note(table, event)} END"


def _sqlite_note(table, event):
    # UPDATE of a row that is always there: "INSERT OR REPLACE" would become "OR IGNORE" under Django's M2M add().
    note, column = "UPDATE directory_change SET stamp = random();", TABLES[table]
    rows = {"INSERT": ["NEW"], "DELETE": ["OLD"], "UPDATE": ["NEW"] if column == "id" else ["OLD", "NEW"]}[event]
    companies = [f"{row}.{column}" for row in rows] if column else ["NULL"]
    return note + "".join(NEW_LINE.format("random()", company) for company in companies)


def _postgresql(tables):
    yield from (TABLE, SEQUENCE, POSTGRESQL_LINES, NEW_STAMP.format("nextval('directory_change_stamp')"), FUNCTION)
    yield NEW_LINE.format("0", "NULL")
    seen = {"INSERT": "NEW TABLE AS after_rows", "DELETE": "OLD TABLE AS before_rows"}
    seen["UPDATE"] = f"{seen['DELETE']} {seen['INSERT']}"
    for table in tables:
        yield f"DROP TRIGGER IF EXISTS {table}_noted ON {table}"  # the one of all events, until 0.1
        yield f"CREATE OR REPLACE TRIGGER {_name(table, 'TRUNCATE')} AFTER TRUNCATE ON {table} " + _RUN.format("")
        for event in EVENTS:
            rows, column = (f"REFERENCING {seen[event]} ", TABLES[table]) if TABLES[table] else ("", "")
            yield f"CREATE OR REPLACE TRIGGER {_name(table, event)} AFTER {event} ON {table} {rows}" + _RUN.format(
                column
            )


_RUN = "FOR EACH STATEMENT EXECUTE FUNCTION directory_note_change({})"


def _name(table, event):
    return f"{table}_{event.lower()}_noted"


def _is_sqlite(schema_editor):
    return schema_editor.connection.vendor == "sqlite"
