"""A cell's value as text, and each distinct text once.

What a publisher printed is kept as text everywhere; here is the only place where a number turns into one.
"""

from datetime import date, datetime, time, timedelta

from curation.core.problems import Unreadable, quoted

EXACT = 2**53  # from here on a float no longer holds every whole number


def printed(value):
    """ "1178" for 1178.0, "0.24", "TRUE", "2018-03-01", "2018-03-01T12:30:00"; "36:00:00" for a day and a half."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.isoformat() if value.time() != time() else value.date().isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _clock(value)
    return str(value)


def _clock(span):
    seconds = abs(span) // timedelta(seconds=1)
    return f"{'-' if span < timedelta() else ''}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


class Texts(dict):
    """Numbers by value: `texts[1178.0]` gives the number of "1178" in `texts.all`; 0 is the blank.

    A million cells hold some thousand distinct values, so most of them cost one look-up. TRUE must be looked up as
    text: to a dictionary True and 1 are one key. `huge` says that some number was too large for a float to be exact.
    """

    def __init__(self, longest):
        super().__init__({"": 0})
        self.all = [""]
        self.longest = longest
        self.huge = False

    def __missing__(self, value):
        text = printed(value)
        if len(text) > self.longest:
            raise TooLong(len(text))
        if isinstance(value, float) and abs(value) >= EXACT:
            self.huge = True
        number = self[value] = len(self.all)
        self.all.append(text)
        return number

    def row(self, values, sheet, number):
        """The numbers of a row's values; Unreadable where a text is longer than a cell can be."""
        try:
            if bool in map(type, values):
                values = [printed(value) if type(value) is bool else value for value in values]
            return list(map(self.__getitem__, values))
        except TooLong as long:
            raise Unreadable(
                f"{{Place}} holds {{found}} and a cell may have {self.longest:,}: {{remedy}}.",
                **quoted(sheet, f"A{number}", f", row {number:,}"),
                found=f"a cell of {long.args[0]:,} characters",
                expected=f"at most {self.longest:,} characters",
                remedy="shorten it and upload the file again",
            ) from None


class TooLong(Exception):
    """A text longer than a cell can be."""
