"""Open files that are made while they leave: conditional, compressed where the reader takes it, open to every site."""

import hashlib
import time
import zlib
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

# A page of another site may read the answer, and these headers of it: nothing in it is secret.
ANY_SITE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Retry-After",
}
GZIP = 31  # zlib's word for "with the header of a gzip file"


def download(
    request: HttpRequest, *, name: str, content_type: str, stamp: object, blocks: Callable[[], Iterable[bytes]]
) -> HttpResponseBase:
    """The file `name`, or 304 for a reader that has this very one.

    `stamp` is another one whenever the content is; `blocks` makes the content piece by piece and is called only if it
    leaves. What changes while it leaves may be half in it, but then the next question finds another stamp.
    """
    etag = _etag(name, stamp)
    modified = first_seen(name, etag)
    answer = get_conditional_response(request, etag, modified)
    if answer is None:
        answer = _file(request, content_type, blocks)
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["ETag"], answer["Last-Modified"] = etag, http_date(modified)
    answer["Cache-Control"] = "public, no-cache"  # anybody may keep it, but asks each time: what was hidden is gone
    answer["Link"] = f'<{settings.LICENCE["url"]}>; rel="license"'
    patch_vary_headers(answer, ["Accept-Encoding"])
    for header, value in ANY_SITE.items():
        answer[header] = value
    return answer


def first_seen(name: str, etag: str) -> int:
    """The second in which anybody first asked for this state of a file, kept in the shared cache.

    No row of the database knows when another was deleted. Nobody can have had the state before this moment, nor the
    one before it afterwards, which is all that Last-Modified is compared for.
    """
    known = cache.get(f"download:{name}")
    if known and known[0] == etag:
        return known[1]
    now = int(time.time())
    cache.set(f"download:{name}", (etag, now), None)
    return now


def _etag(name, stamp):
    """Weak, because the compressed bytes are others. Another version of the program may write other columns."""
    content = f"{name}|{settings.VERSION}|{settings.BASE_URL}|{stamp}"
    return f'W/"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'


def _file(request, content_type, blocks):
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    # No server knows that an answer to HEAD need not be made.
    content = iter(()) if request.method == "HEAD" else _zipped(blocks()) if zipped else blocks()
    answer = StreamingHttpResponse(content, content_type=content_type)
    if zipped:
        answer["Content-Encoding"] = "gzip"
    return answer


def _zipped(blocks: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=GZIP)
    for block in blocks:
        if packed := packer.compress(block):
            yield packed
    yield packer.flush()


def json_blocks(before: str, items: Iterable[str], after: str, size: int = 32_000) -> Iterator[bytes]:
    """JSON whose long list is made item by item: `before`, the items with commas between them, `after`."""
    parts, length, comma = [before], 0, ""
    for item in items:
        parts.append(comma + item)
        length, comma = length + len(item), ",\n"
        if length > size:
            yield "".join(parts).encode()
            parts, length = [], 0
    yield ("".join(parts) + after).encode()
