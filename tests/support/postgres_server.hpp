#pragma once

#include <string>
#include <thread>

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
  [[nodiscard]] std::string url(const std::string& options = "") const;
  /// Runs statements in the whole.
  void run(const std::string& sql);
  [[nodiscard]] const std::string& socket_folder() const { return folder_.path(); }

  static constexpr const char* password = "hunter2 & co";
  static constexpr const char* password_in_url = "hunter2%20%26%20co";

 private:
  PostgresServer();
  ~PostgresServer();

  TemporaryFolder folder_;
  int pid_ = -1;
  std::jthread log_reader_;
  int schemas_ = 0;
};

}  // namespace chancery
