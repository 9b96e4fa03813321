#pragma once

#include <string>

#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace chancery {

/// Debian's pgbouncer in transaction mode before the PostgresServer, behind a unix socket: whoever
/// connects is given another connection of the server for each transaction. Started when first
/// asked for, gone with the program. It refuses startup options that it does not know.
class Pgbouncer {
 public:
  static Pgbouncer& instance();

  /// The URL of the one database behind it, empty as from now.
  std::string emptied_database();

 private:
  Pgbouncer();

  TemporaryFolder folder_;
  UnprivilegedServer server_;
};

}  // namespace chancery
