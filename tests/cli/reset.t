$ cp -r "$SAMPLE"/. .
$ mkdir seeds && echo "INSERT INTO users VALUES (1, 'ada');" >seeds/users.sql
$ echo 'seeds: [seeds]' >>migrate.yaml
$ migrate reset
error: reset drops the database: it wants --yes
hint: `migrate reset --yes`; on a terminal it asks
state: nothing was changed
[exit 2]
$ migrate reset --yes
database: app on localhost:5432 as postgres
database "app" dropped and created
up   0001  create users (3 ms)
up   0002  create posts (2 ms)
up   0003  index posts by author (13 ms)
seed seeds/users.sql
3 steps run; the database is at 0003
1 seed run
$ migrate psql -Atc 'TABLE users'
1|ada
$ echo "INSERT INTO posts VALUES (1, 2);" >seeds/zposts.sql
$ migrate reset --yes
database: app on localhost:5432 as postgres
database "app" dropped and created
up   0001  create users (9 ms)
up   0002  create posts (7 ms)
up   0003  index posts by author (22 ms)
seed seeds/users.sql
3 steps run; the database is at 0003
1 seed run
error: seed seeds/zposts.sql failed: insert or update on table "posts" violates foreign key constraint "posts_author_fkey" (SQLSTATE 23503)
  at seeds/zposts.sql:1:1
  | INSERT INTO posts VALUES (1, 2);
  | ^
detail: Key (author)=(2) is not present in table "users".
hint: correct it and run `migrate reset` again
state: it was rolled back; the migrations are applied, 1 of 2 seeds committed
[exit 1]
$ rm seeds/zposts.sql
$ migrate reset --yes --json
database: app on localhost:5432 as postgres
database "app" dropped and created
up   0001  create users (5 ms)
up   0002  create posts (5 ms)
up   0003  index posts by author (21 ms)
seed seeds/users.sql
{
  "command": "reset",
  "database": "app on localhost:5432 as postgres",
  "dropped": true,
  "created": true,
  "dry_run": false,
  "from": [],
  "to": [
    "0003"
  ],
  "steps": [
    {
      "direction": "upgrade",
      "revision": "0001",
      "path": "versions/0001_create_users.sql",
      "message": "create users",
      "transaction": true,
      "duration_ms": 5.238
    },
    {
      "direction": "upgrade",
      "revision": "0002",
      "path": "versions/0002_create_posts.sql",
      "message": "create posts",
      "transaction": true,
      "duration_ms": 4.941
    },
    {
      "direction": "upgrade",
      "revision": "0003",
      "path": "versions/0003_index_posts_by_author.sql",
      "message": "index posts by author",
      "transaction": false,
      "duration_ms": 21.159
    }
  ],
  "seeds": [
    "seeds/users.sql"
  ]
}
