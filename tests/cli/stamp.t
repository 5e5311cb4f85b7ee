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
$ migrate stamp 0002 --verify
database: app on localhost:5432 as postgres
table public.posts is made by its migrations, and not in the database
table public.users is made by its migrations, and not in the database
error: the database is not what 0002 makes
detail: 2 differences: `migrate diff --to versions@0002` shows the SQL that takes them back, `migrate diff --from versions@0002 --to database` what a migration would have to hold
hint: `--verify=warn` stamps all the same
state: nothing was changed
[exit 3]
$ migrate stamp 0002 --verify=warn
database: app on localhost:5432 as postgres
warning: table public.posts is made by its migrations, and not in the database
warning: table public.users is made by its migrations, and not in the database
stamped base -> 0002
$ migrate stamp 0001 --verify --sql
error: --sql makes no connection, and --verify looks at a database
hint: `migrate stamp REV --verify --dry-run` looks, and changes nothing
state: nothing was changed
[exit 2]
$ migrate stamp
error: REV is required
hint: see `migrate stamp --help`
[exit 2]
