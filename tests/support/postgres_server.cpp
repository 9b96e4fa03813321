#include "tests/support/postgres_server.hpp"

#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <future>
#include <memory>
#include <stdexcept>
#include <vector>

namespace chancery {
namespace {

const std::string programs = "/usr/lib/postgresql/15/bin/";

/// The server refuses to run as root.
const passwd* unprivileged_user() {
  if (::geteuid() != 0) return nullptr;
  for (const auto* name : {"postgres", "nobody"}) {
    if (const auto* user = ::getpwnam(name)) return user;
  }
  throw std::runtime_error("no unprivileged user");
}

/// Starts a program that is told to end when this one does, its outputs going to `output`.
int start(std::vector<std::string> command, int output) {
  std::vector<std::string> words{"setpriv", "--pdeathsig", "QUIT"};
  if (const auto* user = unprivileged_user()) {
    words.insert(words.end(), {"--reuid", std::to_string(user->pw_uid), "--regid",
                               std::to_string(user->pw_gid), "--clear-groups"});
  }
  words.insert(words.end(), command.begin(), command.end());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
  pid_t pid = -1;
  const int failed =
      ::posix_spawnp(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("cannot start " + command[0]);
  return pid;
}

void make_cluster(const std::string& folder) {
  const auto password_file = folder + "/password";
  std::ofstream(password_file) << PostgresServer::password << '\n';
  if (const auto* user = unprivileged_user()) {
    if (::chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0 ||
        ::chown(password_file.c_str(), user->pw_uid, user->pw_gid) != 0) {
      throw std::runtime_error("cannot give the folder away");
    }
  }
  const int log = ::open((folder + "/initdb.log").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const int pid =
      start({programs + "initdb", "--pgdata", folder + "/data", "--username", "chancery",
             "--pwfile", password_file, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale",
             "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "en"},
            log);
  ::close(log);
  int status = -1;
  if (::waitpid(pid, &status, 0) != pid || status != 0) {
    throw std::runtime_error("initdb failed; is postgresql-15 installed?");
  }
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

/// Reads the server's log to its end, and tells when it is ready.
void read_log(int descriptor, std::promise<void> ready) {
  const std::unique_ptr<std::FILE, CloseFile> log(::fdopen(descriptor, "r"));
  bool told = false;
  char line[4096];
  while (std::fgets(line, sizeof line, log.get())) {
    if (!told && std::string_view(line).find("ready to accept connections") != std::string::npos) {
      ready.set_value();
      told = true;
    }
  }
  if (!told) ready.set_exception(std::make_exception_ptr(std::runtime_error("no server")));
}

}  // namespace

PostgresServer& PostgresServer::instance() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer() {
  make_cluster(folder_.path());
  int log[2];
  if (::pipe2(log, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  pid_ = start({programs + "postgres", "-D", folder_.path() + "/data", "-k", folder_.path(), "-c",
                "listen_addresses=", "-c", "max_connections=200"},
               log[1]);
  ::close(log[1]);
  std::promise<void> ready;
  auto is_ready = ready.get_future();
  log_reader_ = std::jthread(
      [fd = log[0], told = std::move(ready)]() mutable { read_log(fd, std::move(told)); });
  is_ready.get();
}

PostgresServer::~PostgresServer() {
  ::kill(pid_, SIGQUIT);
  ::waitpid(pid_, nullptr, 0);
}

void PostgresServer::run(const std::string& sql) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url().c_str()),
                                                                PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()),
                                                             PQclear);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK &&
      PQresultStatus(result.get()) != PGRES_TUPLES_OK) {
    throw std::runtime_error(PQerrorMessage(connection.get()));
  }
}

std::string PostgresServer::new_schema() {
  const auto name = "t" + std::to_string(++schemas_);
  run("CREATE SCHEMA " + name);
  return url("options=-csearch_path%3D" + name);
}

std::string PostgresServer::url(const std::string& options) const {
  return std::string("postgresql://chancery:") + password_in_url +
         "@/postgres?host=" + folder_.path() + "&connect_timeout=60&" + options;
}

}  // namespace chancery
