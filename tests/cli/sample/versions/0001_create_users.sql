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
