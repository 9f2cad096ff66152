"""Many processes that do one thing at the same moment, against the real database."""

import multiprocessing

from django.db import connections

from bookings.errors import Refused

PATIENCE = 60  # seconds for one step; a race that takes longer is stuck, not slow


def race(racers, rounds, run):
    """Fork `racers` processes; in every round all of them start `run(round, racer)` together.

    Returns one list per round with what each racer got: what `run` returned, the reason of a Refused, or for any
    other exception its type and text (which no test expects).
    """
    fork = multiprocessing.get_context("fork")
    start, results = fork.Barrier(racers), fork.Queue()
    _close_connections()  # a child that inherits one would speak into its parent's
    processes = [fork.Process(target=_racer, args=(n, rounds, run, start, results), daemon=True) for n in range(racers)]
    for process in processes:
        process.start()
    outcomes = [[None] * racers for _round in range(rounds)]
    try:
        for _message in range(racers * rounds):
            number, racer, outcome = results.get(timeout=PATIENCE)
            outcomes[number][racer] = outcome
        for process in processes:
            process.join(PATIENCE)
    finally:
        for process in processes:
            process.terminate()
    return outcomes


def _racer(racer, rounds, run, start, results):
    for number in range(rounds):
        start.wait(PATIENCE)
        try:
            outcome = run(number, racer)
        except Refused as refused:
            outcome = refused.reason
        except Exception as error:
            outcome = f"{type(error).__name__}: {error}"
        results.put((number, racer, outcome))
    _close_connections()


def _close_connections():
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        if connection.vendor == "postgresql":
            connection.close_pool()
