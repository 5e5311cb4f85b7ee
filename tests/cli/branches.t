$ cp -r "$SAMPLE"/. .
$ migrate branches
$ migrate revision -m "other way" --head 0001 --splice >/dev/null
$ migrate branches
<base> -> 0001 (branch point)  create users
    0001 -> 0002 [blog]  create posts
    0001 -> 0004 (head)  other way
$ migrate branches --json
{
  "command": "branches",
  "revisions": [
    {
      "revision": "0001",
      "down_revision": [],
      "depends_on": [],
      "branch_labels": [],
      "message": "create users",
      "path": "versions/0001_create_users.sql",
      "created": "2026-01-31T10:00:00Z",
      "requires": [],
      "is_head": false,
      "is_branch_point": true,
      "is_merge_point": false,
      "applied": null
    }
  ]
}
$ migrate branches all
error: unexpected argument "all"
hint: see `migrate branches --help`
[exit 2]
