-- warning: state of subscription s (its slot, whether it is enabled) is not compared
-- warning: state of subscription u (its slot, whether it is enabled) is not compared
ALTER SUBSCRIPTION s DISABLE;
ALTER SUBSCRIPTION s SET (slot_name = NONE);
-- data-loss
DROP SUBSCRIPTION s;
-- data-loss
DROP SUBSCRIPTION u;
