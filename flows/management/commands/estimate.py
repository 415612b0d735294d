"""manage.py estimate METHOD --in FILE [--out FILE]: any indicator or estimate over a table in CSV."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand

from flows.core.estimates import asking, told, writing
from flows.core.estimates.methods import METHODS
from flows.core.refusals import Refused

STANDARD = "-"
MARK = b"\xef\xbb\xbf"


class Command(BaseCommand):
    help = (
        "Reckons an indicator or an estimate over a table in CSV; `manage.py estimate METHOD --help` says what it "
        "takes and gives. Columns and rows may stand in any order; nothing is kept."
    )

    def add_arguments(self, parser):
        methods = parser.add_subparsers(dest="method", metavar="METHOD", required=True)
        for method in METHODS.values():
            raw = argparse.RawDescriptionHelpFormatter
            words = {"help": method.title, "description": told.help_of(method).replace("%", "%%")}
            self.add_words(methods.add_parser(method.name, formatter_class=raw, **words), method)

    def add_words(self, parser, method):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--in", dest="table", metavar="FILE", help="the table, UTF-8; - reads standard input")
        what.add_argument("--example", action="store_true", help="print a table that this method takes")
        parser.add_argument("--out", metavar="FILE", default=STANDARD, help="the answer; else to standard output")
        parser.add_argument("--by", metavar="COLUMN", action="append", default=[], help="reckon for each value of it")
        for name, says in method.options.items():
            parser.add_argument(f"--{name}", default="", help=says)

    def handle(self, *, method, table, example, out, by, **options):
        if example:
            self.stdout.write(METHODS[method].example, ending="")
            return
        try:
            refuse_same(table, out)
            said = {name: options[name] for name in METHODS[method].options}
            asked = asking.ask(method, lines_of(table), [name.strip().lower() for name in by], **said)
            self.write(writing.lines(asked.answer), out)
        except (Refused, OSError) as error:
            self.stderr.write(sentence(error))
            sys.exit(2)
        for text in asked.answer.said:
            self.stderr.write(text)
        if asked.unused:
            self.stderr.write(f"Not used: {', '.join(asked.unused)}.")

    def write(self, lines, out):
        """All or nothing into a file; what reads standard output may stop when it has seen enough."""
        if out != STANDARD:
            write_file(lines, Path(out))
            return
        try:
            for text in lines:
                self.stdout.write(text, ending="")
            self.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def refuse_same(table, out):
    """What came in stays, also where the answer would go to it by another name."""
    if STANDARD not in (table, out) and os.path.exists(out) and os.path.samefile(table, out):
        raise Refused(f"{out} is the table itself, which is never overwritten: name another file for the answer.")


def lines_of(table):
    """Line by line; what is no UTF-8 is told by its line."""
    if table == STANDARD:
        yield from decoded(sys.stdin.buffer)
        return
    try:
        with open(table, encoding="utf-8-sig", newline="") as file:
            yield from file
    except UnicodeDecodeError:
        with open(table, "rb") as file:
            yield from decoded(file)


def decoded(file):
    for number, line in enumerate(file, 1):
        try:
            yield line.removeprefix(MARK).decode() if number == 1 else line.decode()
        except UnicodeDecodeError:
            raise Refused(f"Line {number} is not written in UTF-8; save the table as CSV in UTF-8.") from None


def write_file(lines, path):
    """All of it or nothing; what goes wrong is told of the file that was asked for, not of the one it is written to."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=".estimate-", delete=False
        ) as file:
            put(lines, file, path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def put(lines, file, path):
    try:
        file.writelines(lines)
        file.close()
        os.chmod(file.name, 0o644)
        os.replace(file.name, path)
    except BaseException:
        os.unlink(file.name)
        raise


def sentence(error):
    if isinstance(error, OSError):
        return f"{error.filename} cannot be read or written: {error.strerror}."
    return str(error)
