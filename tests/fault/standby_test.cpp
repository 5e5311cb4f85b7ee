// A standby in the place of the primary.
#include "support/standby.h"

#include "fault/ledger.h"
#include "fault/rounds.h"
#include "support/catch.h"

#include <fmt/core.h>

using namespace migrate::test;

TEST_CASE("a standby that is given first is told from the primary", "[fault][standby]") {
  play({.name = "standby first in the URL", .rounds = 1, .bound = 1}, [](Random&) {
    const Database database(LedgerProject::prelude());
    const Standby standby;
    const auto hosts = fmt::format("postgresql://postgres@127.0.0.1:{},127.0.0.1:{}/{}",
                                   standby.port(),
                                   Cluster::instance().port(),
                                   database.name());
    const LedgerProject ledger(hosts, {.migrations = 2});
    const Session session(database.socket_url());
    Round round;
    std::string told;
    for (int i = 0; i < 2; ++i) {
      const auto error = ledger.project().json({"upgrade", "head"}, 1)["error"];
      round.struck = error["code"].text() == "read_only";
      if (error["state"].text() != "nothing was changed" || (i > 0 && error.dump() != told))
        round.broken += error.dump();
      told = error.dump();
      round.broken += ledger.broken(session, Stage::interrupted);
    }
    for (const auto* wanted : {"read-write", "primary"}) {
      const auto url = hosts + "?target_session_attrs=" + wanted;
      const auto run = ledger.project().run({"-u", url, "upgrade", "head"});
      if (run.status != 0) round.broken += run.err;
      round.broken += ledger.broken(session, Stage::complete);
    }
    return round;
  });
}
