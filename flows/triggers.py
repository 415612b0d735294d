"""How each engine is told to refuse a change: the SQL behind `flows.seals`."""

from typing import NamedTuple

PREFIX = "seal_"


class Trigger(NamedTuple):
    """`text` is what the database itself keeps of a trigger, so that an altered one can be told from ours."""

    name: str
    table: str
    text: str

    @property
    def event(self):
        return self.name.rpartition("_")[2]


class Engine:
    """What both engines have in common; `SAME` says that a column keeps its value."""

    EVENTS = ("insert", "update", "delete")
    SAME = ""
    FOUND = ""

    def triggers(self, seal):
        """The triggers that keep a seal."""
        for event in self.EVENTS:
            if condition := getattr(self, f"{event}_refused")(seal):
                yield Trigger(f"{PREFIX}{seal.table}_{event}", seal.table, self.text(seal, event, condition))

    def insert_refused(self, seal):
        return seal.keeps_out("NEW")

    def update_refused(self, seal):
        let_through = [seal.moves] * bool(seal.moves) + [self.SAME.format(column) for column in seal.frozen]
        changed = f"{seal.holds('OLD')} AND NOT ({' AND '.join(let_through)})" if let_through else seal.holds("OLD")
        return " OR ".join(filter(None, [changed, seal.keeps_out("NEW")]))

    def delete_refused(self, seal):
        return seal.holds("OLD")

    def found(self, connection):
        """The triggers of ours that the database has, by name."""
        with connection.cursor() as cursor:
            cursor.execute(self.FOUND)
            return {row[0]: Trigger(*row) for row in cursor.fetchall() if row[0].startswith(PREFIX)}

    def create(self, connection, triggers):
        with connection.cursor() as cursor:
            for trigger in triggers:
                for statement in self.creation(trigger):
                    cursor.execute(statement)

    def drop(self, connection, triggers):
        with connection.cursor() as cursor:
            for trigger in triggers:
                cursor.execute(self.removal(trigger))


class Sqlite(Engine):
    SAME = 'OLD."{0}" IS NEW."{0}"'
    FOUND = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"

    def insert_refused(self, seal):
        return " OR ".join(filter(None, [super().insert_refused(seal), self.pushes_out(seal)]))

    def update_refused(self, seal):
        return f"{super().update_refused(seal)} OR {self.pushes_out(seal, 'held.id <> OLD.id AND ')}"

    def pushes_out(self, seal, besides=""):
        """INSERT OR REPLACE and UPDATE OR REPLACE delete the rows in their way, and no trigger hears of that."""
        keys = [" AND ".join(f'held."{column}" = NEW."{column}"' for column in key) for key in (("id",), *seal.keys)]
        in_its_way = f"{besides}({' OR '.join(keys)})"
        return f'EXISTS (SELECT 1 FROM "{seal.table}" AS held WHERE {in_its_way} AND {seal.holds("held")})'

    def text(self, seal, event, condition):
        return (
            f'CREATE TRIGGER "{PREFIX}{seal.table}_{event}" BEFORE {event.upper()} ON "{seal.table}" WHEN {condition} '
            f"BEGIN SELECT RAISE(ABORT, {quoted(seal.sentence)}); END"
        )

    def creation(self, trigger):
        return [trigger.text]

    def removal(self, trigger):
        return f'DROP TRIGGER "{trigger.name}"'


class Postgresql(Engine):
    EVENTS = ("insert", "update", "delete", "truncate")
    SAME = 'OLD."{0}" IS NOT DISTINCT FROM NEW."{0}"'
    FOUND = (
        "SELECT tgname, relname, CASE WHEN tgenabled IN ('O', 'A') THEN prosrc ELSE 'switched off' END FROM pg_trigger "
        "JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE NOT tgisinternal AND pg_table_is_visible(pg_class.oid)"
    )
    # An insert is looked at once for all its rows: asked row by row, COPY would take half as long again.
    WHEN = {
        "insert": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT",
        "update": "BEFORE UPDATE ON {table} FOR EACH ROW",
        "delete": "BEFORE DELETE ON {table} FOR EACH ROW",
        "truncate": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
    }
    RETURNED = {"update": "NEW", "delete": "OLD"}

    def insert_refused(self, seal):
        refused = seal.keeps_out("fresh")
        return f"EXISTS (SELECT 1 FROM fresh WHERE {refused})" if refused else ""

    def truncate_refused(self, seal):
        return f'EXISTS (SELECT 1 FROM "{seal.table}" AS held WHERE {seal.holds("held")})'

    def text(self, seal, event, condition):
        return (
            f" BEGIN IF {condition} THEN RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', "
            f"MESSAGE = {quoted(seal.sentence)}; END IF; RETURN {self.RETURNED.get(event, 'NULL')}; END "
        )

    def creation(self, trigger):
        when = self.WHEN[trigger.event].format(table=f'"{trigger.table}"')
        function = f'"{trigger.name}"() RETURNS trigger LANGUAGE plpgsql AS $seal${trigger.text}$seal$'
        yield f"CREATE OR REPLACE FUNCTION {function}"
        yield f'CREATE TRIGGER "{trigger.name}" {when} EXECUTE FUNCTION "{trigger.name}"()'

    def removal(self, trigger):
        # A table whose foreign keys still wait to be checked lets no trigger go.
        checked = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"
        return f'{checked}; DROP TRIGGER "{trigger.name}" ON "{trigger.table}"'


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


ENGINES = {"sqlite": Sqlite(), "postgresql": Postgresql()}
