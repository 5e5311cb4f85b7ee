$ cp -r "$SAMPLE"/. .
$ migrate create
database: app on localhost:5432 as postgres
database "app" is there already
$ export DATABASE_URL=postgresql://postgres@localhost:5432/fresh
$ migrate create
database: fresh on localhost:5432 as postgres
database "fresh" created
$ migrate create --json
database: fresh on localhost:5432 as postgres
{
  "command": "create",
  "database": "fresh on localhost:5432 as postgres",
  "name": "fresh",
  "created": false
}
$ migrate upgrade
database: fresh on localhost:5432 as postgres
up   0001  create users (8 ms)
up   0002  create posts (2 ms)
up   0003  index posts by author (25 ms)
3 steps run; the database is at 0003
$ DATABASE_URL=postgresql://postgres@localhost:5432 migrate create
database: postgres on localhost:5432 as postgres
database "postgres" is there already
$ migrate create --url postgresql://postgres@127.0.0.1:1/fresh
error: cannot connect to postgres on 127.0.0.1:1 as postgres
detail: connection to server at "127.0.0.1", port 1 failed: Connection refused
	Is the server running on that host and accepting TCP/IP connections?
hint: is the server running, and is the address right?
state: nothing was changed
[exit 4]
