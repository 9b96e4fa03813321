#include "tests/e2e/program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <utility>

#include "domain/codec/json.hpp"

namespace chancery::test {
namespace {

/// The port of the line `serving`; 0 while there is none.
std::uint16_t port_in(std::string_view log) {
  while (log.contains('\n')) {
    const auto line = codec::read_json(log.substr(0, log.find('\n'))).value_or(codec::Json());
    log.remove_prefix(log.find('\n') + 1);
    const auto* message = line.find("msg");
    const auto* port = line.find("port");
    if (message == nullptr || port == nullptr || *message != codec::Json("serving")) continue;
    return static_cast<std::uint16_t>(*port->as_integer());
  }
  return 0;
}

pid_t spawn(const std::vector<std::string>& words, int output) {
  std::vector<std::string> copies = words;
  std::vector<char*> arguments;
  for (auto& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t process = -1;
  const int error =
      ::posix_spawn(&process, CHANCERY_PROGRAM, &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error("cannot start " CHANCERY_PROGRAM);
  return process;
}

}  // namespace

Program::Program(const std::vector<std::string>& flags) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
  output_ = ends[0];
  std::vector<std::string> words{"chancery",       "serve",
                                 "--listen",       "127.0.0.1:0",
                                 "--issuer",       "http://localhost",
                                 "--database-url", "sqlite:" + folder_.file("chancery.db")};
  words.insert(words.end(), flags.begin(), flags.end());
  process_ = spawn(words, ends[1]);
  ::close(ends[1]);
  while (port_ == 0) {
    char chunk[4096];
    const auto count = ::read(output_, chunk, sizeof chunk);
    if (count <= 0) throw std::runtime_error("it did not serve: " + log_);
    log_.append(chunk, static_cast<std::size_t>(count));
    port_ = port_in(log_);
  }
  reader_ = std::jthread([this] { read_log(); });
}

Program::~Program() {
  if (process_ >= 0) signal(SIGKILL);
  wait();
  ::close(output_);
}

void Program::signal(int number) const { ::kill(process_, number); }

int Program::wait() {
  if (process_ < 0) return -1;
  int status = 0;
  ::waitpid(std::exchange(process_, -1), &status, 0);
  reader_.join();
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string Program::log() {
  const std::lock_guard lock(mutex_);
  return log_;
}

void Program::read_log() {
  char chunk[65536];
  while (true) {
    const auto count = ::read(output_, chunk, sizeof chunk);
    if (count <= 0) return;
    const std::lock_guard lock(mutex_);
    log_.append(chunk, static_cast<std::size_t>(count));
  }
}

}  // namespace chancery::test
