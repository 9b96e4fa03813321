#pragma once

#include <string>
#include <thread>
#include <vector>

struct passwd;

namespace chancery {

/// Whose rights servers run with that refuse to be root; nothing when we are not root either.
const passwd* unprivileged_user();

/// Makes a file or folder theirs, if there is such a user.
void give_away(const std::string& path);

/// Starts a program as that user, which is told to end when this one does. Its outputs go to
/// `output`. Gives back its process id.
int start_unprivileged(std::vector<std::string> command, int output);

/// A server of such a user, from when it is ready until it is told to end.
class UnprivilegedServer {
 public:
  /// Waits until it has written a line with `ready`; throws if it ends before.
  UnprivilegedServer(std::vector<std::string> command, const std::string& ready, int end_signal);
  ~UnprivilegedServer();
  UnprivilegedServer(const UnprivilegedServer&) = delete;
  UnprivilegedServer& operator=(const UnprivilegedServer&) = delete;

  [[nodiscard]] int pid() const { return pid_; }

 private:
  int pid_ = -1;
  int end_signal_;
  std::jthread output_reader_;
};

}  // namespace chancery
