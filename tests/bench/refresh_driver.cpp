// Refreshes in a closed loop: each connection follows chains of its own, one request at a time.
//   refresh_driver PORT CLIENT USER CONNECTIONS CHAINS SECONDS [TOKENS COUNT]
// The user's password is in the environment, BENCH_PASSWORD. Every chain begins with a login; then
// "began" is printed, and when the time is over a line of results. With a file for access TOKENS it
// ends once COUNT of them were written. Anything but 200 ends the program with status 1.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "closed_loop.hpp"

namespace {

using namespace chancery::bench;

struct Plan {
  std::uint16_t port;
  std::string client;
  std::string user;
  std::size_t connections;
  std::size_t chains;
  std::chrono::seconds duration;
  std::string tokens_file{};
  std::size_t token_count = 0;
};

Plan parse(std::span<char*> words) {
  if (words.size() != 7 && words.size() != 9) {
    throw Failure(
        "usage: refresh_driver PORT CLIENT USER CONNECTIONS CHAINS SECONDS [TOKENS COUNT]");
  }
  Plan plan{.port = port_number(words[1]),
            .client = words[2],
            .user = words[3],
            .connections = positive(words[4]),
            .chains = positive(words[5]),
            .duration = std::chrono::seconds(positive(words[6]))};
  if (words.size() == 9) {
    plan.tokens_file = words[7];
    plan.token_count = positive(words[8]);
  }
  return plan;
}

std::string post(std::string_view body) { return form_request("/oauth2/token", body); }

/// The chains that one connection follows in turn.
class Chains {
 public:
  explicit Chains(std::size_t count) : tokens_(count) {}

  [[nodiscard]] std::size_t size() const { return tokens_.size(); }
  [[nodiscard]] const std::string& token() const { return tokens_[turn_]; }

  /// The body of the answer, which must be 200; its refresh token becomes the chain's.
  std::string_view accept(const Connection& connection) {
    connection.expect(200);
    tokens_[turn_] = member(connection.body(), "\"refresh_token\"");
    turn_ = (turn_ + 1) % tokens_.size();
    return connection.body();
  }

 private:
  std::vector<std::string> tokens_;
  std::size_t turn_ = 0;  ///< which chain is next
};

class Driver {
 public:
  explicit Driver(const Plan& plan) : plan_(plan), connections_(plan.port, plan.connections) {
    for (std::size_t i = 0; i < plan.connections; ++i) {
      const auto count = (plan.chains + plan.connections - 1 - i) / plan.connections;
      chains_.emplace_back(std::max<std::size_t>(count, 1));
    }
    if (!plan.tokens_file.empty()) tokens_.open(plan.tokens_file);
  }

  void log_in() {
    const char* password = std::getenv("BENCH_PASSWORD");
    const auto request =
        post("grant_type=password&client_id=" + plan_.client + "&username=" + plan_.user +
             "&password=" + (password ? password : ""));
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < connections_.size(); ++i) {
      connections_[i].ask(request);
      left.push_back(chains_[i].size());
    }
    connections_.loop([&](std::size_t i) {
      // On many cores: more logins of one account at the same instant than are let through.
      const bool is_over = !connections_[i].has_status(429);
      if (is_over) chains_[i].accept(connections_[i]);
      if (is_over && --left[i] == 0) return false;
      connections_[i].ask(request);
      return true;
    });
  }

  void refresh() {
    const auto start = Steady::now();
    for (std::size_t i = 0; i < connections_.size(); ++i) ask_refresh(i);
    connections_.loop([&](std::size_t i) {
      const auto now = Steady::now();
      note(chains_[i].accept(connections_[i]), now - connections_[i].sent_at());
      if (now - start >= plan_.duration || has_enough_tokens()) return false;
      ask_refresh(i);
      return true;
    });
    latencies_.report(Steady::now() - start);
  }

 private:
  [[nodiscard]] bool has_enough_tokens() const {
    return plan_.token_count > 0 && latencies_.count() >= plan_.token_count;
  }

  void ask_refresh(std::size_t i) {
    connections_[i].ask(post("grant_type=refresh_token&client_id=" + plan_.client +
                             "&refresh_token=" + chains_[i].token()));
  }

  void note(std::string_view body, Steady::duration took) {
    if (tokens_.is_open() && !has_enough_tokens())
      tokens_ << member(body, "\"access_token\"") << '\n';
    latencies_.note(took);
  }

  const Plan& plan_;
  Connections connections_;
  std::vector<Chains> chains_;
  std::ofstream tokens_;
  Latencies latencies_;
};

}  // namespace

int main(int argc, char** argv) try {
  const auto plan = parse({argv, static_cast<std::size_t>(argc)});
  Driver driver(plan);
  driver.log_in();
  std::cout << "began" << std::endl;
  driver.refresh();
} catch (const std::exception& error) {
  std::cerr << "refresh_driver: " << error.what() << '\n';
  return 1;
}
