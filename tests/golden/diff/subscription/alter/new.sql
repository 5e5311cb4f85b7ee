-- since 15: disable_on_error
create subscription s connection 'host=near port=5433' publication p with (connect = false, binary = true, streaming = true, disable_on_error = true, synchronous_commit = on);
create subscription u connection 'dbname=x host=far' publication p, r with (connect = false, slot_name = 'other');
