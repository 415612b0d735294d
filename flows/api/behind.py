"""Rows behind a key, told in one comparison: `(origin, destination, …) > ('KAZ', 'USA', …)`."""

from django.db.models import BooleanField, F, Func, Value


class Behind(Func):
    """Both engines look it up in an index that has these columns in this order.

    Spelled column by column, as Django itself spells it for SQLite, it is looked up piece by piece and sorted anew.
    """

    output_field = BooleanField()

    def __init__(self, names, key):
        super().__init__(*map(F, names), *map(Value, key))

    def as_sql(self, compiler, connection):
        told = [compiler.compile(each) for each in self.source_expressions]
        texts, parameters = [sql for sql, _said in told], [each for _sql, said in told for each in said]
        half = len(texts) // 2
        return f"({', '.join(texts[:half])}) > ({', '.join(texts[half:])})", parameters
