create subscription s connection 'host=far password=secret' publication p with (connect = false);
