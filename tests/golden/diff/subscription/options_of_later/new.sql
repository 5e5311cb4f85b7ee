-- since 17: failover
create subscription s connection 'host=far' publication p with (connect = false, password_required = false, run_as_owner = true, origin = none, streaming = on);
create subscription u connection 'host=far' publication p with (connect = false, streaming = off);
