-- since 15: two_phase and disable_on_error
create publication p;
create subscription s connection E'dbname=\'it\\\'s\' host=far' publication p with (connect = false);
create subscription "T x" connection 'user=me dbname=app host=far port=5433 sslmode=require' publication "P q", p with (connect = false, slot_name = none, binary = true, streaming = true, two_phase = true, disable_on_error = true, synchronous_commit = remote_apply);
comment on subscription s is 'from afar';
