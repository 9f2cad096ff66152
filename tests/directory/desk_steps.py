"""What staff do with a list at the desk, as far as a test begins."""

from django.core.files.uploadedfile import SimpleUploadedFile

from directory.importing import runs
from directory.models import ImportRun
from tests.directory.lists import as_csv, row, table

PATH = "/desk/import/"
REFUSED = row(9, 企業名="")


def sent(content, name="list.csv", **changes):
    return {"file": SimpleUploadedFile(name, content.getvalue()), "basis": "consent", "source": "", **changes}


def receive(staff, *rows, **changes):
    """The run of a list that was dropped and whose columns nobody has looked at."""
    answer = staff.post(PATH, sent(as_csv(table(*rows)), **changes))
    assert answer.status_code == 302, answer.content.decode()
    return ImportRun.objects.latest("pk")


def address(run, part=""):
    return f"{PATH}{run.pk}/{part}"


def as_recognised(page):
    """What a browser sends of the columns' page if nobody touches it."""
    return {field.html_name: field.value() or "" for field in page.context["form"]}


def checked(staff, *rows, **changes):
    run = receive(staff, *(rows or (row(1), row(2), REFUSED)), **changes)
    columns = address(run, "columns/")
    assert staff.post(columns, as_recognised(staff.get(columns))).headers["Location"] == address(run)
    runs.work_off()
    run.refresh_from_db()
    return run


def imported(staff, *rows, **changes):
    run = checked(staff, *rows, **changes)
    staff.post(address(run, "start/"))
    runs.work_off()
    run.refresh_from_db()
    return run


def text_of(answer):
    return answer.content.decode()
