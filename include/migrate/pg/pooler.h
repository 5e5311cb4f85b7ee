#pragma once

#include "migrate/pg/connection.h"
#include "migrate/pg/url.h"

#include <string>

namespace migrate::pg {

/// What stands between us and the server.
enum class Pooling {
  none,         ///< a server process of our own
  session,      ///< a pooler that keeps one server process for us: as good as none
  transaction,  ///< one that may give us another after each transaction: no session state
};

struct Pooler {
  Pooling pooling = Pooling::none;
  std::string saw;  ///< on what that stands, in words; empty without a pooler
};

/// Find out, by comparing process ids and, where they tell of a pooler, by a few short connections
/// with the same parameters. What cannot be told is `transaction`: also behind session pooling when
/// no second connection can be had. Several poolers behind one address can look like session
/// pooling, where each of those connections meets another one: so take locks that do not depend on
/// the answer wherever there is a pooler at all.
///
/// Not in a transaction; takes away the connection's tick handler. Error(connection_lost) where
/// `connection` breaks.
Pooler detect_pooler(Connection& connection, const ConnectionParameters& parameters);

/// The same parameters, but for the one host and address that answered where there are several.
ConnectionParameters pinned(ConnectionParameters parameters, const Connection& to);

}  // namespace migrate::pg
