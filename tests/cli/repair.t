$ cp -r "$SAMPLE"/. .
$ migrate upgrade -q
3 steps run; the database is at 0003
$ migrate repair
database: app on localhost:5432 as postgres
nothing to repair
$ sed -i 's/name text/name varchar(80)/' versions/0001_create_users.sql
$ migrate upgrade
database: app on localhost:5432 as postgres
warning: versions/0001_create_users.sql was edited after it was applied 2026-11-25 19:24:40+00:00 by postgres (me@laptop); `migrate repair` accepts the edit
nothing to do
$ migrate repair --dry-run
database: app on localhost:5432 as postgres
0001: versions/0001_create_users.sql was edited after it was applied 2026-11-25 19:24:40+00:00 by postgres (me@laptop)
    accept the file as it is now: a row in the history with its checksum and its downgrade; nothing is run
$ migrate repair
database: app on localhost:5432 as postgres
0001: versions/0001_create_users.sql was edited after it was applied 2026-11-25 19:24:40+00:00 by postgres (me@laptop)
    accept the file as it is now: a row in the history with its checksum and its downgrade; nothing is run
error: a repair wants a confirmation
hint: add --yes
state: nothing was changed
[exit 2]
$ migrate repair --yes
database: app on localhost:5432 as postgres
0001: versions/0001_create_users.sql was edited after it was applied 2026-11-25 19:24:40+00:00 by postgres (me@laptop)
    accept the file as it is now: a row in the history with its checksum and its downgrade; nothing is run
1 revision repaired
$ migrate upgrade
database: app on localhost:5432 as postgres
nothing to do
$ migrate repair --url postgresql://postgres@localhost:5432/nosuch
error: cannot connect to nosuch on localhost:5432 as postgres (SQLSTATE 3D000)
detail: connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "nosuch" does not exist
hint: `migrate create` makes the database; or correct its name in the URL
state: nothing was changed
[exit 1]
