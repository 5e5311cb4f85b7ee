-- warning: state of subscription "T x" (its slot, whether it is enabled) is not compared
-- warning: state of subscription s (its slot, whether it is enabled) is not compared
CREATE SUBSCRIPTION "T x" CONNECTION 'user=me dbname=app host=far port=5433 sslmode=require' PUBLICATION "P q", p WITH (connect = false, slot_name = NONE, synchronous_commit = remote_apply, binary = true, streaming = on, two_phase = true, disable_on_error = true);
CREATE SUBSCRIPTION s CONNECTION E'dbname=''it\\''s'' host=far' PUBLICATION p WITH (connect = false, streaming = off);
COMMENT ON SUBSCRIPTION s IS 'from afar';
