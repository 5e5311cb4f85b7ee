create subscription s connection 'host=far dbname=x' publication p, q with (connect = false);
