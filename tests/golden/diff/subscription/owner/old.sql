create subscription s connection 'host=far' publication p with (connect = false);
