$ cp -r "$SAMPLE"/. .
$ migrate upgrade +1 --dry-run
database: app on localhost:5432 as postgres
upgrade 0001  create users
$ migrate upgrade +1 --dry-run -v
database: app on localhost:5432 as postgres
upgrade 0001  create users
CREATE TABLE users (
  id bigint PRIMARY KEY,
  name text NOT NULL
);
$ migrate upgrade
database: app on localhost:5432 as postgres
up   0001  create users (19 ms)
up   0002  create posts (8 ms)
up   0003  index posts by author (38 ms)
3 steps run; the database is at 0003
$ migrate upgrade
database: app on localhost:5432 as postgres
nothing to do
$ psql "$DATABASE_URL" -Atc "select version_num from migrate_version"
0003
#: A mistake in SQL: the step is rolled back, what came before stays.
$ cat >versions/0004_mistake.sql <<'end'
> -- revision: 0004
> -- down_revision: 0003
> -- message: mistake
>
> -- migrate:upgrade
> CREATE TABLE tags (id bigint PRIMARY KEY);
> ALTER TABLE posts
>   ADD COLUMN tag bgint REFERENCES tags;
>
> -- migrate:downgrade
> ALTER TABLE posts DROP COLUMN tag;
> DROP TABLE tags;
> end
$ migrate upgrade
database: app on localhost:5432 as postgres
0 steps run; the database is at 0003
error: upgrade 0004 failed: type "bgint" does not exist (SQLSTATE 42704)
  at versions/0004_mistake.sql:8:18
  |   ADD COLUMN tag bgint REFERENCES tags;
  |                  ^
hint: correct the file and run the command again
state: 0004 was rolled back; the database is at 0003: nothing was changed
[exit 1]
$ migrate current
database: app on localhost:5432 as postgres
0003  index posts by author
$ sed -i s/bgint/bigint/ versions/0004_mistake.sql
$ migrate upgrade --json
database: app on localhost:5432 as postgres
up   0004  mistake (18 ms)
{
  "command": "upgrade",
  "database": "app on localhost:5432 as postgres",
  "dry_run": false,
  "from": [
    "0003"
  ],
  "to": [
    "0004"
  ],
  "steps": [
    {
      "direction": "upgrade",
      "revision": "0004",
      "path": "versions/0004_mistake.sql",
      "message": "mistake",
      "transaction": true,
      "duration_ms": 18.423
    }
  ]
}
#: No such revision; nobody there; too late.
$ migrate upgrade 0005
database: app on localhost:5432 as postgres
error: no revision, branch label or prefix of an id is "0005"
hint: did you mean "0001"?
state: nothing was changed
[exit 2]
$ migrate upgrade 0001
database: app on localhost:5432 as postgres
nothing to do
$ migrate upgrade --url postgresql://postgres@127.0.0.1:1/app
error: cannot connect to app on 127.0.0.1:1 as postgres
detail: connection to server at "127.0.0.1", port 1 failed: Connection refused
	Is the server running on that host and accepting TCP/IP connections?
hint: is the server running, and is the address right?
state: nothing was changed
[exit 4]
#: The script for psql, and its guard.
$ migrate upgrade --sql 0004:0004 | grep '^-- '
-- migrate 0.1.0: 0004 -> 0004
-- Run it with psql -X -f; psql -1 works too.
$ migrate downgrade -q 0003
1 step run; the database is at 0003
$ migrate upgrade --sql 0003:head >up.sql
$ psql -qXf up.sql "$DATABASE_URL" >/dev/null
$ migrate current -q
0004 (head)  mistake
$ psql -qXf up.sql "$DATABASE_URL" >/dev/null
psql:up.sql:22: ERROR:  migrate: the version rows are {0004}, but this script begins at {"0003"}
CONTEXT:  PL/pgSQL function inline_code_block line 9 at RAISE
[exit 3]
#: What a migration requires is asked for before anything runs.
$ sed -i '2a -- requires: {extensions: ["nowhere >= 2"], roles: [nobody_there]}' versions/0004_mistake.sql
$ migrate downgrade -1 -q
1 step run; the database is at 0003
$ migrate upgrade
database: app on localhost:5432 as postgres
error: 2 requirements of the pending migrations are not met
  at versions/0004_mistake.sql:3
detail: 0004 requires extension nowhere >= 2: the server does not offer it
0004 requires role nobody_there: there is no such role
hint: install the package of extension nowhere >= 2 on the server, or use a server that has it; CREATE EXTENSION is the migration's
CREATE ROLE "nobody_there";
state: nothing was changed
[exit 2]
