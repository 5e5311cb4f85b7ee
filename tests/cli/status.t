$ cp -r "$SAMPLE"/. .
$ migrate status
database: app on localhost:5432 as postgres
version table: public.migrate_version (not there yet)
rows: none
pending: 3
  <base> -> 0001  create users
  0001 -> 0002 [blog]  create posts
  0002 -> 0003 (head)  index posts by author
$ migrate upgrade -q 0002
2 steps run; the database is at 0002
$ migrate status
database: app on localhost:5432 as postgres
version table: public.migrate_version
rows: 0002
pending: 1
  0002 -> 0003 (head)  index posts by author
last: 2026-11-25 19:25:34+00:00  succeeded  upgrade     0002  (16 ms) by postgres (me@laptop)
#: Somebody edits what is applied, somebody else's branch is gone.
$ sed -i 's/name text/name varchar(80)/' versions/0001_create_users.sql
$ migrate status
database: app on localhost:5432 as postgres
version table: public.migrate_version
rows: 0002
pending: 1
  0002 -> 0003 (head)  index posts by author
edited: versions/0001_create_users.sql; applied 2026-11-25 19:25:34+00:00 by postgres (me@laptop)
last: 2026-11-25 19:25:34+00:00  succeeded  upgrade     0002  (16 ms) by postgres (me@laptop)
$ mkdir away && mv versions/0002* versions/0003* away/
$ migrate status
database: app on localhost:5432 as postgres
version table: public.migrate_version
rows: 0002
pending: 0
unknown: 0002: no file has it; applied 2026-11-25 19:27:54+00:00 by postgres (me@laptop)
edited: versions/0001_create_users.sql; applied 2026-11-25 19:27:54+00:00 by postgres (me@laptop)
last: 2026-11-25 19:27:54+00:00  succeeded  upgrade     0002  (10 ms) by postgres (me@laptop)
$ migrate status --json | head -12
database: app on localhost:5432 as postgres
{
  "command": "status",
  "database": "app on localhost:5432 as postgres",
  "rows": [
    "0002"
  ],
  "heads": [
    "0001"
  ],
  "pending": [],
  "repeatable": [],
  "unknown": [
$ echo 'database: {url: ""}' >>migrate.yaml
$ migrate status
error: the database URL is empty (database.url in migrate.yaml)
  at migrate.yaml:3:17
  | database: {url: ""}
  |                 ^
hint: an empty URL never means another database: give one, or `embedded`
state: nothing was changed
[exit 2]
