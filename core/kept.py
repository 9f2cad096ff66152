"""QuerySets whose SQL is worked out once: building and compiling one took Django 3 to 12 ms where running it took 0.3.

    @kept
    def coming_slots(activity, at):
        return Slot.objects.upcoming(at).filter(activity=activity)

    coming_slots(tour.pk, timezone.now())  # a list of Slots

The function is called once for each shape of its arguments, with values that stand in for numbers, moments, texts and
lists of numbers; they are put into the finished statement at every call. So it may hand them to lookups, add them to
an F() and do nothing else; a look at the clock in it would last for ever, and so would a `Prefetch` with a QuerySet (names of relations are
prefetched as ever). Anything else, such as None or a tuple, belongs to the shape and is handed on as it is.

On PostgreSQL each connection prepares what it is asked for: a plan that fits every value is made once, unless it would be
dearer than planning for the values of each call, which PostgreSQL finds out by itself in the first five.
"""

from datetime import UTC, datetime, timedelta
from functools import wraps
from itertools import count
from types import SimpleNamespace
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.models import prefetch_related_objects
from django.db.models.sql import UpdateQuery

# None of them may occur in a statement otherwise; the numbers fit the smallest column of numbers, which ends at 32,767.
NUMBERS = range(31_001, 32_700)
MOMENT = datetime(1901, 2, 3, tzinfo=UTC)
TEXT = "\x01stands for {}"
MOST_KEPT = 200  # shapes of one function; then it begins anew
MOST_PREPARED = 200  # statements on one connection of PostgreSQL; then it begins anew


def kept(build):
    """Make of a function that builds a QuerySet one that answers with its rows as a list."""
    return _kept(build, _Statement)


def kept_update(build):
    """Make of a function that builds a QuerySet and what to write one that does so and answers with the number of rows.

    What it returns: the QuerySet, and a dict as `QuerySet.update` takes it.
    """
    return _kept(build, _Update)


def _kept(build, make):
    statements: dict[tuple, _Statement] = {}

    @wraps(build)
    def answer(*values):
        shape = tuple(map(_shape, values))
        if shape not in statements:
            if len(statements) >= MOST_KEPT:
                statements.clear()
            statements[shape] = make(build, values)
        return statements[shape].answer(values)

    return answer


class _Statement:
    """A compiled QuerySet, with what stands in it for the values of a call."""

    def __init__(self, build, values):
        numbers = iter(NUMBERS)
        self.stand_ins = [_stand_in(value, numbers) for value in values]
        self.queryset = build(*self.stand_ins)
        self.compiler = self._compiler()
        self.sql, self.params = self.compiler.as_sql()
        self.prepared = _Prepared(self.sql, self.params, self._instead(values)) if _can_prepare() else None

    def _compiler(self):
        return self.queryset.query.get_compiler(connection=connection)

    def answer(self, values):
        with connection.cursor() as cursor:
            self._execute(cursor, self._instead(values))
            answered = _Answered(self.compiler, cursor.fetchall())
        # What makes objects of rows is given a QuerySet that has asked for them already.
        query = SimpleNamespace(get_compiler=lambda using: answered)
        asked = SimpleNamespace(query=query, db=connection.alias, model=self.queryset.model, _known_related_objects={})
        rows = list(self.queryset._iterable_class(asked))
        prefetch_related_objects(rows, *self.queryset._prefetch_related_lookups)
        return rows

    def _execute(self, cursor, instead):
        if self.prepared:
            self.prepared.execute(cursor, instead)
        else:
            cursor.execute(self.sql, [instead.get(param, param) for param in self.params])

    def _instead(self, values):
        instead = {}
        for stands, value in zip(self.stand_ins, values, strict=True):
            if isinstance(stands, list):
                instead |= zip(stands, [*value, *value[-1:] * (len(stands) - len(value))], strict=True)
            elif isinstance(stands, datetime):
                instead[_adapted(stands)] = _adapted(value)
            else:
                instead[stands] = value
        return instead


class _Update(_Statement):
    """A compiled UPDATE."""

    def _compiler(self):
        rows, values = self.queryset
        query = rows.query.chain(UpdateQuery)
        query.add_update_values(values)
        return query.get_compiler(connection=connection)

    def answer(self, values):
        with connection.cursor() as cursor:
            self._execute(cursor, self._instead(values))
            return cursor.rowcount


def _can_prepare():
    return connection.vendor == "postgresql"


class _Prepared:
    """A statement that each connection of PostgreSQL plans for itself, a few times at most.

    By PREPARE and EXECUTE, because Django's cursors put values into the text, where nothing can be prepared.
    """

    names = count(1)
    known: WeakKeyDictionary = WeakKeyDictionary()  # names, by the connection that knows them

    def __init__(self, sql, params, changing):
        self.name = f"kept_{next(self.names)}"
        self.changing = [param for param in dict.fromkeys(params) if param in changing]
        places = [f"${self.changing.index(param) + 1}" if param in changing else "%s" for param in params]
        # What is not put in here is put in by the cursor, which reads "%%" once more.
        types = ", ".join(_type_of(changing[param]) for param in self.changing)
        self.text = (
            f"PREPARE {self.name} {f'({types})' if types else ''} AS {sql.replace('%%', '%%%%') % tuple(places)}"
        )
        self.fixed = [param for param in params if param not in changing]
        self.call = f"EXECUTE {self.name}" + (f" ({', '.join(['%s'] * len(self.changing))})" if self.changing else "")

    def execute(self, cursor, instead):
        known = self.known.setdefault(connection.connection, set())
        if self.name not in known:
            if len(known) >= MOST_PREPARED:
                cursor.cursor.execute("DEALLOCATE ALL")
                known.clear()
            cursor.cursor.execute(self.text, self.fixed)
            known.add(self.name)
        cursor.execute(self.call, [instead[param] for param in self.changing])


def _type_of(value):
    """One for all columns of such values: PostgreSQL would take the first one's, perhaps the smallest."""
    if isinstance(value, datetime):
        return "timestamptz"
    return "text" if isinstance(value, str) else "bigint"


class _Answered:
    """A compiler whose statement has been executed."""

    def __init__(self, compiler, fetched):
        self._compiler, self._fetched = compiler, fetched

    def execute_sql(self, **_how):
        return [self._fetched]

    def results_iter(self, results=None, **how):
        how = {name: value for name, value in how.items() if name == "tuple_expected"}
        return self._compiler.results_iter([self._fetched], **how)

    def __getattr__(self, name):
        return getattr(self._compiler, name)


def _changes(value):
    """Whether a value may be another one at every call of the same statement."""
    return isinstance(value, (int, str, datetime)) and not isinstance(value, bool)


def _shape(value):
    if isinstance(value, list):
        return list, _padded(len(value))
    return type(value) if _changes(value) else value


def _padded(length):
    """1, 2, 4, 8 …: lists of many lengths share a statement, in which they repeat their last number."""
    return 1 << (length - 1).bit_length() if length else 0


def _stand_in(value, numbers):
    if isinstance(value, list):
        return [next(numbers) for _place in range(_padded(len(value)))]
    if not _changes(value):
        return value
    number = next(numbers)
    if isinstance(value, datetime):
        return MOMENT + timedelta(days=number)
    return TEXT.format(number) if isinstance(value, str) else number


def _adapted(moment):
    """As the database is given it."""
    return connection.ops.adapt_datetimefield_value(moment)
