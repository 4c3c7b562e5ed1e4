"""What an archive holds: its tables with how many rows each has, and its views.

Datasette asks five questions of each table, one after the other: 310 ms for an archive's sixty, where this takes 67.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storage.site.reading import Reading, read

COUNTED = 1_000_000  # rows of a table; counting more would take longer than a page should


async def context(datasette: Any, name: str, request: Any) -> dict[str, Any]:
    """What Datasette's template of a database shows, for who asks."""
    database = datasette.get_database(name)
    hidden = set(await database.hidden_table_names())
    shown = await _visible(datasette, name, [t for t in await database.table_names() if t not in hidden], request)
    views = await _visible(datasette, name, await database.view_names(), request)
    limit = datasette.setting("sql_time_limit_ms")
    return {
        "database": name,
        "metadata": _metadata(datasette, name),
        "tables": await read(database, limit, lambda reading: [_table(reading, table) for table in shown]),
        "hidden_count": len(hidden),
        "views": [{"name": view} for view in views],
        "allow_execute_sql": await datasette.permission_allowed(request.actor, "execute-sql", name, default=True),
        "allow_download": datasette.setting("allow_download") and not database.is_mutable,
        "size": database.size,
        "attached_databases": [other.name for other in await database.attached_databases()],
        "database_actions": tuple,
    }


async def _visible(datasette: Any, name: str, tables: list[str], request: Any) -> list[str]:
    """Those of the tables and views that who asks may see."""
    asked = [("view-database", name), "view-instance"]
    found = []
    for table in sorted(tables):
        visible, _ = await datasette.check_visibility(
            request.actor, permissions=[("view-table", (name, table)), *asked]
        )
        found += [table] if visible else []
    return found


def _table(reading: Reading, name: str) -> Mapping[str, Any]:
    quoted = '"' + name.replace('"', '""') + '"'
    columns = [row["name"] for row in reading.rows("select name from pragma_table_info(:name)", name=name)]
    rows = reading.value(f"select count(*) from (select 1 from {quoted} limit :most)", most=COUNTED + 1)  # noqa: S608
    return {"name": name, "columns": columns, "count": min(rows, COUNTED), "more": rows > COUNTED, "hidden": False}


def _metadata(datasette: Any, name: str) -> dict[str, Any]:
    described: dict[str, Any] = dict((datasette.metadata("databases") or {}).get(name, {}))
    datasette.update_with_inherited_metadata(described)
    return described
