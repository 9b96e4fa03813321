#include "tests/support/pgbouncer.hpp"

#include <csignal>
#include <fstream>

#include "tests/support/postgres_server.hpp"

namespace chancery {
namespace {

/// The path of a configuration in that folder. Whoever can reach the socket is let in.
std::string configured_in(const std::string& folder) {
  const auto file = folder + "/pgbouncer.ini";
  auto& behind = PostgresServer::instance();
  behind.run("CREATE DATABASE pooled");
  std::ofstream(file) << "[databases]\npooled = host=" << behind.socket_folder()
                      << " dbname=pooled user=chancery password='" << PostgresServer::password
                      << "'\n[pgbouncer]\npool_mode = transaction\nauth_type = any\n"
                         "listen_addr =\nlisten_port = 5432\nunix_socket_dir = "
                      << folder << "\ndefault_pool_size = 40\nmax_client_conn = 400\n";
  give_away(folder);
  give_away(file);
  return file;
}

}  // namespace

Pgbouncer& Pgbouncer::instance() {
  static Pgbouncer pgbouncer;
  return pgbouncer;
}

Pgbouncer::Pgbouncer()
    : server_({"pgbouncer", configured_in(folder_.path())}, "process up", SIGTERM) {}

std::string Pgbouncer::emptied_database() {
  PostgresServer::instance().run(
      "SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public",
      "pooled");
  return "postgresql://chancery@/pooled?connect_timeout=60&host=" + folder_.path();
}

}  // namespace chancery
