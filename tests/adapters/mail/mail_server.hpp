#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace chancery::mail {

/// How a MailServer behaves.
struct Manners {
  bool begins_with_tls = false;
  bool offers_starttls = false;
  bool offers_auth = false;
  /// By command, and `greeting`, and `credentials` and `message` for the answers to what follows
  /// AUTH and DATA: said in the place of what is usual, as it is. One that is no whole line closes
  /// the connection.
  std::map<std::string, std::string> replies{};
  /// Called with each of these names before the answer.
  std::function<void(const std::string& command)> before_reply{};
  /// PEM files.
  std::string certificate{};
  std::string key{};
};

/// A mail server on a loopback port of its own, which serves one client after the other in a thread
/// until it is destroyed, and remembers what they say.
class MailServer {
 public:
  explicit MailServer(Manners manners = {});
  ~MailServer();

  [[nodiscard]] std::uint16_t port() const;

  struct Heard {
    int connections = 0;
    /// Every line but those of messages; `* ` stands before one that came over TLS.
    std::vector<std::string> lines{};
    /// With the dots doubled as they came.
    std::vector<std::string> messages{};
  };
  [[nodiscard]] Heard heard() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace chancery::mail
