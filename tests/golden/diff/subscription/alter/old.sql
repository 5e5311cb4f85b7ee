-- since 15: disable_on_error
create subscription s connection 'host=far' publication p with (connect = false);
create subscription u connection 'dbname=x host=far' publication p, q with (connect = false, slot_name = none);
comment on subscription s is 'from afar';
