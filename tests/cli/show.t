$ cp -r "$SAMPLE"/. .
$ migrate show 0002
0001 -> 0002 [blog]  create posts
path: versions/0002_create_posts.sql

upgrade:
CREATE TABLE posts (
  id bigint PRIMARY KEY,
  author bigint NOT NULL REFERENCES users
);

downgrade:
DROP TABLE posts;
$ migrate show head
0002 -> 0003 (head)  index posts by author
path: versions/0003_index_posts_by_author.sql

upgrade (transaction=off):
CREATE INDEX CONCURRENTLY posts_author ON posts (author);

downgrade:
DROP INDEX posts_author;
$ migrate show blog --json
{
  "command": "show",
  "revision": "0002",
  "down_revision": [
    "0001"
  ],
  "depends_on": [],
  "branch_labels": [
    "blog"
  ],
  "message": "create posts",
  "path": "versions/0002_create_posts.sql",
  "created": "2026-02-14T10:00:00Z",
  "requires": [],
  "is_head": false,
  "is_branch_point": false,
  "is_merge_point": false,
  "applied": null,
  "upgrade": "CREATE TABLE posts (\n  id bigint PRIMARY KEY,\n  author bigint NOT NULL REFERENCES users\n);",
  "verify": null,
  "downgrade": "DROP TABLE posts;"
}
$ migrate show 000
error: "000" is ambiguous: 0001, 0002 and 0003 begin so
hint: write more of the one that is meant
state: nothing was changed
[exit 2]
$ migrate show 0009
database: app on localhost:5432 as postgres
error: no revision, branch label or prefix of an id is "0009"
hint: did you mean "0001"?
state: nothing was changed
[exit 2]
