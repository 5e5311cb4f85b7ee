// The same through PgBouncer.
#include "fault/course.h"
#include "support/catch.h"
#include "support/pgbouncer.h"

using namespace migrate::test;

TEST_CASE("a run through a session pooler that is hurt is finished by the next",
          "[fault][pooler]") {
  const Pgbouncer pooler("session");
  Trial trial{.shape = {.migrations = 4}, .pooled = true};
  trial.proxy.port = pooler.port();
  hurt_anywhere(Course(trial), "PgBouncer in session mode", 2);
}
