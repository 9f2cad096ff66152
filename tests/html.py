"""What a page says, without its markup."""

from bs4 import BeautifulSoup


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def text(response):
    """The page's text with single spaces."""
    page = soup(response)
    for element in page(["script", "style"]):
        element.decompose()
    return " ".join(page.get_text().split())


def links(response):
    """Where the links of the page's main part lead, in order."""
    return [link["href"] for link in soup(response).main("a")]
