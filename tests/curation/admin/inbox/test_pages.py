"""The inbox: its list, its filters, claims, and what is approved together. The figures are made up."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from curation import seen
from curation.actions import amendments, claims, concepts, concerns, decisions, uploads
from curation.core import concern_rules
from curation.inbox import names
from curation.models import (
    CategoryDecision,
    Claim,
    Concept,
    Concern,
    Difference,
    Label,
    PrintedTotal,
    Sheet,
    SourceFile,
)
from curation.thresholds import RULES_GO_BY, THRESHOLDS
from flows import asking, releases
from flows.models import Observation
from tests.curation.conftest import person
from tests.factories import cell, handover, observation, published

LIMITS = {name: THRESHOLDS[name].default for name in RULES_GO_BY}
INBOX = "/admin/curation/categorydecision/inbox/"
QUERIES = 38  # with every kind of thing on the page, however many; seven are for session, rights, navigation, release


@pytest.fixture
def proposed(make_label, people):
    """A function that has the assistant propose against the codebook what a label with so many people is."""

    def made(text, number, **said):
        said = {"category": "work", "rationale": "Made up.", **said}
        return decisions.propose(make_label(text, ("FY2018", number)), **said, by=people.assistant)

    return made


@pytest.fixture
def unflagged(make_label, people):
    """Three proposals as the codebook says: two on one ground, one on another."""
    labels = [make_label(text, ("FY2018", number)) for text, number in [("H-1B1", 3), ("H-2A", 4), ("F-3", 5)]]
    return [decisions.propose_as_suggested(label, by=people.assistant) for label in labels]


@pytest.fixture
def handed_in(make_file, people):
    """A function that makes a file of another table that was handed in after another one was accepted."""

    def made(source):
        accepted = {"state": "accepted", "accepted_by": people.director, "accepted_at": timezone.now()}
        before = make_file("before.csv", source=source, **accepted)
        file = make_file("after.csv", source=source, state="submitted", submitted_by=people.assistant)
        Difference.objects.create(file=file, against=before, changed=2)
        return file

    return made


def page(desk, name="director", query=""):
    return desk(name).get(INBOX + query)


def html(response):
    return " ".join(response.content.decode().split())


def lines(response):
    return {line.what: line for line in response.context["lines"]}


def in_words(line):
    return " ".join(f"{why.title}{why.line}{f' “{why.said}”' if why.said else ''}" for why in line.why)


def post(desk, deed, name="director", follow=True, **said):
    return desk(name).post(reverse(f"admin:curation_categorydecision_inbox_{deed}"), said, follow=follow)


def preview(desk, name="director", **ticked):
    return post(desk, "take", name, **ticked)


def approve(desk, *ticked, name="director", files=()):
    """Approve what a preview showed, as it is now."""
    tokens = {f"seen-{pk}": token for pk, token in seen.tokens(ticked).items()}
    keys = {"decision": [decision.pk for decision in ticked], "file": [file.pk for file in files]}
    return post(desk, "approve", name, **keys, **tokens)


# what it says


def test_each_thing_says_how_many_what_where_what_is_proposed_and_in_one_line_why(desk, proposed):
    decision = proposed("J-1", 16_121, flag="Do they stay?")
    shown = page(desk)
    line = lines(shown)["J-1"]
    assert (line.item.people, line.unit, line.where, line.words) == (
        16_121,
        "visas",
        "United States",
        "Exchange visitors (J)",
    )
    assert (line.proposed, line.url) == (
        decision,
        reverse("admin:curation_categorydecision_change", args=[decision.pk]),
    )
    assert in_words(line).startswith("First use, by more people than 1,000. Differs from the codebook, which says excl")
    assert in_words(line).endswith("A doubt, assistant: “Do they stay?”")
    assert [words for _tag, words in line.tags] == ["contested", "against the codebook"]
    asked = reverse("admin:curation_scenario_whatif", query={"label": decision.label_id, "to": "work"})
    assert f'data-key="i" href="{asked}"'.replace("&", "&amp;") in html(shown)
    assert 'class="tag is-contested">contested<' in html(shown)


def test_bars_are_shares_of_the_one_with_most_people(desk, proposed):
    proposed("J-1", 4_000), proposed("F-1", 1_000), proposed("M-1", 1), proposed("H-1B", 0, category="study")
    assert {what: line.bar for what, line in lines(page(desk)).items()} == {"J-1": 84, "F-1": 21, "M-1": 1, "H-1B": 0}


def test_several_printed_totals_say_by_how_much_they_differ_and_how_much_rounding_allows(desk, make_file):
    file = make_file()
    sheet = Sheet.objects.create(file=file, position=0, name="FY18")
    for row, (period, printed, least) in enumerate([("2015", 500, 470), ("2016", 600, 545)]):
        bounds = {"lower": least - 13, "upper": least + 13, "least": least, "most": least}
        about = {"origin": "KAZ", "what": period, "period": period, "outcome": "open"}
        told = {"printed": str(printed), "value": printed, "printed_lower": printed, "printed_upper": printed}
        PrintedTotal.objects.create(sheet=sheet, row=row, column=2, **about, **told, **bounds)
        found = concern_rules.parts_against_total(
            period, f"FY18!C{row + 1}", str(printed), bounds["lower"], bounds["upper"], printed, "KAZ"
        )
        concerns.raise_findings([found], file=file)
    line = lines(page(desk))["2 printed totals"]
    assert (line.item.people, line.unit, line.amount, line.url) == (
        0,
        "visas",
        "in no published number",
        reverse("admin:file_totals", args=[file.pk]) + "#open",
    )
    assert line.words.startswith("Kazakhstan, ") and line.words.endswith(", 2015 to 2016")
    assert in_words(line) == "Parts and total differ by 30 to 55, where rounding allows 13."


def test_each_rule_has_its_line(desk, make_file, make_correction, label, people):
    file = make_file("new.xlsx")
    make_correction()
    found = [
        concern_rules.jump("F-1", "KAZ", 2018, 1_223, 2_496, limits=LIMITS | {"jump_times": 2}),
        concern_rules.unknown_place("Kirgystn", 1, "FY18!A9", 30),
        concern_rules.vanished_label("Z-9", "z-9", 1_500, "old.xlsx", limits=LIMITS),
        concern_rules.same_bytes_elsewhere("imp.csv", "ca-imp", "2026-11-20"),
    ]
    concerns.raise_findings(found, file=file)
    amendments.propose("alias", "Kirgystn", values={"area": "KGZ"}, rationale="A slip.", by=people.assistant)
    concepts.give_reason(Concept.objects.get(pk="seafarer"), text_en="They live on ships.", by=people.assistant)
    Concern.objects.create(severity="concern", text="Why so few?", label=label, place="KAZ-USA-study-2018, 1.0.0")
    shown = lines(page(desk))
    assert {what: in_words(line) for what, line in shown.items()} == {
        "Kazakhstan 2018": "A jump: 2,496 after 1,223 in 2017.",
        "“Kirgystn”": "A place name nobody knows: first at FY18!A9. Until it is known its people are counted nowhere. "
        "Proposed: an alias of Kyrgyzstan.",
        "Z-9": "A label vanished: it has 1,500 people in old.xlsx.",
        "new.xlsx": "The same bytes in another table: The same bytes are held as imp.csv of the table ca-imp, received "
        "2026-11-20: is one of the two misplaced?",
        "“kirgystn”": "A change of a list: “A slip.”",
        "Seafarers and crew": "Why apart: “They live on ships.”",
        "J-1": "A reader’s question: “Why so few?”",
        "FY18!B2": "A publisher’s error: “Ten times too large.”",
    }
    assert shown["FY18!B2"].place == "FY18!B2: 30 → 3"
    assert shown["“Kirgystn”"].place == "a place"
    assert shown["“kirgystn”"].place == "Kyrgyzstan"


def test_a_readers_question_says_of_which_number_it_is(desk, settings, tmp_path):
    settings.RELEASES_ROOT = tmp_path / "releases"
    published(observation("KAZ", "USA", 2018, "study", cells=[cell(7, "F-1"), cell(2, "M-1")]))
    asking.ask(Observation.public.get(), text="Are dependants in it?", language="en", mark="made up")
    line = lines(page(desk))["Kazakhstan → United States"]
    assert (line.item.people, line.item.published, line.where) == (9, True, "United States")
    assert line.words == "Study, visas issued, FY2018, 1.0.0"
    assert in_words(line) == "A reader’s question: “Are dependants in it?”"


def test_a_concern_kept_before_rules_had_lines_says_its_own_words(desk, make_file):
    Concern.objects.create(rule="jump", severity="concern", text="Made up, long ago.", file=make_file())
    Concern.objects.create(rule="of_tomorrow", severity="concern", text="Made up, too.", file=SourceFile.objects.get())
    assert sorted(in_words(line) for line in page(desk).context["lines"]) == [
        "A jump: Made up, long ago.",
        "of_tomorrow: Made up, too.",
    ]


def test_four_figures(desk, proposed, unflagged, people):
    proposed("J-1", 5_000)
    concerns.raise_("Sheet 2 repeats Sheet 1.", severity="blocker", by=people.assistant)
    figures = [(count, words) for count, _what, words, _url in page(desk).context["figures"]]
    assert figures == [
        (2, "none answered since it was returned"),
        (3, "any second curator may approve"),
        (1, "the release waits for it"),
        (9, "no reason recorded yet"),
    ]


def test_concepts_treated_in_two_ways_are_those_of_the_board(desk, make_label, people):
    for text, way in [("D", "work"), ("I", "work"), ("J-1", "study")]:
        decisions.propose(make_label(text, ("FY2018", 5)), category=way, rationale="Made up.", by=people.assistant)
    board = [row for row in concepts_board() if row.is_apart and not row.kept]
    reason = concepts.give_reason(board[0].concept, text_en="Made up.", by=people.assistant)
    assert page(desk).context["figures"][3][::2] == (len(board), "1 reason waits for review")
    concepts.approve(reason, by=people.director)
    assert page(desk).context["figures"][3][::2] == (len(board) - 1, "no reason recorded yet")


def concepts_board():
    from curation import concepts

    return concepts.board()


def test_with_nothing_to_judge_it_says_so_and_when_it_looked(desk, people):
    shown = html(page(desk))
    assert "Nothing needs you." in shown
    assert re.search(r"Last look \d+ \w+ 20\d\d, \d\d:\d\d UTC", shown)


# filters and pages


def test_chips_filter_by_why_a_thing_is_here(desk, proposed, make_file):
    proposed("J-1", 5_000), proposed("F-1", 5)
    concerns.raise_findings([concern_rules.unknown_place("Ruritania", 1, "A!B2", 30)], file=make_file("b.xlsx"))
    chips = {words: (count, address) for address, words, count, _current in page(desk).context["chips"]}
    assert {words: count for words, (count, _address) in chips.items()} == {
        "all": 3,
        "First use": 1,
        "Differs from the codebook": 2,
        "Treated in two ways": 1,
        "A place name nobody knows": 1,
    }
    assert list(lines(desk("director").get(chips["First use"][1]))) == ["J-1"]
    assert list(lines(desk("director").get(chips["A place name nobody knows"][1]))) == ["“Ruritania”"]


@pytest.mark.parametrize("show", ["of_tomorrow", "blocker", "mine"])
def test_a_filter_with_nothing_leads_back(desk, proposed, show):
    proposed("F-1", 5)
    shown = html(page(desk, query=f"?show={show}"))
    assert "Nothing of this kind needs you." in shown and ">Show all</a>" in shown


def test_a_page_goes_on_after_the_last_thing_of_the_one_before(desk, make_file, monkeypatch):
    monkeypatch.setattr("curation.admin.inbox.asked.THINGS_A_PAGE", 4)
    file = make_file()
    for number in range(10):
        concerns.raise_findings([concern_rules.unknown_place(f"R{number}", 1, "A!B2", number // 3)], file=file)
    seen, address = [], INBOX
    while address:
        shown = desk("director").get(address)
        seen.append([line.what for line in shown.context["lines"]])
        address = shown.context["next_page"]
    assert [len(page) for page in seen] == [4, 4, 2]
    assert sorted(sum(seen, [])) == [f"“R{number}”" for number in range(10)]


def test_what_was_settled_meanwhile_takes_nothing_from_the_next_page(desk, make_file, people, monkeypatch):
    monkeypatch.setattr("curation.admin.inbox.asked.THINGS_A_PAGE", 2)
    found = [concern_rules.unknown_place(f"R{number}", 1, "A!B2", number) for number in range(6)]
    raised = concerns.raise_findings(found, file=make_file())
    first = page(desk)
    for concern in (raised[5], raised[4]):
        concerns.resolve(concern, resolution="Made up.", outcome="kept", by=people.director)
    assert list(lines(desk("director").get(first.context["next_page"]))) == ["“R3”", "“R2”"]


@pytest.mark.parametrize(
    "query", ["?after=5", "?after=x:y", "?after=-5:concern-1", "?after=" + "9" * 40 + ":x", "?show="]
)
def test_what_an_address_cannot_mean_is_as_if_it_were_not_said(desk, proposed, query):
    proposed("F-1", 5)
    assert page(desk, query=query).status_code == 200


def test_as_many_queries_however_much_waits(
    desk, proposed, make_file, make_label, make_correction, handed_in, source, people
):
    counts = {}
    handed_in(source)
    for size in (3, 30):
        file = make_file(f"{size}.xlsx")
        make_correction(text=f"200{size}", file=file)
        for number in range(size):
            proposed(f"J-{size}{number}", 2_000 + number)
            decisions.propose_as_suggested(make_label(f"H-{size}{number}", ("FY2018", 1)), by=people.assistant)
            found = [
                concern_rules.unknown_place(f"R{size}{number}", 1, "A!B2", 30),
                concern_rules.parts_against_total("2015", f"A!B{number}", "7", 8, 8, 1, "KAZ"),
            ]
            concerns.raise_findings(found, file=file)
            changed = {"values": {"area": "NLD"}, "rationale": "Made up."}
            amendments.propose("alias", f"Ruritania {size} {number}", **changed, by=people.assistant)
            concept = Concept.objects.order_by("pk")[number % 9]
            concepts.give_reason(concept, text_en=f"Made up {size} {number}.", by=people.assistant)
        counts[size] = queries_of(desk)
    assert counts[30] <= counts[3] == QUERIES  # a kind of which nothing is on the page is not asked for


def queries_of(desk):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = desk("director")
    browser.get(INBOX)
    with CaptureQueriesContext(connection) as asked:
        assert len(browser.get(INBOX).context["lines"]) > 5
    return len(asked)


def test_the_navigation_counts_what_the_page_lists(desk, proposed, make_file, people):
    proposed("J-1", 5_000, flag="Hm."), proposed("F-1", 5)
    found = [concern_rules.parts_against_total("2015", f"A!B{n}", "7", 8, 8, 1, "KAZ") for n in range(3)]
    concerns.raise_findings(found, file=make_file("b.xlsx"))
    shown = page(desk)
    links = {str(link["title"]): link for _title, several in shown.context["navigation"] for link in several}
    assert links["Inbox"]["count"] == len(shown.context["lines"]) == 3
    assert links["Inbox"]["current"] == "page"


def test_who_may_approve_nothing_has_no_inbox(desk, people):
    assert page(desk, "stranger").status_code == 403
    assert page(desk, "assistant").status_code == 200


def test_somebody_who_logs_in_comes_to_their_first_page(client, people):
    for name, first in [("director", INBOX), ("assistant", "/admin/")]:
        said = {"username": name, "password": name}
        assert client.post("/admin/login/", said | {"next": "/admin/"}).url == first
        assert client.post("/admin/login/", said | {"next": "/admin/coverage/"}).url == "/admin/coverage/"
        assert client.get("/admin/login/").url == first  # who is in already


# claims


def test_a_claim_is_shown_to_others_and_given_up_again(desk, proposed, people):
    other, decision = person("other", "director"), proposed("F-1", 5)
    people.other = other
    answer = post(desk, "claim", follow=False, item=names.of(decision), here="show=differs_from_codebook")
    assert answer.url == f"{INBOX}?show=differs_from_codebook#{names.of(decision)}"
    until = f"{Claim.objects.get().until:%H:%M}"
    assert f"claimed by you until {until} UTC" in html(page(desk))
    assert f"claimed by director until {until} UTC" in html(page(desk, "other"))
    assert "director was first: claimed at" in html(post(desk, "claim", "other", item=names.of(decision)))
    assert list(lines(page(desk, query="?show=mine"))) == ["F-1"]
    assert page(desk).context["mine"] == 1 and page(desk, "other").context["mine"] == 0
    post(desk, "let_go", item=names.of(decision))
    assert "claimed by" not in html(page(desk))


def test_the_page_of_a_proposal_warns_of_somebody_elses_claim(desk, proposed, people):
    people.other, decision = person("other", "director"), proposed("F-1", 5)
    claims.claim(names.of(decision), by=people.director)
    address = reverse("admin:curation_categorydecision_change", args=[decision.pk])
    assert "director is at this since" in html(desk("other").get(address))
    assert "is at this since" not in html(desk("director").get(address))


def test_one_that_is_over_is_not_shown(desk, proposed, people):
    claim = claims.claim(names.of(proposed("F-1", 5)), by=people.director)
    before = timezone.now() - timedelta(hours=2)
    Claim.objects.filter(pk=claim.pk).update(at=before, until=before + timedelta(minutes=30))
    assert "claimed by" not in html(page(desk))
    assert page(desk).context["mine"] == 0


def test_a_claim_forbids_nobody_to_decide(desk, unflagged, people):
    people.other = person("other", "director")
    [first, *_] = unflagged
    decisions.propose(first.label, category="study", rationale="Against it.", by=people.colleague)  # now it is doubted
    against = CategoryDecision.objects.get(category="study", proposed_by=people.colleague)
    claims.claim(names.of(against), by=people.director)
    shown = preview(desk, "other", decision=[against.pk])
    assert "claimed by director until" in html(shown)
    [box] = re.findall(rf'<input [^>]*name="decision" value="{against.pk}"[^>]*>', html(shown))
    assert "checked" not in box
    approve(desk, against, name="other")
    against.refresh_from_db()
    assert (against.state, against.reviewed_by) == ("approved", people.other)


# together


def test_unflagged_ones_stand_below_in_lines_with_their_ground_ticked(desk, unflagged):
    shown = html(page(desk))
    together = shown[shown.index('id="together"') :]
    assert together.count('name="line"') == 2 and together.count(" checked ") == 2
    assert "“" not in re.search(r"codebook</span> <q class=\"said\">(.)", together)[1]
    assert "H visas" in together and 'data-many="2"' in together


def test_ticked_lines_are_previewed_one_by_one_and_nothing_is_approved(desk, unflagged):
    names_of_lines = [line.name for line in page(desk).context["together"].lines]
    answer = post(desk, "take", follow=False, line=names_of_lines[:1], offered=names_of_lines)
    shown = desk("director").get(answer.url)
    assert [decision.label.text for decision, *_ in shown.context["ready"]] == ["H-2A", "H-1B1"]
    assert shown.context["left"] == 0
    back = desk("director").get(shown.context["back"])
    assert "left out of this batch by you" in html(back)
    assert not CategoryDecision.objects.in_force().exists()


@pytest.fixture
def overturning(hold, decide, people):
    """An unflagged proposal of few people that would end a decision in force: study, where it was work."""
    hold("us-niv", [("KAZ", "F-1", "FY2018", 7), ("UZB", "F-1", "FY2018", 5), ("KAZ", "F-3", "FY2018", 4)])
    former = decide("us-niv", "F-1", category="work")
    decision = decisions.propose_as_suggested(former.label, by=people.assistant)
    assert not decision.flagged
    return decision


def test_what_overturns_a_decision_in_force_is_never_ticked_beforehand(desk, overturning, people):
    plain = decisions.propose_as_suggested(Label.objects.get(text="F-3"), by=people.assistant)
    shown = html(page(desk))
    together = shown[shown.index('id="together"') :]
    assert together.count('name="line"') == 2 and together.count(" checked ") == 1
    assert 'overturns</span> <span class="words">in force now: work</span>' in together
    previewed = html(preview(desk, decision=[overturning.pk, plain.pk]))
    assert f'value="{overturning.pk}" aria' in previewed and f'value="{plain.pk}" checked aria' in previewed
    assert "in force now: work" in previewed


def test_a_preview_says_how_many_numbers_change_and_how_many_of_them_are_published(
    desk, overturning, people, settings, tmp_path
):
    settings.RELEASES_ROOT = tmp_path / "releases"
    given = handover(observation("KAZ", "USA", 2018, "work", cells=[cell(7)]))
    releases.publish(given, version="1.0.0", notes_en="Made up.", by=people.director)
    [line] = preview(desk, decision=[overturning.pk]).context["ready"]
    assert (line.ends, line.moved) == (["work"], (4, 1))  # two of work go, two of study come; one was public
    assert "1 published" in html(preview(desk, decision=[overturning.pk]))


def test_a_preview_of_many_adds_up_some(desk, overturning, monkeypatch):
    monkeypatch.setattr("curation.admin.previewed.MOST_ADDED_UP", 0)
    assert "not added up" in html(preview(desk, decision=[overturning.pk]))


def test_once_looked_at_it_is_approved_with_the_others(desk, overturning, said):
    assert said(approve(desk, overturning)) == ["Approved: 1 of 1."]
    assert CategoryDecision.objects.get(pk=overturning.pk).state == "approved"


def test_with_nothing_ticked_it_says_that_nothing_was_approved(desk, overturning, said):
    assert said(approve(desk)) == ["Nothing was ticked, so nothing was approved."]


def test_a_line_leads_to_each_of_its_proposals(desk, unflagged):
    shown = html(page(desk))
    together = shown[shown.index('id="together"') :]
    for proposal in unflagged:
        address = reverse("admin:curation_categorydecision_change", args=[proposal.pk])
        assert f'href="{address}"><code>{proposal.label}</code></a>' in together


def test_single_lines_are_left_out_and_each_is_approved_by_itself(desk, unflagged, said):
    first, _second, third = unflagged
    answer = approve(desk, first, third)
    assert said(answer) == ["Approved: 2 of 2."]
    assert [CategoryDecision.objects.get(pk=each.pk).state for each in unflagged] == [
        "approved",
        "proposed",
        "approved",
    ]


def test_what_is_refused_is_named(desk, unflagged, proposed, people, said):
    first, second, _third = unflagged
    decisions.approve(first, by=people.colleague)
    doubted = proposed("J-1", 5, flag="Do they stay?")
    told = said(approve(desk, first, second, doubted))
    assert told[0] == "Approved: 1 of 3."
    assert any(line.startswith("“H-1B1”: colleague was first") for line in told)
    assert any(line.startswith("“J-1”: assistant doubts this proposal") for line in told)


def test_what_is_another_than_the_preview_showed_is_refused_and_says_what(desk, unflagged, make_label, said):
    first, *_ = unflagged
    shown = preview(desk, decision=[first.pk])
    [(_decision, token, *_)] = shown.context["ready"]
    assert f'name="seen-{first.pk}" value="{token}"' in html(shown)
    make_label("H-1B1", ("FY2019", 40))
    told = said(post(desk, "approve", decision=[first.pk], **{f"seen-{first.pk}": token}))
    assert told[0] == "Approved: 0 of 1." and "it is not what you saw" in told[1]
    assert said(post(desk, "approve", decision=[first.pk]))[0] == "Approved: 0 of 1."  # what nobody saw
    first.refresh_from_db()
    assert first.state == "proposed"


def test_ones_own_are_refused_at_every_door(desk, unflagged, said):
    mine = [decision.pk for decision in unflagged]
    assert preview(desk, "assistant", decision=mine).context["ready"] == []
    told = said(approve(desk, *unflagged, name="assistant"))
    assert told[0] == "Approved: 0 of 3." and all("You proposed this yourself" in line for line in told[1:])


def test_a_flagged_one_may_be_taken_into_the_batch_unless_somebody_doubts_it(desk, proposed):
    plain, doubted = proposed("F-1", 5), proposed("M-1", 5, flag="Do they stay?")
    shown = page(desk)
    assert "Nothing is carried or unflagged." in html(shown) and 'data-desk-key="p"' in html(shown)
    assert [lines(shown)[text].may_be_ticked for text in ("F-1", "M-1")] == [True, False]
    previewed = preview(desk, decision=[plain.pk, doubted.pk])
    assert [decision for decision, *_ in previewed.context["ready"]] == [plain]
    assert "1 more is left out" in html(previewed)


def test_a_carried_file_is_accepted_with_the_others(desk, handed_in, unflagged, make_file, people, said):
    from curation.models import SourceTable

    file = handed_in(SourceTable.objects.get(pk="wb-population"))
    shown = html(page(desk))
    assert re.search(rf'name="file" value="{file.pk}" checked', shown)
    assert "approved for the file accepted on" in shown and "2 cells are new, changed or gone" in shown
    previewed = preview(desk, file=[file.pk], decision=[unflagged[0].pk])
    assert [came.file for came in previewed.context["files"]] == [file]
    told = said(approve(desk, unflagged[0], files=[file]))
    assert told == ["Approved: 2 of 2."]
    file.refresh_from_db()
    assert (file.state, file.accepted_by) == ("accepted", people.director)
    assert said(post(desk, "approve", file=[file.pk]))[0] == "Approved: 0 of 1."


def test_a_file_with_a_blocker_is_refused_by_name(desk, handed_in, people, source, said):
    file = handed_in(source)
    concerns.raise_("Made up.", severity="blocker", by=people.assistant, file=file)
    assert f'name="file" value="{file.pk}" aria-label' in html(page(desk))
    assert "after.csv has an open blocker" in said(post(desk, "approve", file=[file.pk]))[1]


def test_enter_on_a_tick_does_nothing(desk, unflagged):
    answer = post(desk, "take", follow=False, nothing="", here="show=mine")
    assert answer.url == f"{INBOX}?show=mine"


@pytest.mark.parametrize("bad", ["x", "9" * 30, "", "-1"])
def test_what_cannot_be_a_key_is_left_alone(desk, unflagged, bad):
    assert preview(desk, decision=[bad], file=[bad], line=[bad]).status_code == 200
    assert post(desk, "approve", decision=[bad], file=[bad]).status_code == 200


def test_handing_in_is_seen_at_once(desk, make_file, people):
    uploads.submit(make_file(), by=people.assistant)
    assert "handed in</span>" in html(page(desk))
