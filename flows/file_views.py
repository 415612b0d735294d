"""The public record as files: the list under the same question as its page, and the files of a release as written.

A file is always the whole list in the order of its columns; `sort` and `page` of the same address are for the page.
"""

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from flows import described, downloads, kept, previews, reading, sending, streams
from flows.core.refusals import Refused
from flows.differences import compared
from flows.filters import ObservationFilter
from flows.lists import index_files, listing
from flows.queries import LATEST, Edition
from flows.questions import OF_THE_PAGE
from flows.renamed import led_on
from flows.report import pdf

NEVER_CHANGES = "public, max-age=31536000, immutable"


@require_safe
def icon(request):
    """Where browsers look without being told, as on the pages of the desk."""
    answer = redirect(static("favicon.svg"))
    answer["Cache-Control"] = kept.ASK_AGAIN
    return answer


@reading.only
@led_on
def observations(request, format):
    """The list as CSV, XLSX or JSON; what cannot be answered is answered by a sentence, with 400 or 404."""
    try:
        edition = Edition.asked(request)
    except Http404 as unknown:
        return refused(format, [str(unknown)], 404)
    if edition.release is None:
        return refused(format, [_("No release has been published yet, so there is no file.")], 404)
    question = ObservationFilter(request.GET, edition.release)
    if not question.is_valid():
        return refused(format, question.form.sentences(), 400)
    headers = {
        "Cache-Control": kept.ASK_AGAIN,
        "Content-Disposition": content_disposition_header(format != "json", f"{named_by(question)}.{format}"),
    }
    if f"observations.{format}" in question.release.files and is_whole(question):
        headers["Content-Type"] = content_type(f"observations.{format}")
        return sending.of_release(request, question.release, f"observations.{format}", headers)
    headers["ETag"] = tag(question, format)
    return streamed(request, headers, lambda: written(question, format), format, question.release)


def written(question, format):
    """The file in chunks, from the rows as they are read."""
    gaps = question.shows_gaps(by_default=False)
    asked = question.observations(), question.gaps() if gaps else None
    if format == "csv":
        return downloads.csv_stream(*asked)
    if format == "json":
        return downloads.json_stream(*asked, release=question.release)
    # The count is said before the first row, and to count a million of them in the tables takes its time.
    count = sum(listing.counts(listing.Selection(question, gaps)))
    return downloads.xlsx_stream(*asked, release=question.release, count=count)


def is_whole(question):
    """Whether the question asks for every observation of the release and nothing else.

    The written file holds the members of unions too, which the list leaves out unless they are asked for.
    """
    narrowed = any(question.asked[name] for name in question.filters if question.asked[name] != "all")
    if narrowed or question.shows_gaps(by_default=False):
        return False
    return not leaves_members_out(question)


def leaves_members_out(question):
    """Whether numbers are left out because those of unions hold them."""
    if question.asked["members"] == "1" or question.asked["destination"]:
        return False
    return bool(index_files.of(question.release).without["origin"].column("part_of").any())


def named_by(question):
    """The name of a file without its ending; what is called after the release alone is the whole of it."""
    name = question.file_name
    bare = name == "-".join(question.release.file_words)
    return f"{name}-without-members" if bare and leaves_members_out(question) else name


@reading.only
def difference(request, old, new):
    """Every number that one release says otherwise than an earlier one, with its causes, as CSV."""
    try:
        edition = Edition.asked(request, new)
        older = edition.named(old)
    except Http404 as unknown:
        return refused("csv", [str(unknown)], 404)
    if older.number > edition.release.number:
        return redirect("files:difference", new, old)
    found = compared.Compared(older, edition.release)
    headers = {
        "ETag": f'"{found.tag}-{kept.program()}"',
        "Cache-Control": kept.ASK_AGAIN,
        "Content-Disposition": content_disposition_header(True, f"camt-{old}..{new}.csv"),
    }
    return streamed(request, headers, lambda: downloads.difference_stream(found), "csv", edition.release)


