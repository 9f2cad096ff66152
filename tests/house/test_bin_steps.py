"""bin/serve and bin/test do each step once, end what they start, and say what went wrong."""

import subprocess
import sys

import pytest
from lib.checks import Check, closing_line
from lib.processes import Failed, end, run, start
from lib.progress import once
from lib.project import Stamp, make_secret_key


def test_a_step_is_repeated_only_when_its_inputs_change(tmp_path):
    lock, done = tmp_path / "lock", []
    for content in ("one", "one", "two", "two"):
        lock.write_text(content)
        once("Installing", Stamp(tmp_path / "done", lock), lambda: done.append(lock.read_text()))
    assert done == ["one", "two"]


def test_a_step_that_failed_is_repeated(tmp_path):
    stamp = Stamp(tmp_path / "done", "input")
    with pytest.raises(ZeroDivisionError):
        once("Installing", stamp, lambda: 1 / 0)
    assert not stamp.holds()


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    make_secret_key(tmp_path)
    path = tmp_path / "secret_key"
    first = path.read_text()
    make_secret_key(tmp_path)
    assert (path.read_text(), len(first) >= 50, path.stat().st_mode & 0o777) == (first, True, 0o600)


def test_ending_a_child_ends_what_it_started(tmp_path):
    pipe = "import subprocess, sys; subprocess.Popen(['sleep', '60']); print('up', flush=True); sys.stdin.read()"
    child = subprocess.Popen(
        [sys.executable, "-c", pipe], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    assert child.stdout.readline() == b"up\n"
    end(child)
    assert child.stdout.read() == b""  # returns only when nobody holds the pipe any more


def test_a_failing_command_is_told_with_its_own_last_words(tmp_path):
    log = tmp_path / "log"
    log.write_text("an earlier step\n")
    with pytest.raises(Failed) as failure:
        run([sys.executable, "-c", "import sys; sys.exit('no such package')"], log=log)
    lines = str(failure.value).splitlines()
    assert (lines[0], lines[-1]) == ("no such package", f"The whole output: {log}")


def test_a_childs_output_goes_to_the_log(tmp_path):
    child = start([sys.executable, "-c", "print('hello')"], log=tmp_path / "log")
    assert (child.wait(), (tmp_path / "log").read_text()) == (0, "hello\n")


@pytest.mark.parametrize(("codes", "shown"), [((0, 0), "first"), ((0, 1), "second"), ((1, 1), "first")])
def test_the_last_line_comes_from_the_first_run_that_failed(tmp_path, codes, shown):
    checks = []
    for name, code in zip(("first", "second"), codes, strict=True):
        check = Check(name, [], {}, tmp_path / name, is_pytest=True)
        check.output.write_text(f"...\n{name}\n")
        check.code = code
        checks.append(check)
    assert closing_line(checks) == shown
