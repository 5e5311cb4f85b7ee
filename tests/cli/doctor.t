$ cp -r "$SAMPLE"/. .
$ migrate doctor
database: app on localhost:5432 as postgres
ok       config: migrate.yaml
ok       environment: none is defined
ok       migrations: 3 revisions
ok       embedded server: not used: DATABASE_URL names a server
ok       connection: app on localhost:5432 as postgres
ok       server version: PostgreSQL [..]
ok       privileges: postgres has all that it needs
ok       version table: public.migrate_version is not there yet: the first upgrade makes it
ok       shape of our tables: as it should be
ok       version rows: base; 3 revisions pending
ok       unfinished sections: none
ok       writing: the database can be written to
ok       pooler: none
ok       requirements: nothing pending requires anything
ok       clock: the server's and ours agree
ok       indexes: all are valid
ok       constraints: all are valid
ok       partitions: none is half detached
18 ok, 0 warnings, 0 failed, 0 skipped
#: It goes on behind what fails; what cannot be looked at is skipped. The status is that of the
#: first failure.
$ migrate doctor --url postgresql://app@127.0.0.1:1/app
ok       config: migrate.yaml
ok       environment: none is defined
ok       migrations: 3 revisions
ok       embedded server: not used: --url names a server
failed   connection: cannot connect to app on 127.0.0.1:1 as app: connection to server at "127.0.0.1", port 1 failed: Connection refused
         Is the server running on that host and accepting TCP/IP connections?
         -> is the server running, and is the address right?
skipped  server version: there is no connection
skipped  privileges: there is no connection
skipped  version table: there is no connection
skipped  shape of our tables: there is no connection
skipped  version rows: there is no connection
skipped  unfinished sections: there is no connection
skipped  writing: there is no connection
skipped  pooler: there is no connection
skipped  requirements: there is no connection
skipped  clock: there is no connection
skipped  indexes: there is no connection
skipped  constraints: there is no connection
skipped  partitions: there is no connection
4 ok, 0 warnings, 1 failed, 13 skipped
[exit 4]
#: A row that no file knows, an index that a failed build left, a constraint that was never checked.
$ migrate upgrade -q
3 steps run; the database is at 0003
$ psql -q "$DATABASE_URL" <<'end'
> INSERT INTO migrate_version VALUES ('0009');
> UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'posts_pkey'::regclass;
> ALTER TABLE users ADD CONSTRAINT named CHECK (name <> '') NOT VALID;
> end
$ migrate doctor -q
ok       config: migrate.yaml
ok       environment: none is defined
ok       migrations: 3 revisions
ok       embedded server: not used: DATABASE_URL names a server
ok       connection: app on localhost:5432 as postgres
ok       server version: PostgreSQL [..]
ok       privileges: postgres has all that it needs
ok       version table: public.migrate_version
ok       shape of our tables: as it should be
failed   version rows: 0009 is applied, and no file has it; the history does not know it
         -> put its file back, or set the table with `migrate stamp --purge REV`
ok       unfinished sections: none
ok       writing: the database can be written to
ok       pooler: none
skipped  requirements: what is pending cannot be told, or not be read
ok       clock: the server's and ours agree
warning  indexes: public.posts_pkey is invalid: no query uses it, and every write keeps it
         -> REINDEX INDEX CONCURRENTLY public.posts_pkey, or drop it; of a section that is unfinished, the next upgrade does it
warning  constraints: named of public.users is NOT VALID: older rows were never checked
         -> ALTER TABLE public.users VALIDATE CONSTRAINT named
ok       partitions: none is half detached
14 ok, 2 warnings, 1 failed, 1 skipped
[exit 1]
#: What a pending migration requires is asked too.
$ psql -q "$DATABASE_URL" -c "DELETE FROM migrate_version WHERE version_num = '0009'"
$ sed -e 's/0003/0004/' -e 's/0002/0003/' -e '2a -- requires: {roles: [nobody_there]}' versions/0003*.sql >versions/0004.sql
$ migrate doctor --json | grep -A3 requirements
database: app on localhost:5432 as postgres
      "check": "requirements",
      "level": "failed",
      "message": "0004 requires role nobody_there: there is no such role",
      "remedy": "CREATE ROLE \"nobody_there\";"
