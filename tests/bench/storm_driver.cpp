// Logins in an open loop beside refreshes: what a storm of logins does to everybody else (attack
// B86).
//   storm_driver PORT CLIENT ACCOUNTS LOGINS_PER_SECOND REFRESHES_PER_SECOND SECONDS
// Accounts are "user-000042@example.org" of all numbers below ACCOUNTS; their password is in the
// environment, BENCH_PASSWORD. First the refreshes alone, then with the logins beside them, each
// for SECONDS. A request is sent when its time has come, however many wait, and its latency counts
// from then. Prints `quiet P50_US P99_US`, `storm P50_US P99_US` and `logins OFFERED SERVED
// REFUSED` (per second each). A refresh that fails, and a login that is neither served nor refused
// with Retry-After, ends the program with status 1.

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <span>
#include <string>
#include <vector>

#include "closed_loop.hpp"

namespace {

using namespace chancery::bench;
using namespace std::chrono_literals;

struct Plan {
  std::uint16_t port;
  std::string client;
  std::uint32_t accounts;
  double logins_per_second;
  double refreshes_per_second;
  std::chrono::seconds duration;
};

Plan parse(std::span<char*> words) {
  if (words.size() != 7) {
    throw Failure(
        "usage: storm_driver PORT CLIENT ACCOUNTS LOGINS_PER_SECOND REFRESHES_PER_SECOND SECONDS");
  }
  return {.port = port_number(words[1]),
          .client = words[2],
          .accounts = positive(words[3]),
          .logins_per_second = static_cast<double>(positive(words[4])),
          .refreshes_per_second = static_cast<double>(positive(words[5])),
          .duration = std::chrono::seconds(positive(words[6]))};
}

/// When requests of one kind are due, at even distances.
class Schedule {
 public:
  Schedule(double per_second, Steady::time_point start, Steady::duration duration)
      : distance_(std::chrono::duration_cast<Steady::duration>(
            std::chrono::duration<double>(1 / per_second))),
        next_(start + distance_),
        end_(start + duration) {}

  [[nodiscard]] Steady::time_point next() const { return next_; }
  [[nodiscard]] bool is_over() const { return next_ >= end_; }
  /// Whether another one is due; then it is the next one's turn.
  bool take(Steady::time_point now) {
    if (is_over() || now < next_) return false;
    next_ += distance_;
    return true;
  }

 private:
  Steady::duration distance_;
  Steady::time_point next_;
  Steady::time_point end_;
};

struct LoginCounts {
  std::uint32_t offered = 0;
  std::uint32_t served = 0;
  std::uint32_t refused = 0;
};

class Storm {
 public:
  explicit Storm(const Plan& plan) : plan_(plan), connections_(plan.port, chains) {
    for (std::size_t i = 0; i < chains; ++i) {
      connections_[i].exchange(login(i));
      accept_refresh(i);
    }
  }

  void quiet() { latencies("quiet", run(false)); }
  void storm() {
    latencies("storm", run(true));
    const auto seconds = static_cast<double>(plan_.duration.count());
    std::cout << "logins " << counts_.offered / seconds << ' ' << counts_.served / seconds << ' '
              << counts_.refused / seconds << '\n';
  }

 private:
  static constexpr std::size_t chains = 16;

  [[nodiscard]] std::string login(std::size_t number) const {
    const char* password = std::getenv("BENCH_PASSWORD");
    auto digits = std::to_string(number % plan_.accounts);
    digits.insert(0, 6 - digits.size(), '0');
    return form_request("/oauth2/token", "grant_type=password&client_id=" + plan_.client +
                                             "&username=user-" + digits +
                                             "@example.org&password=" + (password ? password : ""));
  }
  [[nodiscard]] std::string refresh(std::size_t chain) const {
    return form_request("/oauth2/token", "grant_type=refresh_token&client_id=" + plan_.client +
                                             "&refresh_token=" + tokens_[chain]);
  }

  void accept_refresh(std::size_t chain) {
    connections_[chain].expect(200);
    tokens_[chain] = member(connections_[chain].body(), "\"refresh_token\"");
    idle_chains_.push_back(chain);
  }

  Latencies run(bool with_logins) {
    const auto start = Steady::now();
    const auto end = start + plan_.duration;
    Schedule refreshes(plan_.refreshes_per_second, start, plan_.duration);
    Schedule logins(plan_.logins_per_second, start,
                    with_logins ? plan_.duration : Steady::duration::zero());
    Latencies latencies;
    while (!refreshes.is_over() || !logins.is_over() || busy_ > 0 || !due_.empty()) {
      const auto now = Steady::now();
      while (refreshes.take(now)) due_.push_back(now);
      while (logins.take(now)) send_login();
      send_refreshes();
      const auto until = std::min(refreshes.is_over() ? end : refreshes.next(),
                                  logins.is_over() ? end : logins.next());
      const auto patience =
          refreshes.is_over() && logins.is_over() ? Steady::duration(10s) : until - Steady::now();
      for (const auto index : connections_.readable(patience)) {
        if (connections_[index].read_on()) answered(index, latencies, end);
      }
    }
    return latencies;
  }

  void send_refreshes() {
    while (!due_.empty() && !idle_chains_.empty()) {
      const auto chain = idle_chains_.front();
      idle_chains_.pop_front();
      due_at_[chain] = due_.front();
      due_.pop_front();
      connections_[chain].ask(refresh(chain));
      ++busy_;
    }
  }

  void send_login() {
    if (idle_logins_.empty()) idle_logins_.push_back(connections_.add());
    const auto index = idle_logins_.back();
    idle_logins_.pop_back();
    connections_[index].ask(login(chains + counts_.offered++));
    ++busy_;
  }

  void answered(std::size_t index, Latencies& latencies, Steady::time_point end) {
    --busy_;
    if (index < chains) {
      accept_refresh(index);
      latencies.note(Steady::now() - due_at_[index]);
      return;
    }
    idle_logins_.push_back(index);
    const auto& answer = connections_[index];
    // What comes after the end was not served in this time.
    if (answer.has_status(200)) {
      if (Steady::now() <= end) ++counts_.served;
    } else if (answer.has_status(429) || answer.has_status(503)) {
      if (answer.fields("Retry-After").empty()) throw Failure("refused without Retry-After");
      ++counts_.refused;
    } else {
      answer.expect(200);
    }
  }

  static void latencies(std::string_view phase, Latencies latencies) {
    std::cout << phase << ' ' << latencies.percentile(0.5) << ' ' << latencies.percentile(0.99)
              << std::endl;
  }

  const Plan& plan_;
  Connections connections_;
  std::vector<std::string> tokens_ = std::vector<std::string>(chains);
  std::vector<Steady::time_point> due_at_ = std::vector<Steady::time_point>(chains);
  std::deque<std::size_t> idle_chains_;
  std::vector<std::size_t> idle_logins_;
  std::deque<Steady::time_point> due_;
  std::size_t busy_ = 0;
  LoginCounts counts_;
};

}  // namespace

int main(int argc, char** argv) try {
  const auto plan = parse({argv, static_cast<std::size_t>(argc)});
  Storm storm(plan);
  storm.quiet();
  storm.storm();
} catch (const std::exception& error) {
  std::cerr << "storm_driver: " << error.what() << '\n';
  return 1;
}
