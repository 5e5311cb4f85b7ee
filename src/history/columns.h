#pragma once

#include <string_view>

/// The columns of our tables, as CREATE TABLE has them: a line each, then what no column is.
namespace migrate::history {

inline constexpr std::string_view history_columns = R"(
  id bigint generated always as identity primary key,
  run_id uuid not null,
  version_table text not null,
  direction text not null check (direction in ('upgrade', 'downgrade', 'stamp', 'repeatable', 'repair')),
  outcome text not null check (outcome in ('succeeded', 'failed')),
  revision text,
  path text,
  message text,
  down_revision text[],
  depends_on text[],
  rows_before text[] not null,
  rows_after text[] not null,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  duration_ms double precision not null,
  checksum text,
  token_checksum text,
  downgrade_sql text,
  downgrade_options text,
  db_user text not null,
  os_user text,
  host text,
  tool_version text not null,
  tag text,
  error jsonb)";

/// `before`: what the catalog said of the statement's object before it began.
inline constexpr std::string_view progress_columns = R"(
  version_table text not null,
  direction text not null,
  revision text not null,
  position integer not null,
  hash text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  before jsonb,
  error jsonb,
  primary key (version_table, direction, revision, position))";

}  // namespace migrate::history
