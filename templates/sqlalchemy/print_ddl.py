#!/usr/bin/env python3
"""print_ddl.py MODULE[:NAME]...: the schema of SQLAlchemy models as SQL.

For `schema.desired: {command: ...}` of migrate.yaml. Each MODULE is imported, as from the working
folder; name all that hold models. NAME is a MetaData or something that has one as `metadata`: a
declarative base, a model, SQLModel. Without NAME every MetaData that the module leads to is taken.

No database is asked and no driver is needed. SQLAlchemy 1.4 and 2.
"""

import contextlib
import importlib
import os
import sys

from sqlalchemy import MetaData, create_mock_engine
from sqlalchemy.schema import CreateIndex


def metadata_of(value):
    """The MetaData that it is or has, or None."""
    found = value if isinstance(value, MetaData) else getattr(value, "metadata", None)
    return found if isinstance(found, MetaData) else None


def values_of(word):
    """What MODULE:NAME stands for, or all that MODULE has."""
    name, _, attribute = word.partition(":")
    module = importlib.import_module(name)
    if not attribute:
        return list(vars(module).values())
    if metadata_of(getattr(module, attribute, None)) is None:
        sys.exit(f"{word} is no MetaData and has none")
    return [getattr(module, attribute)]


def collect(words):
    """The MetaData of all the words that have tables, each once, in the order of the words."""
    values = [value for word in words for value in values_of(word)]
    found = {id(one): one for one in map(metadata_of, values) if one is not None and one.tables}
    if not found:
        sys.exit(f"no tables in {' '.join(words)}: name the modules that define models")
    return list(found.values())


def sorted_indexes(elements):
    """The indexes of a table come in no order: make it that of their names."""
    indexes = []
    for element in elements:
        if isinstance(element, CreateIndex):
            indexes.append(element)
            continue
        yield from sorted(indexes, key=lambda one: one.element.name)
        indexes.clear()
        yield element
    yield from sorted(indexes, key=lambda one: one.element.name)


def created_by(metadata):
    """What create_all() sends."""
    elements = []
    engine = create_mock_engine("postgresql://", lambda one, *_, **__: elements.append(one))
    metadata.create_all(engine, checkfirst=False)
    return sorted_indexes(elements)


def statements(all_metadata):
    # In the usual style of parameters each `%` is doubled.
    dialect = create_mock_engine("postgresql://", None, paramstyle="named").dialect
    for metadata in all_metadata:
        for element in created_by(metadata):
            # create_all() takes it that schemas are there.
            schema = getattr(getattr(element, "element", None), "schema", None)
            if schema is not None:
                yield f"CREATE SCHEMA IF NOT EXISTS {dialect.identifier_preparer.quote(schema)}"
            text = element if isinstance(element, str) else str(element.compile(dialect=dialect))
            yield text.strip().rstrip(";")


def main(words):
    if not words:
        sys.exit(__doc__)
    sys.path.insert(0, os.getcwd())
    with contextlib.redirect_stdout(sys.stderr):  # what a module prints is no SQL
        all_metadata = collect(words)
    for statement in dict.fromkeys(statements(all_metadata)):  # a schema or a type once
        print(statement + ";\n")


if __name__ == "__main__":
    main(sys.argv[1:])
