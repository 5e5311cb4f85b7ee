$ cp -r "$SAMPLE"/. .
$ migrate stamp 0002 --dry-run
database: app on localhost:5432 as postgres
would stamp base -> 0002
$ migrate stamp 0002
database: app on localhost:5432 as postgres
stamped base -> 0002
$ psql "$DATABASE_URL" -Atc "select version_num from migrate_version" -c "select to_regclass('posts')"
0002



$ migrate stamp head --json
database: app on localhost:5432 as postgres
{
  "command": "stamp",
  "database": "app on localhost:5432 as postgres",
  "dry_run": false,
  "from": [
    "0002"
  ],
  "to": [
    "0003"
  ],
  "steps": [
    {
      "direction": "stamp",
      "revision": "0003",
      "path": null,
      "message": null,
      "transaction": true,
      "duration_ms": 15.719
    }
  ]
}
$ migrate stamp base
database: app on localhost:5432 as postgres
stamped 0003 -> base
$ migrate stamp 0004
database: app on localhost:5432 as postgres
error: no revision, branch label or prefix of an id is "0004"
hint: did you mean "0001"?
state: nothing was changed
[exit 2]
$ migrate stamp
error: REV is required
hint: see `migrate stamp --help`
[exit 2]
