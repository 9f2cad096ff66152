"""The API as its OpenAPI description promises it: what a fuzzer sends meets no 5xx and no answer that is not described."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from config.wsgi import application
from tests.factories import CompanyFactory, FieldFactory, ProcessFactory

EXAMPLES = 40 if connection.vendor == "sqlite" else 10  # of each operation; PostgreSQL differs in what it refuses
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


schema = schemathesis.openapi.from_dict(SchemaGenerator(urlconf="config.urls").get_schema(public=True))
schema.app = application
schema.config.generation.deterministic = True


@pytest.fixture
def something(world):
    """One of everything, and words that filters know. The test's connection outlives each answer."""
    CompanyFactory(fields=[FieldFactory(slug="space")], processes=[ProcessFactory(slug="cutting")])
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("something")
@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
def test_what_a_fuzzer_sends_is_answered_as_described(case):
    case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})
