$ cp -r "$SAMPLE"/. .
$ migrate upgrade -q
3 steps run; the database is at 0003
$ migrate downgrade -1
database: app on localhost:5432 as postgres
down 0003  index posts by author (15 ms)
1 step run; the database is at 0002
$ migrate downgrade 0001 --dry-run
database: app on localhost:5432 as postgres
downgrade 0002  create posts
$ migrate downgrade base --json
database: app on localhost:5432 as postgres
down 0002  create posts (16 ms)
down 0001  create users (4 ms)
{
  "command": "downgrade",
  "database": "app on localhost:5432 as postgres",
  "dry_run": false,
  "from": [
    "0002"
  ],
  "to": [],
  "steps": [
    {
      "direction": "downgrade",
      "revision": "0002",
      "path": "versions/0002_create_posts.sql",
      "message": "create posts",
      "transaction": true,
      "duration_ms": 16.063
    },
    {
      "direction": "downgrade",
      "revision": "0001",
      "path": "versions/0001_create_users.sql",
      "message": "create users",
      "transaction": true,
      "duration_ms": 3.572
    }
  ]
}
$ migrate downgrade base
database: app on localhost:5432 as postgres
nothing to do
$ migrate downgrade
error: TARGET is required
hint: see `migrate downgrade --help`
[exit 2]
$ migrate downgrade -1
database: app on localhost:5432 as postgres
error: "-1" leaves the graph: nothing is applied
state: nothing was changed
[exit 2]
$ migrate downgrade 0009
database: app on localhost:5432 as postgres
error: no revision, branch label or prefix of an id is "0009"
hint: did you mean "0001"?
state: nothing was changed
[exit 2]
#: Without a downgrade section there is no way back.
$ migrate upgrade -q 0001
1 step run; the database is at 0001
$ sed -i '/migrate:downgrade/,$d' versions/0001_create_users.sql
$ migrate downgrade base
database: app on localhost:5432 as postgres
error: revision 0001 cannot be undone: its file has no downgrade section
  at versions/0001_create_users.sql
hint: write one (an empty section undoes nothing), or choose a target above it
state: nothing was changed
[exit 2]
$ migrate downgrade --sql 0003:0001 | grep '^-- '
-- migrate 0.1.0: 0003 -> 0001
-- Run it with psql -X -f; psql -1 works too.
-- downgrade 0003: index posts by author
-- downgrade 0002: create posts
$ migrate downgrade --sql 0001
error: downgrade --sql needs the start and the target: A:B
state: nothing was changed
[exit 2]
