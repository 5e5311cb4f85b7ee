$ cp -r "$SAMPLE"/. .
$ EDITOR=cat migrate edit 0001
-- revision: 0001
-- down_revision: ~
-- message: create users
-- created: 2026-01-31T10:00:00Z

-- migrate:upgrade
CREATE TABLE users (
  id bigint PRIMARY KEY,
  name text NOT NULL
);

-- migrate:downgrade
DROP TABLE users;
versions/0001_create_users.sql
$ EDITOR="sed -i s/posts_author/posts_by_author/" migrate edit head
versions/0003_index_posts_by_author.sql
$ grep posts_by versions/*
versions/0003_index_posts_by_author.sql:CREATE INDEX CONCURRENTLY posts_by_author ON posts (author);
versions/0003_index_posts_by_author.sql:DROP INDEX posts_by_author;
$ EDITOR=false migrate edit 0001
error: the editor `false` ended with status 1
[exit 1]
$ EDITOR=cat migrate edit 0009
error: no revision, branch label or prefix of an id is "0009"
hint: did you mean "0001"?
state: nothing was changed
[exit 2]
$ migrate edit 0001
error: there is no editor: neither VISUAL nor EDITOR is set
hint: set one, as in `EDITOR=nano migrate edit head`
state: nothing was changed
[exit 2]
