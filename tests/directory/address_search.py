"""An address search on localhost that answers as 国土地理院's does; the answers are recorded ones of invented addresses."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


def feature(lat, lon, title):
    """One found place as the search writes it."""
    return {
        "geometry": {"coordinates": [lon, lat], "type": "Point"},
        "type": "Feature",
        "properties": {"addressCode": "", "title": title},
    }


class Search:
    """`answers[query]` is a list of features, or bytes, or (status, bytes); unknown queries find nothing."""

    def __init__(self):
        self.answers, self.asked, self.agents, self.always = {}, [], [], None
        self.url = ""

    def answer(self, query):
        found = self.answers.get(query, []) if self.always is None else self.always
        if isinstance(found, list):
            found = json.dumps(found, ensure_ascii=False).encode()
        return found if isinstance(found, tuple) else (200, found)


@contextmanager
def listening():
    search = Search()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            query = parse_qs(urlsplit(self.path).query)["q"][0]
            search.asked.append(query)
            search.agents.append(self.headers["User-Agent"])
            status, body = search.answer(query)
            if status == 0:  # hang up
                return
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=nonsense")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        search.url = f"http://127.0.0.1:{server.server_port}/address-search/AddressSearch"
        try:
            yield search
        finally:
            server.shutdown()
            thread.join()
