#include "runner/session.h"

#include "migrate/base/strings.h"
#include "runner/script.h"

namespace migrate::runner {

void reset_session(pg::Connection& connection, const RunOptions& options) {
  connection.roll_back();
  if (options.lock == LockScope::transaction) return;
  connection.execute("reset session authorization; reset role; " +
                     join(reset_statements(options), "; "));
}

}  // namespace migrate::runner
