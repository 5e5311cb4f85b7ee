$ cp -r "$SAMPLE"/. .
$ migrate upgrade -q 0002
2 steps run; the database is at 0002
#: The migrations make an index that the database does not have yet.
$ migrate diff --to versions
database: app on localhost:5432 as postgres
CREATE INDEX posts_author ON public.posts USING btree (author);
$ migrate diff --to versions --exit-code --summary
database: app on localhost:5432 as postgres
create index public.posts.posts_author
[exit 3]
$ migrate upgrade -q
1 step run; the database is at 0003
$ migrate diff --to versions --exit-code
database: app on localhost:5432 as postgres
no difference: database and versions
#: Two files, without any database.
$ echo 'create table t (a int, b int);' > old.sql
$ echo 'create table t (a int, note text);' > new.sql
$ migrate diff --from old.sql --to new.sql
1 change left out; --allow data-loss takes them in
ALTER TABLE public.t ADD COLUMN note text;
-- left out: drop column public.t.b: --allow data-loss
-- ALTER TABLE public.t DROP COLUMN b;
[exit 3]
$ migrate diff --from old.sql --to new.sql --allow data-loss
-- data-loss
ALTER TABLE public.t DROP COLUMN b;
ALTER TABLE public.t ADD COLUMN note text;
$ migrate diff --from new.sql --to old.sql --allow data-loss --json | head -20
{
  "command": "diff",
  "database": null,
  "from": "new.sql",
  "to": "old.sql",
  "changes": [
    {
      "kind": "column",
      "name": "public.t.note",
      "action": "drop",
      "hazards": [
        "data-loss"
      ],
      "sql": [
        "ALTER TABLE public.t DROP COLUMN note"
      ]
    },
    {
      "kind": "column",
      "name": "public.t.b",
$ echo 'create table t (a int, c int);' > new.sql
$ migrate diff --from old.sql --to new.sql --rename column:public.t.b=public.t.c
ALTER TABLE public.t RENAME COLUMN b TO c;
#: What cannot be run is shown at its place.
$ echo 'create view v as select b from t;' >> new.sql
$ migrate diff --from old.sql --to new.sql
error: loading new.sql failed: column "b" does not exist (SQLSTATE 42703)
  at new.sql:2:25
  | create view v as select b from t;
  |                         ^
state: it ran on the shadow server only: your database is untouched
[exit 1]
$ migrate diff --from elsewhere
error: "elsewhere" names no schema
detail: there is no such file or folder
hint: it can be `database`, a postgresql:// URL, an SQL file or a folder of them, `desired`, `versions`, `versions@REV`, `empty`, or a file of `inspect --format json`
state: nothing was changed
[exit 2]
$ migrate diff
error: the config does not say what schema is wanted
hint: set `schema.desired` to an SQL file, a folder of them, {command: ...} or {url: ...}; or name a source: `migrate help diff`
state: nothing was changed
[exit 2]
