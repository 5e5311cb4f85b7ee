-- warning: state of subscription s (its slot, whether it is enabled) is not compared
ALTER SUBSCRIPTION s DISABLE;
ALTER SUBSCRIPTION s SET (slot_name = NONE);
-- data-loss
DROP SUBSCRIPTION s;
CREATE SUBSCRIPTION s CONNECTION 'host=far' PUBLICATION p WITH (connect = false, streaming = off, two_phase = true);
