$ cp -r "$SAMPLE"/. .
$ migrate inspect versions@0001
CREATE TABLE public.users (
    id bigint NOT NULL,
    name text NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
$ migrate upgrade -q
3 steps run; the database is at 0003
$ migrate inspect
database: app on localhost:5432 as postgres
CREATE TABLE public.posts (
    id bigint NOT NULL,
    author bigint NOT NULL,
    CONSTRAINT posts_pkey PRIMARY KEY (id)
);
CREATE TABLE public.users (
    id bigint NOT NULL,
    name text NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
CREATE INDEX posts_author ON public.posts USING btree (author);
ALTER TABLE public.posts ADD CONSTRAINT posts_author_fkey FOREIGN KEY (author) REFERENCES public.users(id);
$ migrate inspect --format json > before.json
database: app on localhost:5432 as postgres
$ head -5 before.json
{
  "format": 1,
  "server_version": [..],
  "self": "postgres",
  "unmodelled": [],
$ migrate diff --from before.json --to database --exit-code
database: app on localhost:5432 as postgres
no difference: before.json and database
$ migrate inspect versions --format mermaid
erDiagram
  "posts" {
    bigint id PK
    bigint author FK
  }
  "users" {
    bigint id PK
    text name
  }
  "users" ||--o{ "posts" : "author"
$ migrate inspect versions --format html -q | grep -c '<article'
2
$ migrate inspect versions --format htm
error: --format is one of sql, json, mermaid, html, not "htm"
hint: did you mean `html`?
[exit 2]
$ migrate inspect versions@0009
error: no revision, branch label or prefix of an id is "0009"
hint: did you mean "0001"?
state: nothing was changed
[exit 2]
