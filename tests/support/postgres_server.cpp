#include "tests/support/postgres_server.hpp"

#include <fcntl.h>
#include <libpq-fe.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <vector>

#include "tests/support/child_process.hpp"

namespace chancery {
namespace {

const std::string programs = "/usr/lib/postgresql/15/bin/";

void make_cluster(const std::string& folder) {
  const auto password_file = folder + "/password";
  std::ofstream(password_file) << PostgresServer::password << '\n';
  give_away(folder);
  give_away(password_file);
  const int log = ::open((folder + "/initdb.log").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const int pid = start_unprivileged(
      {programs + "initdb", "--pgdata", folder + "/data", "--username", "chancery", "--pwfile",
       password_file, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8",
       "--locale-provider", "icu", "--icu-locale", "en"},
      log);
  ::close(log);
  int status = -1;
  if (::waitpid(pid, &status, 0) != pid || status != 0) {
    throw std::runtime_error("initdb failed; is postgresql-15 installed?");
  }
}

/// A cluster in a folder, which is given back.
const std::string& made_in(const std::string& folder) {
  make_cluster(folder);
  return folder;
}

}  // namespace

PostgresServer& PostgresServer::instance() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer()
    : server_({programs + "postgres", "-D", made_in(folder_.path()) + "/data", "-k", folder_.path(),
               "-c", "listen_addresses=", "-c", "max_connections=200"},
              "ready to accept connections", SIGQUIT) {}

void PostgresServer::run(const std::string& sql, const std::string& database) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(
      PQconnectdb(url({}, database).c_str()), PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()),
                                                             PQclear);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK &&
      PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
    throw std::runtime_error(PQerrorMessage(connection.get()));
  }
}

void PostgresServer::freeze() {
  ::kill(server_.pid(), SIGSTOP);  // the first, so that it makes no more of them
  for (const int child : children()) ::kill(child, SIGSTOP);
}

void PostgresServer::thaw() {
  for (const int child : children()) ::kill(child, SIGCONT);
  ::kill(server_.pid(), SIGCONT);
}

std::vector<int> PostgresServer::children() const {
  std::vector<int> pids;
  const auto id = std::to_string(server_.pid());
  std::ifstream file("/proc/" + id + "/task/" + id + "/children");
  for (int pid = 0; file >> pid;) pids.push_back(pid);
  return pids;
}

std::string PostgresServer::new_schema() {
  const auto name = "t" + std::to_string(++schemas_);
  run("CREATE SCHEMA " + name);
  return url("options=-csearch_path%3D" + name);
}

std::string PostgresServer::url(const std::string& options, const std::string& database) const {
  return std::string("postgresql://chancery:") + password_in_url + "@/" + database +
         "?host=" + folder_.path() + "&connect_timeout=60&" + options;
}

}  // namespace chancery
