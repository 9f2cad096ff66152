"""The full-text structures beside the table: FTS5 on SQLite, a tsvector on PostgreSQL. Neither is known to Django.

`install` may run any number of times. A migration that makes SQLite remake search_document (altering or removing a
column, adding a constraint) drops its triggers and must end with `RunPython(install, RunPython.noop)`.
"""

# External content, because a contentless FTS5 table of SQLite 3.40 cannot delete; triggers keep it.
SQLITE_GONE = [
    "DROP TRIGGER IF EXISTS search_document_insert",
    "DROP TRIGGER IF EXISTS search_document_delete",
    "DROP TRIGGER IF EXISTS search_document_update",
    "DROP TABLE IF EXISTS search_gram",
]
SQLITE = [
    # Positions are kept: grams that follow one another are the word itself, no document has to be read again.
    # columnsize=0: nobody asks for bm25. "ascii" takes every letter beyond ASCII for part of a word.
    """CREATE VIRTUAL TABLE search_gram USING fts5(
        grams, content='search_document', content_rowid='id', tokenize='ascii', columnsize=0)""",
    """CREATE TRIGGER search_document_insert AFTER INSERT ON search_document BEGIN
        INSERT INTO search_gram(rowid, grams) VALUES (new.id, new.grams);
    END""",
    """CREATE TRIGGER search_document_delete AFTER DELETE ON search_document BEGIN
        INSERT INTO search_gram(search_gram, rowid, grams) VALUES ('delete', old.id, old.grams);
    END""",
    """CREATE TRIGGER search_document_update AFTER UPDATE ON search_document BEGIN
        INSERT INTO search_gram(search_gram, rowid, grams) VALUES ('delete', old.id, old.grams);
        INSERT INTO search_gram(rowid, grams) VALUES (new.id, new.grams);
    END""",
    "INSERT INTO search_gram(search_gram) VALUES ('rebuild')",
]
POSTGRESQL_GONE = ["ALTER TABLE search_document DROP COLUMN IF EXISTS vector"]
POSTGRESQL = [
    """ALTER TABLE search_document ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(grams, ' '))) STORED""",
    # What a search reads of a row stays short and together; the rest moves aside. 35,000 hits: 3 times as fast.
    "ALTER TABLE search_document ALTER COLUMN vector SET STORAGE EXTERNAL, ALTER COLUMN grams SET STORAGE EXTERNAL",
    "ALTER TABLE search_document ALTER COLUMN title SET STORAGE MAIN, ALTER COLUMN keywords SET STORAGE MAIN",
    "ALTER TABLE search_document SET (toast_tuple_target = 1024)",
    # fastupdate off: a search never has to walk a pending list.
    "CREATE INDEX search_document_vector ON search_document USING gin (vector) WITH (fastupdate = off)",
]


def install(apps, schema_editor):
    """Make the structures anew and fill them from the rows that are there. `apps` only fits RunPython."""
    uninstall(apps, schema_editor)
    for statement in SQLITE if _is_sqlite(schema_editor) else POSTGRESQL:
        schema_editor.execute(statement)


def uninstall(apps, schema_editor):
    for statement in SQLITE_GONE if _is_sqlite(schema_editor) else POSTGRESQL_GONE:
        schema_editor.execute(statement)


def _is_sqlite(schema_editor):
    return schema_editor.connection.vendor == "sqlite"
