-- warning: state of subscription s (its slot, whether it is enabled) is not compared
ALTER SUBSCRIPTION s OWNER TO golden_superuser;
