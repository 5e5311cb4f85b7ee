$ cp -r "$SAMPLE"/. .
$ migrate check
error: the config does not say what schema is wanted
hint: set `schema.desired` to an SQL file, a folder of them, {command: ...} or {url: ...}; or name a source: `migrate help diff`
state: nothing was changed
[exit 2]
$ migrate inspect versions > schema.sql
$ echo 'schema: {desired: schema.sql}' >> migrate.yaml
$ migrate check
the migrations make the schema of schema.sql
$ echo 'create table tags (name text primary key);' >> schema.sql
$ migrate check
1 difference: `migrate revision --autogenerate -m "..."` writes what is missing
table public.tags is in the desired schema, and no migration makes it
[exit 3]
$ migrate check --json
1 difference: `migrate revision --autogenerate -m "..."` writes what is missing
{
  "command": "check",
  "ok": false,
  "findings": [
    {
      "rule": "schema",
      "severity": "error",
      "message": "table public.tags is in the desired schema, and no migration makes it",
      "file": null,
      "line": null,
      "column": null,
      "revision": null,
      "object": "table public.tags",
      "suggestion": "migrate revision --autogenerate -m \"...\""
    }
  ]
}
[exit 3]
$ migrate revision --autogenerate -m "create tags" -q > file
$ sed -n '/migrate:upgrade/,$p' "$(cat file)"
-- migrate:upgrade
CREATE TABLE public.tags (
    name text NOT NULL,
    CONSTRAINT tags_pkey PRIMARY KEY (name)
);

-- migrate:downgrade
-- data-loss
DROP TABLE public.tags;
$ migrate check
the migrations make the schema of schema.sql
$ migrate upgrade heads -q
4 steps run; the database is at 0004
$ migrate check --drift
database: app on localhost:5432 as postgres
the database is as its migrations make it: 0004
$ psql -q "$DATABASE_URL" -c "alter table posts add column draft boolean" -c "drop table tags"
$ migrate check --drift
database: app on localhost:5432 as postgres
2 differences: `migrate diff --to versions` shows the SQL that takes them back, `migrate diff --from versions --to database` what a migration would have to hold
table public.tags is made by its migrations, and not in the database
column public.posts.draft is in the database, and none of its migrations makes it
[exit 3]
$ migrate check --drift --json
database: app on localhost:5432 as postgres
2 differences: `migrate diff --to versions` shows the SQL that takes them back, `migrate diff --from versions --to database` what a migration would have to hold
{
  "command": "check",
  "ok": false,
  "findings": [
    {
      "rule": "drift",
      "severity": "error",
      "message": "table public.tags is made by its migrations, and not in the database",
      "file": null,
      "line": null,
      "column": null,
      "revision": null,
      "object": "table public.tags",
      "suggestion": "migrate diff --to versions"
    },
    {
      "rule": "drift",
      "severity": "error",
      "message": "column public.posts.draft is in the database, and none of its migrations makes it",
      "file": null,
      "line": null,
      "column": null,
      "revision": null,
      "object": "column public.posts.draft",
      "suggestion": "migrate diff --to versions"
    }
  ],
  "database": "app on localhost:5432 as postgres",
  "rows": [
    "0004"
  ]
}
[exit 3]
$ rm versions/*_create_tags.sql
$ migrate check --drift
database: app on localhost:5432 as postgres
error: the version table names revision "0004", which no file has
detail: applied 2026-11-28 15:13:33+00:00 by postgres (me@laptop) from versions/0004_create_tags.sql
hint: put the file back; or undo it with the SQL in the history: `migrate downgrade 0003`; or set the table with `migrate stamp --purge REV`
state: nothing was changed
[exit 2]
