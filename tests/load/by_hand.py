"""What the list of companies shows, as one hand-written statement: the floor beside which directory.filters is measured.

Every company is read once, with a mark of the one group whose condition it fails, if it fails one: such a company
counts in that group's own facet alone. The facets are then GROUP BYs over that list, the first page its least 24.
"""

from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Min
from django.utils import timezone

from bookings.models import Slot
from bookings.windows import SMALLEST_PARTY
from directory import index
from directory.filters import GROUPS, VISIT
from search import services as search

ROWS = 24
# Machines and certificates as the filter knows them, with the indices that a GROUP BY and an IN would want.
WRITTEN = [
    "DROP TABLE IF EXISTS bench_written",
    "CREATE TABLE bench_written (company_id bigint, grp varchar(12), value varchar(80))",
]
WRITTEN_INDICES = [
    "CREATE INDEX bench_written_by_value ON bench_written (grp, value, company_id)",
    "CREATE INDEX bench_written_by_company ON bench_written (company_id, grp, value)",
    "CREATE INDEX bench_field ON directory_company_fields (field_id, company_id)",
    "CREATE INDEX bench_process ON directory_company_processes (process_id, company_id)",
    "CREATE INDEX bench_station ON directory_companystation (station_id, company_id)",
    "CREATE INDEX bench_station_by_company ON directory_companystation (company_id, rank, station_id, minutes)",
]
PUBLIC = "c.live AND NOT c.hidden AND (c.corporate_number IS NOT NULL OR c.basis = 'consent')"
VISITED = "c.id IN (SELECT company FROM v)"
FREE = "SELECT t.company_id FROM tours_tour t JOIN bookings_activity a ON a.id = t.activity_ptr_id WHERE a.live AND t.fee = 0"
CONDITIONS = {
    "field": "EXISTS (SELECT 1 FROM directory_company_fields w JOIN directory_field f ON f.id = w.field_id "
    "WHERE w.company_id = c.id AND f.slug IN ({}))",
    "process": "EXISTS (SELECT 1 FROM directory_company_processes w JOIN directory_process f ON f.id = w.process_id "
    "WHERE w.company_id = c.id AND f.slug IN ({}))",
    "machine": "EXISTS (SELECT 1 FROM bench_written w WHERE w.company_id = c.id AND w.grp = 'machine' AND w.value IN ({}))",
    "certificate": "EXISTS (SELECT 1 FROM bench_written w "
    "WHERE w.company_id = c.id AND w.grp = 'certificate' AND w.value IN ({}))",
    "area": "c.town_id IN (SELECT id FROM directory_town WHERE area IN ({}))",
    "mode": "c.opening_mode IN ({})",
    "industry": "c.industry IN ({})",
    "free": f"c.id IN ({FREE}) AND 'yes' IN ({{}})",
}
COUNTED = {
    "field": "SELECT f.slug, n FROM (SELECT w.field_id AS id, count(*) AS n FROM m JOIN directory_company_fields w "
    "ON w.company_id = m.id WHERE {} GROUP BY 1) x JOIN directory_field f ON f.id = x.id",
    "process": "SELECT f.slug, n FROM (SELECT w.process_id AS id, count(*) AS n FROM m JOIN directory_company_processes w "
    "ON w.company_id = m.id WHERE {} GROUP BY 1) x JOIN directory_process f ON f.id = x.id",
    "station": "SELECT f.slug, n FROM (SELECT w.station_id AS id, count(*) AS n FROM m JOIN directory_companystation w "
    "ON w.company_id = m.id WHERE {} GROUP BY 1) x JOIN directory_station f ON f.id = x.id",
    "machine": "SELECT w.value, count(*) FROM m JOIN bench_written w ON w.company_id = m.id AND w.grp = 'machine' "
    "WHERE {} GROUP BY 1",
    "certificate": "SELECT w.value, count(*) FROM m JOIN bench_written w ON w.company_id = m.id "
    "AND w.grp = 'certificate' WHERE {} GROUP BY 1",
    "town": "SELECT f.slug, n FROM (SELECT m.town_id AS id, count(*) AS n FROM m WHERE {} GROUP BY 1) x "
    "JOIN directory_town f ON f.id = x.id",
    "area": "SELECT f.area, CAST(sum(n) AS bigint) FROM (SELECT m.town_id AS id, count(*) AS n FROM m WHERE {} GROUP BY 1) x "
    "JOIN directory_town f ON f.id = x.id GROUP BY 1",
    "mode": "SELECT m.opening_mode, count(*) FROM m WHERE {} AND m.opening_mode <> '' GROUP BY 1",
    "industry": "SELECT m.industry, count(*) FROM m WHERE {} AND m.industry <> '' GROUP BY 1",
    "scholarship": "SELECT 'yes', count(*) FROM m WHERE {} AND m.scholarship",
    "free": f"SELECT 'yes', count(*) FROM m WHERE {{}} AND m.id IN ({FREE})",  # noqa: S608 -- words of this file
    "walk": "SELECT CAST(minutes AS varchar(4)), n FROM (SELECT w.minutes, count(*) AS n FROM m "
    "JOIN directory_companystation w ON w.company_id = m.id AND w.rank = 1 WHERE {} GROUP BY 1) x",
}
LISTS = {"recruiting": "recruiting", "fact": "facts"}
EACH = {
    "sqlite": "SELECT e.value, count(*) FROM m, json_each(m.{}) e WHERE {{}} AND m.{} <> '[]' GROUP BY 1",
    "postgresql": "SELECT e.value, count(*) FROM m, jsonb_array_elements_text(m.{}) e WHERE {{}} AND m.{} <> '[]' "
    "GROUP BY 1",
}


