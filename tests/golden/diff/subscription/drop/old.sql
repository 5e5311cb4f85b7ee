create publication p;
create subscription s connection 'host=far' publication p with (connect = false);
create subscription u connection 'host=far' publication p with (connect = false, slot_name = none);
comment on subscription s is 'from afar';
