-- revision: 0002
-- down_revision: 0001
-- message: create posts
-- created: 2026-02-14T10:00:00Z
-- branch_labels: [blog]

-- migrate:upgrade
CREATE TABLE posts (
  id bigint PRIMARY KEY,
  author bigint NOT NULL REFERENCES users
);

-- migrate:downgrade
DROP TABLE posts;
