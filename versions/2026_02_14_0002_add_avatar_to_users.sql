-- revision: 0002
-- down_revision: 0001
-- message: add avatar to users
-- created: 2026-02-14T09:30:00Z

-- migrate:upgrade
ALTER TABLE users ADD COLUMN avatar_url text;

-- migrate:downgrade
ALTER TABLE users DROP COLUMN avatar_url;
