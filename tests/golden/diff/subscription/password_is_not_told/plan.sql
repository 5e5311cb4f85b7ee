-- warning: state of subscription s (its slot, whether it is enabled) is not compared
-- warning: password of subscription s is not compared
ALTER SUBSCRIPTION s SET PUBLICATION q WITH (refresh = false);
