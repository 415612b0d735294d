"""Every page of the public record, at addresses with real parameters of the two releases that `readers` publishes.

A new route has to stand here before the suite passes: what holds for every page is tested by walking these lists, in
`test_pages`, `test_head` and, in a real browser, `tests/browser/test_every_page`.
"""

from django.contrib.auth.models import User
from django.urls import resolve

from flows import scenarios
from tests.flows import readers

PAGES = [
    "/",
    "/observations/",
    "/observations/?category=work&gaps=0&members=1&sort=-value",
    "/map/",
    "/map/?from=TJK&category=asylum&year=2016",
    "/map/?to=CAN&category=work&year=2019",
    "/map/?to=KOR&release=1.1.0",
    "/why/1.1.0/KAZ-USA-study-visas_issued-2018/",
    "/why/1.1.0/KAZ-USA-residence-visas_issued-2016/",
    "/why/1.1.0/KAZ-CAN-work-permits_issued-2019/",
    "/why/1.1.0/TJK-EU-asylum-asylum_applications-2016/",
    "/why/1.1.0/TKM-JPN-work-entries-2019/",
    "/why/1.1.0/KAZ-RUS-work-registrations-2019/",
    "/why/1.1.0/KAZ-CHN-work--2019/",
    "/why/1.1.0/population-KAZ-2018/",
    "/why/1.1.0/KAZ-USA-study-visas_issued-2018/ask/",
    "/why/1.1.0/KAZ-USA-study-visas_issued-2018/asked/",
    "/profiles/",
    "/origins/",
    "/destinations/",
    "/origins/KAZ/",
    "/origins/TJK/",
    "/destinations/USA/",
    "/destinations/EU/",
    "/destinations/DEU/",
    "/destinations/CHN/",
    "/corridors/KAZ-CAN/",
    "/corridors/TJK-USA/",
    "/corridors/KAZ-RUS/",
    "/indicators/",
    "/indicators/rate/",
    "/indicators/destination-mix/",
    "/indicators/origin-mix/?category=work&measure=permits_issued",
    "/indicators/change/?destination=USA",
    "/indicators/hhi/?by=destination",
    "/indicators/rank/?destination=JPN,CHN&year_from=2050",
    "/what-if/",
    "/what-if/exchange-visitors-as-study/",
    "/report/",
    "/report/work/",
    "/report/residence/",
    "/report/asylum/",
    "/report/study/?release=1.0.0",
    "/graphics/",
    "/graphics/pyramid/",
    "/graphics/heatmap/?category=work&measure=permits_issued",
    "/graphics/arcs/",
    "/graphics/multiples/?category=study&origin=UZB",
    "/graphics/index/?category=study",
    "/graphics/growth/",
    "/codebook/",
    "/codebook/?release=1.0.0",
    "/codebook/1.0.0..1.1.0/",
    "/codebook/1.1.0..1.1.0/",
    "/estimates/",
    "/estimates/residual-vital/",
    "/estimates/residual-cohort/",
    "/estimates/mirror/",
    "/data/",
    "/data/?release=1.0.0",
    "/releases/",
    "/releases/1.1.0/",
    "/releases/1.0.0/",
    "/releases/1.0.0..1.1.0/",
    "/releases/1.0.0..1.1.0/?cause=reading&destination=USA",
    "/releases/1.1.0..1.1.0/",
    "/coverage/",
    "/coverage/?release=1.0.0",
    "/coverage/USA/",
    "/coverage/CHN/",
    "/coverage/FRA/",
    "/reconciliation/",
    "/reconciliation/?release=1.0.0",
    "/reconciliation/?outcome=equal&source=us-niv",
    "/limitations/",
    "/limitations/?release=1.0.0",
    "/methodology/",
    "/glossary/",
]

# What is not there, or not understood, is said in words on a page like any other.
REFUSED = {
    "/nowhere/": 404,
    "/?release=9.9.9": 404,
    "/observations/?origin=KZA": 400,
    "/observations/?orgin=KAZ": 400,
    "/observations/?year=soon&sort=best": 400,
    "/observations/?page=99": 400,
    "/map/?from=KZA": 400,
    "/map/?year=1999": 404,
    "/why/1.1.0/KAZ-USA-study-visas_issued-1999/": 404,
    "/why/1.1.0/XYZ/": 404,
    "/why/1.1.0/population-KAZ-1999/": 404,
    "/why/1.1.0/population-KZA-2018/": 404,
    "/why/9.9.9/KAZ-USA-study-visas_issued-2018/": 404,
    "/why/1.1.0/KAZ-USA-study-visas_issued-1999/ask/": 404,
    "/why/1.1.0/XYZ/asked/": 404,
    "/origins/KZA/": 404,
    "/destinations/XYZ/": 404,
    "/corridors/KZA-USA/": 404,
    "/indicators/rate/?origin=KZA&by=age": 400,
    "/indicators/share/?destination=EU,DEU": 400,
    "/indicators/rank/?page=99": 400,
    "/indicators/nothing/": 404,
    "/what-if/nothing/": 404,
    "/what-if/taken-back/": 410,
    "/report/nothing/": 404,
    "/estimates/nothing/": 404,
    "/graphics/pie/": 404,
    "/graphics/heatmap/?year=2030": 404,
    "/graphics/pyramid/?year=2018": 400,
    "/coverage/?page=99": 400,
    "/coverage/XYZ/": 404,
    "/coverage/USA/?page=99": 400,
    "/reconciliation/?outcome=nice": 400,
    "/codebook/1.0.0..1.1.0/?page=99": 400,
    "/codebook/1.0.0..9.9.9/": 404,
    "/releases/9.9.9/": 404,
    "/releases/1.0.0..9.9.9/": 404,
    "/releases/1.0.0..1.1.0/?cause=magic": 400,
    "/releases/1.0.0..1.1.0/?page=99": 400,
}
EVERY = dict.fromkeys(PAGES, 200) | REFUSED

# One address for each page that is made in a way of its own: where a look takes long, these are looked at.
KINDS = [
    *(address for address in PAGES if "?" not in address or "sort=" in address or "cause=" in address),
    "/nowhere/", "/observations/?origin=KZA", "/map/?from=KZA", "/why/1.1.0/KAZ-USA-study-visas_issued-1999/",
    "/origins/KZA/", "/what-if/taken-back/",
]  # fmt: skip

NO_PAGE = {"feed"}  # of all that is in two languages


def published():
    """What these addresses speak of: two releases, a scenario, and one that was taken back."""
    both = readers.first(), readers.second()
    readers.asked()
    director = User.objects.get(username="director")
    taken = scenarios.offer(
        titles=("Taken back", "Снято"), texts=("Made up.", "Вымышлено."),
        labels=[("us-niv", "J-1")], now="out", to="study", by=director,
    )  # fmt: skip
    scenarios.withdraw(taken, reason="Made up.", by=director)
    return both


def in_both(addresses):
    """The addresses and their Russian twins."""
    return [*addresses, *(f"/ru{address}" for address in addresses)]


def names(addresses):
    """The routes that these addresses lead to."""
    return {resolve(address.partition("?")[0]).url_name for address in addresses}
