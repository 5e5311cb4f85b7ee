-- warning: state of subscription s (its slot, whether it is enabled) is not compared
-- warning: state of subscription u (its slot, whether it is enabled) is not compared
ALTER SUBSCRIPTION u DISABLE;
ALTER SUBSCRIPTION u SET (slot_name = NONE);
-- data-loss
DROP SUBSCRIPTION u;
ALTER SUBSCRIPTION s SET (streaming = on, password_required = false, run_as_owner = true, origin = none);
CREATE SUBSCRIPTION u CONNECTION 'host=far' PUBLICATION p WITH (connect = false, streaming = off);
