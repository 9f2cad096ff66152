"""The map away from its page: in another site's frame, and as a file without network."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_access import violations

pytestmark = pytest.mark.browser
LISTENER = b"""<!doctype html><html lang="en"><title>Elsewhere</title><iframe id="machikoba" width="340"></iframe><script>
document.getElementById("machikoba").src = location.hash.slice(1);
addEventListener("message", function (event) {
  const frame = document.getElementById("machikoba");
  if (event.source === frame.contentWindow && event.data.type === "machikoba:height") frame.style.height = event.data.height + "px";
});
</script>"""


class Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(LISTENER)

    def log_message(self, *_arguments):
        """Nothing: the tests' output stays clean."""


@pytest.fixture
def elsewhere():
    """The address of another site, which frames what its fragment names."""
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium):
    context = chromium.new_context(viewport=PHONE, locale="ja-JP")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("show", ["", "list", "map"])
def test_another_site_frames_the_list_as_high_as_it_is(page, site, elsewhere, show):
    page.goto(f"{elsewhere}#{site.url}/embed/?field=space&show={show}")
    inside = page.frame_locator("#machikoba")
    expect(inside.get_by_role("heading", level=1)).to_be_visible()
    frame = page.frames[1]
    page.wait_for_load_state("networkidle")
    height = frame.evaluate("document.body.getBoundingClientRect().height")
    assert abs(page.locator("#machikoba").bounding_box()["height"] - height) <= 6
    assert page.context.cookies() == []


def test_another_site_cannot_frame_the_site_itself(page, site, elsewhere):
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{elsewhere}#{site.url}/companies/")
    page.wait_for_load_state("networkidle")
    assert any("frame-ancestors" in text for text in refused)
    assert page.frames[1].url.startswith("chrome-error:")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["/embed/", "/en/embed/?show=map", "/embed/how/"])
def test_the_frame_is_open_to_everybody(visit, path, dark):
    window = visit(dark=dark)
    window.open(path)
    window.page.wait_for_load_state("networkidle")
    assert violations(window.page) == []


def test_cards_in_the_frame_open_the_site_in_a_new_tab(visit):
    window = visit(DESKTOP)
    window.open("/embed/?show=map")
    page = window.page
    page.locator(".mark").first.wait_for()
    while not page.locator(".leaflet-popup article a").count():
        page.locator(".mark").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")
    assert page.locator(".leaflet-popup article a").first.get_attribute("target") == "_blank"


def test_the_file_opens_without_network(site, chromium, at_the_desk, tmp_path):
    page = at_the_desk.new_page()
    page.goto(f"{site.url}/desk/map/?field=space")
    with page.expect_download() as download:
        page.get_by_role("link", name="地図のファイルを受け取る").click()
    path = tmp_path / "map.html"
    download.value.save_as(path)
    context = chromium.new_context(viewport=DESKTOP, offline=True)
    alone, asked, complaints = context.new_page(), [], []
    alone.on("request", lambda request: asked.append(request.url))
    alone.on("console", lambda message: complaints.append(message.text))
    alone.on("pageerror", lambda error: complaints.append(str(error)))
    alone.goto(path.as_uri())
    alone.locator(".mark").first.wait_for()
    expect(alone.locator("path.ground__land")).to_have_count(1)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert complaints == []
    assert violations(alone) == []
    context.close()
