#pragma once

#include <string>
#include <vector>

#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace chancery {

/// A PostgreSQL cluster of its own behind a unix socket, started when first asked for and gone with
/// the program. Its texts sort as people expect, not by bytes, so that a forgotten collation shows.
class PostgresServer {
 public:
  static PostgresServer& instance();

  /// The URL of a new, empty schema: as good as a database, and made in a moment.
  std::string new_schema();
  /// The URL of the whole, with what else is to stand after `?`.
  [[nodiscard]] std::string url(const std::string& options = "",
                                const std::string& database = "postgres") const;
  /// Runs statements in the whole.
  void run(const std::string& sql, const std::string& database = "postgres");
  [[nodiscard]] const std::string& socket_folder() const { return folder_.path(); }
  /// Stops every process of the cluster where it is, and lets them go on.
  void freeze();
  void thaw();

  static constexpr const char* password = "hunter2 & co";
  static constexpr const char* password_in_url = "hunter2%20%26%20co";

 private:
  PostgresServer();
  [[nodiscard]] std::vector<int> children() const;

  TemporaryFolder folder_;
  UnprivilegedServer server_;
  int schemas_ = 0;
};

}  // namespace chancery
