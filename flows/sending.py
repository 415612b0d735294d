"""A file that was written once, sent as it lies there: whole, packed for whoever takes that, or the bytes asked for.

The server hands over the open file, so that none of it passes through the program.
"""

import re
from io import BufferedReader, FileIO

from django.http import FileResponse, HttpResponse
from django.utils.cache import patch_vary_headers

from flows import files
from flows.core.refusals import Refused
from flows.kept import TAKES_GZIP, held

BLOCK = 2**18  # what a part is read by
ONE_PART = re.compile(r"bytes=(?:([0-9]{1,99})-([0-9]{0,99})|-([0-9]{1,99}))", re.IGNORECASE)


def of_release(request, release, name, headers):
    """A file of a release with `headers`; the same packed, where there is such a file and the reader takes it so."""
    packed = f"{name}.gz" if f"{name}.gz" in release.files else ""
    chosen = packed if packed and takes_gzip(request) else name
    tag = f'"{release.files[chosen]["sha256"]}"'
    response = held(request, tag) or sent(request, release, chosen, tag)
    if response.status_code < 400:
        for header, value in {**headers, "ETag": tag, "Accept-Ranges": "bytes"}.items():
            response.headers[header] = value
        if chosen != name:
            response.headers["Content-Encoding"] = "gzip"
        if packed:
            patch_vary_headers(response, ["Accept-Encoding"])
    return response


def takes_gzip(request):
    """A part is a part of the file itself: nobody could unpack it from its middle."""
    return "Range" not in request.headers and TAKES_GZIP.search(request.headers.get("Accept-Encoding", ""))


def sent(request, release, name, tag):
    if request.method == "HEAD":  # what was listed at publication says it, even where the file has to be made again
        return HttpResponse(headers={"Content-Length": release.files[name]["size"]})
    try:
        path = files.path(release, name)
    except Refused as reason:
        return HttpResponse(f"{reason}\n", status=503, content_type="text/plain; charset=utf-8")
    size = path.stat().st_size
    said = request.headers.get("Range", "")
    asked = ONE_PART.fullmatch(said.strip())  # several parts, or no bytes: the whole is an answer as well
    if asked and request.headers.get("If-Range", tag) == tag:
        return part(path, size, *asked.groups())
    return FileResponse(path.open("rb"))


def part(path, size, first, last, at_the_end):
    """The bytes from one to another, or so many at the end; each is said in digits, or not at all."""
    first = max(size - int(at_the_end), 0) if at_the_end else int(first)
    last = min(int(last), size - 1) if last else size - 1
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = FileResponse(Part(path, first, last), status=206)
    response.block_size = BLOCK
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = last - first + 1
    return response


class Part(BufferedReader):
    """An open file from one byte to another.

    The server can seek in it, and so takes it over like a whole one: else a thread would wait for a slow reader.
    """

    def __init__(self, path, first, last):
        super().__init__(FileIO(str(path)))
        self.seek(first)
        self._end = last + 1

    def read(self, size=-1):
        left = max(self._end - self.tell(), 0)
        return super().read(left if size is None or size < 0 else min(size, left))
