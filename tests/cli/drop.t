$ cp -r "$SAMPLE"/. .
$ migrate upgrade -q
3 steps run; the database is at 0003
$ migrate drop
error: drop drops the database: it wants --yes
hint: `migrate drop --yes`; on a terminal it asks
state: nothing was changed
[exit 2]
$ psql "$DATABASE_URL" -qAtc 'select 1' -c 'select pg_sleep(30)' >busy 2>&1 & until [ -s busy ]; do sleep 0.02; done
$ migrate drop --yes
database: app on localhost:5432 as postgres
error: another session is connected to the database "app"
detail: pid [..] (psql, user postgres, from 127.0.0.1, active for [..])
hint: end them, or add --force, which does that
state: nothing was changed
[exit 1]
$ migrate drop --yes --force
database: app on localhost:5432 as postgres
database "app" dropped
$ wait
$ migrate drop --yes --json
database: app on localhost:5432 as postgres
{
  "command": "drop",
  "database": "app on localhost:5432 as postgres",
  "name": "app",
  "dropped": false
}
$ migrate upgrade
error: cannot connect to app on localhost:5432 as postgres (SQLSTATE 3D000)
detail: connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "app" does not exist
hint: `migrate create` makes the database; or correct its name in the URL
state: nothing was changed
[exit 1]
