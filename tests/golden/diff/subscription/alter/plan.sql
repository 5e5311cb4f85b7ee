-- warning: state of subscription s (its slot, whether it is enabled) is not compared
-- warning: state of subscription u (its slot, whether it is enabled) is not compared
COMMENT ON SUBSCRIPTION s IS NULL;
ALTER SUBSCRIPTION s CONNECTION 'host=near port=5433';
ALTER SUBSCRIPTION s SET (synchronous_commit = on, binary = true, streaming = on, disable_on_error = true);
ALTER SUBSCRIPTION u SET PUBLICATION p, r WITH (refresh = false);
ALTER SUBSCRIPTION u SET (slot_name = 'other');
