$ cp -r "$SAMPLE"/. .
$ migrate heads
0002 -> 0003 (head)  index posts by author
$ migrate revision -m "other way" --head 0001 --splice >/dev/null
$ migrate heads
0002 -> 0003 (head)  index posts by author
0001 -> 0004 (head)  other way
$ migrate heads --json
{
  "command": "heads",
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
    },
    {
      "revision": "0004",
      "down_revision": [
        "0001"
      ],
      "depends_on": [],
      "branch_labels": [],
      "message": "other way",
      "path": "versions/0004_other_way.sql",
      "created": "2026-11-28T10:31:44Z",
      "requires": [],
      "is_head": true,
      "is_branch_point": false,
      "is_merge_point": false,
      "applied": null
    }
  ]
}
$ rm versions/0002*
$ migrate heads
error: down_revision of revision 0003 (versions/0003_index_posts_by_author.sql:1) names "0002", which no file has
  at versions/0003_index_posts_by_author.sql:1
hint: did you mean "0001"?
state: nothing was changed
[exit 2]
