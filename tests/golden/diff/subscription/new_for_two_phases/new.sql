-- since 15: two_phase
create subscription s connection 'host=far' publication p with (connect = false, two_phase = true);
