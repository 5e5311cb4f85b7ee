DROP SERVER remote;
