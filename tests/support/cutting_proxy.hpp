#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/temporary_folder.hpp"

namespace chancery {

/// Stands between clients and a PostgreSQL server, both on unix sockets, passes on every byte, and
/// cuts a connection at exactly the moment it was told to. Thread-safe.
class CuttingProxy {
 public:
  enum class Cut {
    request,  ///< what the client sent never arrives
    answer,   ///< what the client sent has been done and answered, but the answer never arrives
  };

  /// `server_folder` holds the server's socket.
  explicit CuttingProxy(const std::string& server_folder);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  /// A server's URL, leading through here.
  [[nodiscard]] std::string url(std::string server_url) const;

  /// The next time a client sends `text`, its connection is cut.
  void cut_at(const std::string& text, Cut what);
  /// From then on nobody is let in any more.
  void cut_at_and_close(const std::string& text, Cut what);
  void let_in();
  /// Whether that has happened.
  [[nodiscard]] bool has_cut() const;

 private:
  struct Pair {
    int client;
    int server;
    bool is_answer_lost = false;
  };

  void run();
  void accept();
  [[nodiscard]] bool from_client(Pair& pair);
  [[nodiscard]] bool from_server(Pair& pair);
  void arm(const std::string& text, Cut what, bool closes);
  /// Whether the connection that sent this is to be cut, and what of it; once.
  bool is_meant(std::string_view sent, Cut& what);

  std::string server_folder_;
  TemporaryFolder folder_;
  int listener_;
  int wake_[2];
  std::vector<Pair> pairs_;
  mutable std::mutex mutex_;
  std::string text_;
  Cut what_ = Cut::request;
  bool closes_ = false;
  bool is_closed_ = false;
  bool has_cut_ = false;
  std::jthread thread_;
};

}  // namespace chancery
