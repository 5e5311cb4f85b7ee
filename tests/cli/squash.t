$ cp -r "$SAMPLE"/. .
$ migrate upgrade 0001 -q
1 step run; the database is at 0001
$ migrate squash 0002
error: "0002" is not a range of revisions
hint: a range is `A:B`, from A to B; `:B` begins with the first revision
state: nothing was changed
[exit 2]
$ migrate squash :0002 --rev-id tables -m "the tables"
made by comparing the schemas before and behind the range
proven: it makes what they make, and its downgrade leads where theirs lead
moved versions/0001_create_users.sql to versions/squashed/0001_create_users.sql
moved versions/0002_create_posts.sql to versions/squashed/0002_create_posts.sql
rewritten versions/0003_index_posts_by_author.sql
versions/tables_the_tables.sql
$ ls versions versions/squashed
versions:
0003_index_posts_by_author.sql
squashed
tables_the_tables.sql

versions/squashed:
0001_create_users.sql
0002_create_posts.sql
$ cat versions/*tables*
-- revision: tables
-- down_revision: ~
-- message: the tables
-- created: [..]
-- branch_labels: [blog]
-- replaces: [0001, 0002]

-- migrate:upgrade
CREATE TABLE public.posts (
    id bigint NOT NULL,
    author bigint NOT NULL,
    CONSTRAINT posts_pkey PRIMARY KEY (id)
);
CREATE TABLE public.users (
    id bigint NOT NULL,
    name text NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
ALTER TABLE public.posts ADD CONSTRAINT posts_author_fkey FOREIGN KEY (author) REFERENCES public.users(id);

-- migrate:downgrade
-- data-loss
DROP TABLE public.posts;
-- data-loss
DROP TABLE public.users;
$ migrate history
tables -> 0003 (head)  index posts by author
<base> -> tables [blog]  the tables
$ migrate upgrade
database: app on localhost:5432 as postgres
up   0002  create posts (2 ms)
stamp tables  the tables (0 ms)
up   0003  index posts by author (10 ms)
3 steps run; the database is at 0003
$ migrate current
database: app on localhost:5432 as postgres
0003 (head)  index posts by author
$ migrate upgrade 0001
database: app on localhost:5432 as postgres
error: revision "0001" was squashed into tables
hint: name tables instead
state: nothing was changed
[exit 2]
$ migrate squash :tables --json
{
  "command": "squash",
  "error": {
    "code": "usage",
    "message": "there is nothing to squash: tables is a single revision",
    "file": null,
    "line": null,
    "column": null,
    "sqlstate": null,
    "detail": null,
    "hint": "a range is `A:B`, from A to B; `migrate history` shows what lies between",
    "state": "nothing was changed"
  }
}
error: there is nothing to squash: tables is a single revision
hint: a range is `A:B`, from A to B; `migrate history` shows what lies between
state: nothing was changed
[exit 2]
