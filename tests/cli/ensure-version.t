$ cp -r "$SAMPLE"/. .
$ migrate ensure-version
database: app on localhost:5432 as postgres
public.migrate_version created
$ migrate ensure-version
database: app on localhost:5432 as postgres
public.migrate_version is there already
$ migrate ensure-version --json
database: app on localhost:5432 as postgres
{
  "command": "ensure-version",
  "database": "app on localhost:5432 as postgres",
  "version_table": "public.migrate_version",
  "created": false,
  "widened": false
}
$ psql "$DATABASE_URL" -Atc "select relname from pg_class where relname like 'migrate_%' and relkind = 'r' order by 1"
migrate_history
migrate_progress
migrate_version
$ migrate ensure-version --wider
error: unknown option --wider
hint: did you mean `--widen`?
[exit 2]
$ migrate ensure-version --url postgresql://postgres@localhost:5432/nosuch
error: cannot connect to nosuch on localhost:5432 as postgres (SQLSTATE 3D000)
detail: connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "nosuch" does not exist
hint: `migrate create` makes the database; or correct its name in the URL
state: nothing was changed
[exit 1]
