-- revision: 0003
-- down_revision: 0002
-- message: index posts by author
-- created: 2026-02-15T10:00:00Z

-- migrate:upgrade transaction=off
CREATE INDEX CONCURRENTLY posts_author ON posts (author);

-- migrate:downgrade
DROP INDEX posts_author;
