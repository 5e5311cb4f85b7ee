$ cp -r "$SAMPLE"/. .
$ migrate revision -m "other way" --head 0001 --splice >/dev/null
$ migrate revision -m "further" --head 0004 >/dev/null
$ migrate heads
0002 -> 0003 (head)  index posts by author
0004 -> 0005 (head)  further
$ migrate rebase 0004 --onto 0003
database: app on localhost:5432 as postgres
versions/0004_other_way.sql: 0003 -> 0004
$ migrate history
0004 -> 0005 (head)  further
0003 -> 0004  other way
0002 -> 0003  index posts by author
0001 -> 0002 [blog]  create posts
<base> -> 0001  create users
$ ls versions
0001_create_users.sql
0002_create_posts.sql
0003_index_posts_by_author.sql
0004_other_way.sql
0005_further.sql
$ migrate upgrade -q
5 steps run; the database is at 0005
$ migrate rebase 0004 --onto 0001
error: revision 0001 is not a head, it is followed by 0002
hint: `migrate heads` lists the heads
state: nothing was changed
[exit 2]
$ migrate rebase 0009
error: no revision, branch label or prefix of an id is "0009"
hint: did you mean "0001"?
state: nothing was changed
[exit 2]
$ migrate downgrade 0003 -q
2 steps run; the database is at 0003
$ sed -i 's/^-- revision: 0005/-- revision: 0004/' versions/0005_further.sql
$ sed -i 's/^-- down_revision: 0004/-- down_revision: 0003/' versions/0005_further.sql
$ migrate upgrade
error: revision id "0004" is used twice
  at versions/0005_further.sql:1
detail: the first one stands in versions/0004_other_way.sql:1
hint: give the one that is not applied yet another id: `migrate rebase versions/0005_further.sql`, or the same with the other file
state: nothing was changed
[exit 2]
$ migrate rebase versions/0005_further.sql
database: app on localhost:5432 as postgres
versions/0005_further.sql: 0004 -> 0005
  was 0004 in versions/0005_further.sql
$ migrate history -r 0003:
0004 -> 0005 (head)  further
0003 -> 0004  other way
0002 -> 0003  index posts by author
