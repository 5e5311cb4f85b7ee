$ cp -r "$SAMPLE"/. .
$ migrate current
database: app on localhost:5432 as postgres
$ migrate upgrade -q 0002
2 steps run; the database is at 0002
$ migrate current
database: app on localhost:5432 as postgres
0002  create posts
$ migrate current --json
database: app on localhost:5432 as postgres
{
  "command": "current",
  "database": "app on localhost:5432 as postgres",
  "current": [
    "0002"
  ],
  "rows": [
    "0002"
  ],
  "heads": [
    "0003"
  ],
  "pending": 1
}
$ migrate current --check-heads
database: app on localhost:5432 as postgres
0002  create posts
error: the database is not at the heads: 1 revision pending
hint: run `migrate upgrade heads`
[exit 3]
$ migrate upgrade -q
1 step run; the database is at 0003
$ migrate current --check-heads
database: app on localhost:5432 as postgres
0003 (head)  index posts by author
$ migrate current --url postgresql://postgres@localhost:5432/nosuch
error: cannot connect to nosuch on localhost:5432 as postgres (SQLSTATE 3D000)
detail: connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "nosuch" does not exist
hint: `migrate create` makes the database; or correct its name in the URL
state: nothing was changed
[exit 1]
