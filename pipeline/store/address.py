"""Where a store is: the path of a SQLite file or the URL of a database, and how that is shown without its password."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from pipeline.errors import PolicygraphError

_POSTGRES = ("postgresql", "postgres")
_FORM = "形如 postgresql://用户@主机/库名；密码里的 @ : / 要写作 %40 %3A %2F"
_SECRETS = ("password", "sslpassword")


def is_url(where: str | Path) -> bool:
    """Whether this is a database URL rather than the path of a SQLite file."""
    return isinstance(where, str) and "://" in where


def database_url(where: str | Path) -> URL:
    """The database at a path or URL, for SQLAlchemy; PostgreSQL always by psycopg 3, whatever driver the URL names.

    Raises:
        PolicygraphError: it is no URL, or that of another database than SQLite and PostgreSQL.
    """
    if not is_url(where):
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(str(where))
    except (ArgumentError, ValueError) as error:
        raise PolicygraphError(shown(where), "这不是数据库地址", _FORM, code="store_url") from error
    if "@" in (url.host or ""):  # the rest of a password with an @ that is not quoted
        raise PolicygraphError(shown(where), "这个数据库地址里多了一个 @", _FORM, code="store_url")
    kind = url.get_backend_name() if url.drivername not in _POSTGRES else "postgresql"
    if kind in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        raise PolicygraphError(shown(where), f"不认识这种数据库（{kind}）", "请用 SQLite 文件的路径，或 postgresql:// 开头的地址", code="store_url")
    return url


def shown(where: str | Path) -> str:
    """A path or URL as people may see it: everywhere but in its database, without a password."""
    text = str(where)
    if not is_url(where):
        return text
    scheme, _, rest = text.partition("://")
    named, at, host = rest.rpartition("@")
    user, colon, _ = named.partition(":")
    rest = f"{user}{':***' if colon else ''}{at}{host}"
    return f"{scheme}://" + re.sub(rf"\b({'|'.join(_SECRETS)})=[^&]*", r"\1=***", rest, flags=re.IGNORECASE)
