#include "tests/support/child_process.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <future>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace chancery {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

/// Reads what a server writes to its end, and tells when it is ready.
void read_output(int descriptor, const std::string& ready, std::promise<void> told) {
  const std::unique_ptr<std::FILE, CloseFile> output(::fdopen(descriptor, "r"));
  bool is_ready = false;
  char line[4096];
  while (std::fgets(line, sizeof line, output.get())) {
    if (is_ready || std::string_view(line).find(ready) == std::string_view::npos) continue;
    told.set_value();
    is_ready = true;
  }
  if (!is_ready) told.set_exception(std::make_exception_ptr(std::runtime_error("no server")));
}

}  // namespace

const passwd* unprivileged_user() {
  if (::geteuid() != 0) return nullptr;
  for (const auto* name : {"postgres", "nobody"}) {
    if (const auto* user = ::getpwnam(name)) return user;
  }
  throw std::runtime_error("no unprivileged user");
}

void give_away(const std::string& path) {
  const auto* user = unprivileged_user();
  if (user && ::chown(path.c_str(), user->pw_uid, user->pw_gid) != 0) {
    throw std::runtime_error("cannot give " + path + " away");
  }
}

int start_unprivileged(std::vector<std::string> command, int output) {
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

UnprivilegedServer::UnprivilegedServer(std::vector<std::string> command, const std::string& ready,
                                       int end_signal)
    : end_signal_(end_signal) {
  int output[2];
  if (::pipe2(output, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  pid_ = start_unprivileged(std::move(command), output[1]);
  ::close(output[1]);
  std::promise<void> told;
  auto is_ready = told.get_future();
  output_reader_ = std::jthread([fd = output[0], ready, promise = std::move(told)]() mutable {
    read_output(fd, ready, std::move(promise));
  });
  is_ready.get();
}

UnprivilegedServer::~UnprivilegedServer() {
  ::kill(pid_, end_signal_);
  ::waitpid(pid_, nullptr, 0);
}

}  // namespace chancery
