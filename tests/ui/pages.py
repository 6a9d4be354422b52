"""Reading a produced page: small views of its markup that several tests compare."""

from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from selectolax.lexbor import LexborHTMLParser, LexborNode


def parsed(markup: str) -> LexborHTMLParser:
    return LexborHTMLParser(markup)


def rendered(source: str, address: str = "/liebiao", **context: object) -> str:
    """A piece of template with our tags, as at that address."""
    request = RequestFactory().get(address)
    template = Template("{% load ui %}" + source)
    return template.render(RequestContext(request, context, processors=[lambda r: {"request": r}]))


def bare(source: str, **context: object) -> str:
    """A piece of template without any request."""
    return Template("{% load ui %}" + source).render(Context(context))


def words(node: LexborNode | LexborHTMLParser | None) -> str:
    """The text with every run of white space as one space."""
    assert node is not None
    text = node.text() if isinstance(node, LexborNode) else node.body.text() if node.body else ""
    return " ".join(text.split())


def hrefs(markup: str) -> list[str]:
    return [node.attributes["href"] or "" for node in parsed(markup).css("a")]