@reading.only
def of_release(request, version, name):
    """One file of a release, byte for byte as it was published; of `latest`, where it is in the newest."""
    if version == LATEST:
        newest = Edition.asked(request).named_latest().version
        answer = redirect("files:of_release", newest, name.replace(f"camt-{LATEST}", f"camt-{newest}"))
        answer.headers["Cache-Control"] = kept.ASK_AGAIN
        return answer
    release = Edition.asked(request, version).release
    if release is None or name not in release.files:
        raise Http404(
            _("Release %(version)s has no file “%(name)s”. Its files: %(known)s.")
            % {"version": version, "name": name, "known": ", ".join(release.listed_files if release else [])}
        )
    headers = {
        "Cache-Control": NEVER_CHANGES,
        "Content-Disposition": content_disposition_header(True, named(release, name)),
        "Content-Type": content_type(name),
    }
    return sending.of_release(request, release, name, headers)


def named(release, name):
    """A name that says of which release a file is, as that of an archive does by itself."""
    return name if name.startswith("camt-") else f"camt-{release.version}-{name}"


def content_type(name):
    """What a file is sent as: what is said of it wherever it is named, and of a plain table, how it is written."""
    kind = described.kind(name)
    return f"{kind}; charset=utf-8" if kind == "text/csv" else kind


@reading.only
def report(request):
    """The report of a release as a PDF, in the language that is asked for."""
    language = request.GET.get("language", settings.LANGUAGE_CODE)
    if language not in dict(settings.LANGUAGES):
        known = ", ".join(dict(settings.LANGUAGES))
        return refused("pdf", [_("There is no report in the language “%(asked)s”, only in: %(known)s.")
                               % {"asked": language, "known": known}], 400)  # fmt: skip
    with translation.override(language):
        try:
            edition = Edition.asked(request)
        except Http404 as unknown:
            return refused("pdf", [str(unknown)], 404)
        if edition.release is None:
            return refused("pdf", [_("No release has been published yet, so there is no file.")], 404)
        with previews.taken_home(request, edition.release):
            told = pdf.Told.of(edition, request.build_absolute_uri("/").rstrip("/"))
    release = edition.release
    headers = {
        "ETag": f'"{told.tag}"',
        "Cache-Control": kept.ASK_AGAIN,
        "Content-Language": language,
        "Content-Disposition": content_disposition_header(
            False, f"{'-'.join([*release.file_words, 'report', language])}.pdf"
        ),
    }
    return answered(request, headers, lambda: HttpResponse(told.pdf()), "application/pdf")


def streamed(request, headers, write, format, release):
    """The chunks of `write()` as they are written, or a sentence where too many readers take large files already."""
    try:
        return answered(request, headers, lambda: StreamingHttpResponse(streams.of(write())), content_type(format))
    except streams.Taken:
        name = f"observations.{format}" if f"observations.{format}" in release.files else ""
        ready = request.build_absolute_uri(f"/releases/{release}/{name}")
        sentence = _(
            "Others are taking large files at this moment, as many as can be made at a time. Come again in %(wait)s "
            "seconds, narrow the question (a small file is always given), or take what lies ready: %(ready)s"
        )
        response = refused(format, [sentence % {"wait": streams.COME_AGAIN, "ready": ready}], 503)
        response.headers["Retry-After"] = str(streams.COME_AGAIN)
        response.headers["Cache-Control"] = "no-store"
        return response


def answered(request, headers, write, content_type):
    """The file, or 304 where the reader has it already; HEAD writes nothing and says no length."""
    response = kept.held(request, headers["ETag"])
    if response is None:
        try:
            response = StreamingHttpResponse(()) if request.method == "HEAD" else write()
        except Refused as reason:
            return HttpResponse(f"{reason}\n", status=503, content_type="text/plain; charset=utf-8")
        response.headers["Content-Type"] = content_type
    for header, value in headers.items():
        response.headers[header] = value
    return response


def tag(question, format):
    asked = {name: value for name, value in sorted(question.asked.items()) if name not in (*OF_THE_PAGE, "release")}
    release = question.release
    return kept.strong_tag(release.digest, release.version, release.state, format, asked)


def refused(format, sentences, status):
    """What is wrong, in words: as JSON for JSON, else as plain text, and never a row."""
    sentences = list(sentences)
    if format == "json":
        return JsonResponse({"errors": sentences}, status=status, json_dumps_params={"ensure_ascii": False})
    return HttpResponse("\n".join([*sentences, ""]), status=status, content_type="text/plain; charset=utf-8")
