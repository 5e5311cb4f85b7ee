$ psql -q "$DATABASE_URL" -c "create table users (id bigint primary key, email text not null unique)" -c "create view emails as select email from users"
$ mkdir versions
$ migrate baseline -m "initial schema" --dry-run
database: app on localhost:5432 as postgres
would write versions/2026_11_28_145541ee8145_initial_schema.sql and stamp 145541ee8145
-- revision: 145541ee8145
-- down_revision: ~
-- message: initial schema
-- created: 2026-11-28T15:05:16Z

-- migrate:upgrade
CREATE TABLE public.users (
    id bigint NOT NULL,
    email text NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT users_email_key UNIQUE (email)
);
CREATE VIEW public.emails AS
 SELECT users.email
   FROM public.users;

-- migrate:downgrade
DROP VIEW public.emails;
-- data-loss
DROP TABLE public.users;
$ migrate baseline -m "initial schema"
database: app on localhost:5432 as postgres
stamped base -> 153faaa9f59f
versions/2026_11_28_153faaa9f59f_initial_schema.sql
$ migrate status
database: app on localhost:5432 as postgres
version table: public.migrate_version
rows: 153faaa9f59f
pending: 0
last: 2026-11-28 15:05:16+00:00  succeeded  stamp       153faaa9f59f  (0 ms) by postgres (me@laptop)
$ migrate diff --to versions
database: app on localhost:5432 as postgres
no difference: database and versions
$ migrate downgrade base
database: app on localhost:5432 as postgres
down 153faaa9f59f  initial schema (6 ms)
1 step run; the database is at base
$ psql "$DATABASE_URL" -Atc "select to_regclass('users')"
$ migrate upgrade head
database: app on localhost:5432 as postgres
up   153faaa9f59f  initial schema (2 ms)
1 step run; the database is at 153faaa9f59f
$ migrate baseline
error: the project has 1 revision already: a baseline is the first one
hint: where the database has their schema, `migrate stamp head --verify` records them; `migrate diff --from versions --to database` shows what they lack of it
state: nothing was changed
[exit 2]
$ rm versions/*
$ migrate baseline
database: app on localhost:5432 as postgres
error: the database is at 153faaa9f59f already: public.migrate_version has it
hint: a baseline is the first revision of a database: get the files of the project that made these rows; or, to begin anew, `migrate stamp --purge base` first
state: nothing was changed
[exit 2]
$ migrate stamp --purge base
database: app on localhost:5432 as postgres
stamped 153faaa9f59f -> base
$ migrate baseline --json
database: app on localhost:5432 as postgres
stamped base -> cbcc03e57a4e
{
  "command": "baseline",
  "database": "app on localhost:5432 as postgres",
  "dry_run": false,
  "revision": "cbcc03e57a4e",
  "path": "versions/2026_11_28_cbcc03e57a4e_baseline.sql",
  "down_revision": [],
  "proven": true,
  "warnings": []
}
$ rm versions/*
$ migrate stamp --purge base
database: app on localhost:5432 as postgres
stamped cbcc03e57a4e -> base
$ migrate baseline -q --sql | psql -Xq -o /dev/null "$DATABASE_URL"
$ migrate current
database: app on localhost:5432 as postgres
d33c94dcdd75 (head)  baseline
