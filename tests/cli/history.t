$ cp -r "$SAMPLE"/. .
$ migrate history
0002 -> 0003 (head)  index posts by author
0001 -> 0002 [blog]  create posts
<base> -> 0001  create users
$ migrate upgrade -q 0002
2 steps run; the database is at 0002
$ migrate history --applied
database: app on localhost:5432 as postgres
  0002 -> 0003 (head)  index posts by author
* 0001 -> 0002 [blog]  create posts
* <base> -> 0001  create users
$ migrate history -r 0001:0002
0001 -> 0002 [blog]  create posts
<base> -> 0001  create users
$ migrate history -r 0003: --json
{
  "command": "history",
  "revisions": [
    {
      "revision": "0003",
      "down_revision": [
        "0002"
      ],
      "depends_on": [],
      "branch_labels": [],
      "message": "index posts by author",
      "path": "versions/0003_index_posts_by_author.sql",
      "created": "2026-02-15T10:00:00Z",
      "requires": [],
      "is_head": true,
      "is_branch_point": false,
      "is_merge_point": false,
      "applied": null
    }
  ]
}
$ migrate downgrade -q -1
1 step run; the database is at 0001
$ migrate history --attempts -q | sed 's/ *(.*//'
2026-11-25 19:27:05+00:00  succeeded  downgrade   0002
2026-11-25 19:27:03+00:00  succeeded  upgrade     0002
2026-11-25 19:27:03+00:00  succeeded  upgrade     0001
$ migrate history -r 0001:0009
error: no revision, branch label or prefix of an id is "0009"
hint: did you mean "0001"?
state: nothing was changed
[exit 2]
