$ cp -r "$SAMPLE"/. .
$ migrate revision -m "other way" --head 0001 --splice >/dev/null
$ migrate upgrade
database: app on localhost:5432 as postgres
error: "head" is ambiguous: there are 2 heads, 0003 and 0004
hint: name one of them, or write `heads` for all. To have one head again: `migrate merge heads`, or `migrate rebase 0004 --onto 0003`
state: nothing was changed
[exit 2]
$ migrate merge heads -m "join them"
versions/0005_join_them.sql
$ cat versions/0005_join_them.sql
-- revision: 0005
-- down_revision: [0003, 0004]
-- message: join them
-- created: 2026-11-25T19:24:04Z

-- migrate:upgrade

-- migrate:downgrade
$ migrate upgrade
database: app on localhost:5432 as postgres
up   0001  create users (3 ms)
up   0004  other way (1 ms)
up   0002  create posts (11 ms)
up   0003  index posts by author (48 ms)
up   0005  join them (0 ms)
5 steps run; the database is at 0005
$ migrate merge heads
error: a merge takes two revisions or more, here is one
hint: `migrate heads` lists the heads
state: nothing was changed
[exit 2]
$ migrate merge 0003 0002
error: revision 0003 is not a head, it is followed by 0005
hint: name heads; `migrate heads` lists them
state: nothing was changed
[exit 2]
