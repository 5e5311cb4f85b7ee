CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), clerk_user_id varchar(255) NOT NULL UNIQUE,
  email varchar(255) NOT NULL, timezone varchar(50) DEFAULT 'UTC',
  created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now());
CREATE INDEX ix_users_clerk_user_id ON users (clerk_user_id);
CREATE TABLE user_preferences (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE, custom_hours jsonb,
  theme varchar(50) DEFAULT 'modern', communication_preferences jsonb,
  onboarding_completed boolean DEFAULT false,
  created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now());
