"""The grams of a document and the index over them: FTS5 on SQLite, a tsvector on PostgreSQL.

SQLite: external content, because a contentless FTS5 table of 3.40 cannot delete; triggers keep it. A later migration
that remakes search_document on SQLite drops its triggers and must run `create` again; a test notices.
"""

from django.db import migrations, models

SQLITE = [
    # detail=none, columnsize=0: only "is it in there" is asked, the rest would double the file.
    """CREATE VIRTUAL TABLE search_gram USING fts5(
        grams, content='search_document', content_rowid='id', tokenize='ascii', detail=none, columnsize=0)""",
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
]
POSTGRESQL = [
    """ALTER TABLE search_document ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(grams, ' '))) STORED""",
    # fastupdate off: a search never has to walk a pending list.
    "CREATE INDEX search_document_vector ON search_document USING gin (vector) WITH (fastupdate = off)",
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER search_document_insert",
        "DROP TRIGGER search_document_delete",
        "DROP TRIGGER search_document_update",
        "DROP TABLE search_gram",
    ],
    "postgresql": ["ALTER TABLE search_document DROP COLUMN vector"],
}


def create(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.AddField(
            "searchdocument", "grams", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.RunPython(create, drop),
    ]
