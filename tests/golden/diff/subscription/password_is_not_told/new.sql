create subscription s connection 'host=far password=secret' publication q with (connect = false);
