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
