#include "support/role.h"

#include "migrate/sql/quote.h"
#include "support/cluster.h"

#include <stdexcept>
#include <utility>

namespace migrate::test {

Role::Role(std::string name) : name_(std::move(name)) {
  psql(Cluster::instance().socket_url("postgres"),
       "create role " + sql::quote_identifier(name_) + " login");
}

Role::~Role() {
  try {
    psql(Cluster::instance().socket_url("postgres"), "drop role " + sql::quote_identifier(name_));
  } catch (const std::exception&) {
    return;  // the cluster goes away with the process
  }
}

}  // namespace migrate::test
