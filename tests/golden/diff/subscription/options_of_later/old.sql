-- since 17: failover
create subscription s connection 'host=far' publication p with (connect = false);
create subscription u connection 'host=far' publication p with (connect = false, failover = true, streaming = off);
