$ cp -r "$SAMPLE"/. .
$ migrate verify
verified 3 migrations: each downgrade undoes its upgrade
$ printf -- '-- revision: 0004\n-- down_revision: 0003\n-- message: say more\n\n-- migrate:upgrade\nALTER TABLE posts ADD title text;\nCOMMENT ON TABLE posts IS %s;\n\n-- migrate:downgrade\nALTER TABLE posts DROP title;\n' "'what is said'" > versions/0004_say_more.sql
$ migrate verify
versions/0004_say_more.sql:9: 0004: the downgrade leaves comment table.public.posts
verified 4 migrations: 1 finding
[exit 3]
$ migrate verify 0004 --json
{
  "command": "verify",
  "ok": false,
  "verified": 1,
  "findings": [
    {
      "rule": "downgrade-differs",
      "severity": "error",
      "message": "the downgrade leaves comment table.public.posts",
      "file": "versions/0004_say_more.sql",
      "line": 9,
      "column": null,
      "revision": "0004",
      "object": "comment table.public.posts",
      "suggestion": null
    }
  ]
}
[exit 3]
$ migrate verify 0001 0002
verified 2 migrations: each downgrade undoes its upgrade
$ migrate verify --since 0004
there is nothing to verify
$ migrate verify 0042
error: no revision, branch label or prefix of an id is "0042"
hint: did you mean "0002"?
state: nothing was changed
[exit 2]
$ migrate verify --changed-since main
error: git does not say what has changed
detail: [..]
hint: --changed-since takes what `git diff` takes: a branch, a tag, a commit
state: nothing was changed
[exit 2]