def prepare() -> None:
    """The tables and indices that the statement deserves."""
    facts = [item for item in index.current().facts if item]
    with connection.cursor() as cursor:
        for statement in WRITTEN:
            cursor.execute(statement)
        cursor.executemany(
            "INSERT INTO bench_written VALUES (%s, %s, %s)",
            [(item.entry.pk, mark.group, mark.value) for item in facts for mark in item.spelled],
        )
        for statement in WRITTEN_INDICES:
            cursor.execute(statement.replace("INDEX bench", "INDEX IF NOT EXISTS bench"))
        cursor.execute("ANALYZE")


def statement(question: dict[str, list[str]]) -> tuple[str, list]:
    """SQL and parameters for a question: `q`, values of groups in CONDITIONS, of the visit people and days."""
    groups = [name for name in question if name in CONDITIONS]
    text, text_params = _text(question)
    visits, visit_params = _visits(question)
    public = " AND ".join([PUBLIC, *([VISITED] if VISIT.keys() & question.keys() else [])])
    passes = "".join(
        f", CASE WHEN {_condition(name, question[name])} THEN 0 ELSE 1 END AS no_{name}" for name in groups
    )
    fails = " + ".join(f"no_{name}" for name in groups) or "0"
    failed = " ".join(f"WHEN no_{name} = 1 THEN '{name}'" for name in groups)
    failed = f"CASE {failed} ELSE '' END" if groups else "''"
    sql = f"""
        WITH t(id, rank) AS {"MATERIALIZED" if text else ""} ({text or "SELECT 0, 0"}),
        v(company, start) AS MATERIALIZED ({visits}),
        asked AS (
            SELECT c.id, c.town_id, c.opening_mode, c.industry, c.scholarship, c.recruiting, c.facts, c.story <> '' AS told,
                c.confirmed_on IS NULL AS old, c.sort_key, {"t.rank" if text else "0 AS rank"}{passes}
            FROM directory_company c {"JOIN t ON t.id = c.id" if text else ""} WHERE {public}
        ),
        m AS MATERIALIZED (SELECT *, {failed} AS failed FROM asked WHERE {fails} <= 1)
        SELECT 'count', '', count(*), 0 FROM m WHERE failed = ''
        {"".join(f" UNION ALL SELECT '{name}', g.*, 0 FROM ({_counted(name, groups)}) g" for name in (*GROUPS, "walk"))}
        UNION ALL SELECT 'row', r.shown, r.id, r.number FROM ({_rows()}) r"""  # noqa: S608
    return sql, [*text_params, *visit_params, *(value for name in groups for value in question[name])]


def _text(question):
    if "q" not in question:
        return "", []
    searchable = search.registry.of_kind("directory.company")
    return search._statement(searchable, question["q"][0], searchable.vocabulary())


def _visits(question):
    people = int(question["people"][0]) if "people" in question else SMALLEST_PARTY
    slots = Slot.objects.bookable_for(people, timezone.now()).filter(activity__tour__live=True)
    if "date_from" in question:
        slots = slots.filter(starts_at__gte=_begin(question["date_from"][0]))
    if "date_to" in question:
        slots = slots.filter(starts_at__lt=_begin(question["date_to"][0]) + timedelta(days=1))
    rows = slots.order_by().values_list("activity__tour__company").annotate(start=Min("starts_at"))
    return rows.query.sql_with_params()


def _begin(day):
    return datetime.combine(date.fromisoformat(day), time(), tzinfo=timezone.get_default_timezone())


def _condition(name, values):
    return CONDITIONS[name].format(", ".join(["%s"] * len(values)))


def _counted(name, groups):
    counts = f"m.failed IN ('', '{name}')" if name in groups else "m.failed = ''"
    if name in LISTS:
        return EACH[connection.vendor].format(LISTS[name], LISTS[name]).format(counts)
    return COUNTED[name].format(counts)


def _rows():
    collation = ' COLLATE "C"' if connection.vendor == "postgresql" else ""
    gathered = (
        "string_agg(w.name, '、' ORDER BY w.position)"
        if connection.vendor == "postgresql"
        else "group_concat(w.name, '、')"
    )
    words = {
        name: f"""(SELECT {gathered} FROM (SELECT f.name, f.{'"order"'} AS position FROM directory_company_{through} x
            JOIN directory_{name} f ON f.id = x.{name}_id WHERE x.company_id = p.id ORDER BY 2) w)"""  # noqa: S608
        for name, through in (("field", "fields"), ("process", "processes"))
    }
    return f"""SELECT p.id, p.number, c.slug || '|' || c.name || '|' || c.english_name || '|' || c.tagline || '|'
            || coalesce(town.name, '') || '|' || coalesce({words["field"]}, '') || '|' || coalesce({words["process"]}, '') AS shown
        FROM (
            SELECT m.id, row_number() OVER (
                ORDER BY m.rank, v.start IS NULL, v.start, m.told DESC, m.old, m.sort_key{collation}, m.id
            ) AS number
            FROM m LEFT JOIN v ON v.company = m.id WHERE m.failed = '' ORDER BY number LIMIT {ROWS}
        ) p JOIN directory_company c ON c.id = p.id LEFT JOIN directory_town town ON town.id = c.town_id"""  # noqa: S608


def answer(question: dict[str, list[str]]) -> tuple[int, list[str], dict[str, dict[str, int]]]:
    """How many there are, the first rows, and for each group the counts of its values."""
    sql, params = statement(question)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        lines = cursor.fetchall()
    total, rows, counts = 0, [], {name: {} for name in (*GROUPS, "walk")}
    for kind, value, number, place in lines:
        if kind == "row":
            rows.append((place, value))
        elif kind == "count":
            total = number
        elif number:
            counts[kind][value] = number
    return total, [shown for _place, shown in sorted(rows)], counts
