$ cp -r "$SAMPLE"/. .
$ migrate upgrade -q
3 steps run; the database is at 0003
$ migrate psql -Atc 'select current_database()'
app
$ migrate psql -c '\d posts'
               Table "public.posts"
 Column |  Type  | Collation | Nullable | Default
--------+--------+-----------+----------+---------
 id     | bigint |           | not null |
 author | bigint |           | not null |
Indexes:
    "posts_pkey" PRIMARY KEY, btree (id)
    "posts_author" btree (author)
Foreign-key constraints:
    "posts_author_fkey" FOREIGN KEY (author) REFERENCES users(id)



$ migrate psql -c 'select 1/0'
ERROR:  division by zero
[exit 1]
$ PATH=$HOME/bin migrate psql
error: cannot run psql: No such file or directory
hint: install postgresql-client
state: nothing was changed
[exit 2]
$ migrate psql --help | head -3
migrate psql - open psql on the configured database

Usage: migrate psql [OPTIONS] [ARGS...]
