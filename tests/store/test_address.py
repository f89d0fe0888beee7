"""Where a store is: which URLs are taken, what is said of those that are not, and that no password is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.errors import PolicygraphError
from pipeline.store.address import database_url, is_url, shown
from pipeline.store.store import Store
from tests.tools.postgres import Server


@pytest.mark.parametrize(
    ("where", "expected", "why"),
    [
        ("postgresql://u@h/db", "postgresql+psycopg://u@h/db", "the driver that is installed with policygraph[postgres]"),
        ("postgres://u@h/db", "postgresql+psycopg://u@h/db", "the short name that libpq takes too"),
        ("postgresql+psycopg2://u@h/db", "postgresql+psycopg://u@h/db", "there is one driver"),
        ("postgresql://u:a%40b@h:5433/db", "postgresql+psycopg://u:a%40b@h:5433/db", "a quoted password"),
        ("postgresql:///db?host=/run/pg", "postgresql+psycopg:///db?host=%2Frun%2Fpg", "a Unix socket"),
        ("sqlite:///a.db", "sqlite:///a.db", "a file by URL"),
        (Path("a b%20.db"), "sqlite:///a b%2520.db", "a path is taken as it is"),
    ],
)
def test_an_address_is_understood(where: str | Path, expected: str, why: str) -> None:
    assert database_url(where).render_as_string(hide_password=False) == expected, why
    assert is_url(where) == isinstance(where, str)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("postgresql://u:geheim@h/db", "postgresql://u:***@h/db"),
        ("postgresql://u:geh@eim@h/db", "postgresql://u:***@h/db"),
        ("postgresql://u:geheim@h:nein/db", "postgresql://u:***@h:nein/db"),
        ("postgresql://u@h/db?password=geheim&sslmode=require", "postgresql://u@h/db?password=***&sslmode=require"),
        ("postgresql://u@h/db", "postgresql://u@h/db"),
        ("outputs/a:b@c.db", "outputs/a:b@c.db"),
    ],
)
def test_a_password_is_not_shown(where: str, expected: str) -> None:
    assert shown(where) == expected


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("oracle-of-delphi://u:geheim@h/db", "store_url"),
        ("postgresql://u:geheim@h:nein/db", "store_url"),
        ("postgresql://u:geh@eim@h/db", "store_url"),
        ("postgresql://u:geheim@127.0.0.1:1/db", "store"),
        ("postgresql://u@127.0.0.1:1/db?password=geheim", "store"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_in_one_line(where: str, code: str) -> None:
    with pytest.raises(PolicygraphError) as caught:
        Store.open(where, create=True)
    assert caught.value.code == code
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    assert "geh" not in str(caught.value)


def test_a_missing_driver_is_said_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "psycopg"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(PolicygraphError) as caught:
        Store.open("postgresql://u@h/db")
    assert caught.value.code == "store_driver"
    assert "pip install 'policygraph[postgres]'" in caught.value.remedy


def test_a_database_that_is_not_there_is_said_with_how_to_make_it(postgres: Server) -> None:
    with pytest.raises(PolicygraphError, match="createdb") as caught:
        Store.open(postgres.url("nirgends"), create=True)
    assert caught.value.code == "store"


def test_a_database_that_holds_no_chinese_is_refused(postgres: Server) -> None:
    where = postgres.database("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(PolicygraphError, match="LATIN1") as caught:
        Store.open(where, create=True)
    assert caught.value.code == "store_encoding"
