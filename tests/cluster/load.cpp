// Apps that hold logins and use them, at a rate, whatever becomes of what answers:
//   cluster_load PORT RATE APPS LOGINS
// Each of the APPS holds LOGINS of ann's and takes them in turn: half of its requests are
// refreshes, half introspections of what they gave; now and then it logs in anew and logs the old
// login out. Together they make RATE requests a second, if they are answered. Prints "began" when
// every login is there. SIGUSR1 marks a moment: what failed since the last mark is printed. On
// SIGTERM every login shows that it lives, and what was counted is printed, a name and a number a
// line. Status 1: it could not begin.

#include <pthread.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <latch>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

#include "domain/codec/decimal.hpp"
#include "tests/cluster/caller.hpp"

namespace chancery::cluster {
namespace {

struct Tally {
  using Count = std::atomic<long>;

  Count refreshes = 0;
  Count introspections = 0;
  Count logins = 0;
  Count logins_lost = 0;       ///< a refresh was refused
  Count wrongly_inactive = 0;  ///< an access token just given was not good
  Count surprises = 0;         ///< answers that nobody should give
};

struct Login {
  std::string refresh_token;
  std::string access_token;
};

/// One app and its logins.
class App {
 public:
  App(std::uint16_t port, Failures& failures, Tally& tally)
      : caller_(port, failures), tally_(tally) {}

  void log_in(std::size_t count) {
    while (logins_.size() < count) logins_.push_back(new_login());
  }

  /// The next request, or two: by turns.
  void go_on() {
    constexpr std::size_t a_new_login_every = 100;
    auto& login = logins_[turn_ / 2 % logins_.size()];
    if (turn_ % a_new_login_every == a_new_login_every - 1) {
      const auto old = std::exchange(login, new_login());
      expect(caller_.ask(
                 test::post_form("/oauth2/revoke", "client_id=app&token=" + old.refresh_token)),
             200);
    } else if (turn_ % 2 == 0) {
      refresh(login);
    } else {
      introspect(login);
    }
    ++turn_;
  }

  void settle() {
    for (auto& login : logins_) {
      refresh(login);
      introspect(login);
    }
  }

 private:
  Login new_login() {
    const auto answer =
        caller_.ask(token_request("grant_type=password&username=ann&password=" + secret()));
    expect(answer, 200);
    ++tally_.logins;
    return {answer.text("refresh_token"), answer.text("access_token")};
  }

  void refresh(Login& login) {
    if (login.refresh_token.empty()) return;
    const auto answer =
        caller_.ask(token_request("grant_type=refresh_token&refresh_token=" + login.refresh_token));
    login = {answer.text("refresh_token"), answer.text("access_token")};
    if (answer.status == 200 && !login.refresh_token.empty()) {
      ++tally_.refreshes;
      return;
    }
    ++tally_.logins_lost;
    std::cerr << "a login was lost: " << answer.status << ' ' << answer.body << '\n';
  }

  void introspect(const Login& login) {
    if (login.access_token.empty()) return;
    const auto answer = caller_.ask(introspection(login.access_token));
    expect(answer, 200);
    ++tally_.introspections;
    if (!is_active(answer)) ++tally_.wrongly_inactive;
  }

  void expect(const test::HttpResponse& answer, int status) {
    if (answer.status == status) return;
    ++tally_.surprises;
    std::cerr << "a surprise: " << answer.status << ' ' << answer.body << '\n';
  }

  Caller caller_;
  Tally& tally_;
  std::vector<Login> logins_{};
  std::size_t turn_ = 0;
};

struct Plan {
  std::uint16_t port;
  std::size_t rate, apps, logins;
};

/// The threads of a load. What ends one of them costs a login at least.
class Load {
 public:
  explicit Load(const Plan& plan) : plan_(plan), began_(static_cast<std::ptrdiff_t>(plan.apps)) {
    for (std::size_t i = 0; i < plan.apps; ++i) {
      threads_.emplace_back([this, i](const std::stop_token& stop) {
        try {
          run(i, stop);
        } catch (const std::exception& error) {
          std::cerr << "cluster_load: " << error.what() << '\n';
          if (!began_.try_wait()) std::_Exit(EXIT_FAILURE);
          ++tally_.logins_lost;
        }
      });
    }
    began_.wait();
    began_at_ = Clock::now();
    first_logins_ = tally_.logins;
  }

  void mark() { failures_.mark(std::cout); }

  void end(std::ostream& out) {
    const auto made = tally_.refreshes + tally_.introspections + tally_.logins - first_logins_;
    const auto span = std::chrono::duration<double>(Clock::now() - began_at_).count();
    for (auto& thread : threads_) thread.request_stop();
    threads_.clear();
    const std::pair<const char*, long> counts[] = {
        {"per_second", static_cast<long>(static_cast<double>(made) / span)},
        {"refreshes", tally_.refreshes},
        {"introspections", tally_.introspections},
        {"logins", tally_.logins},
        {"failures", failures_.total()},
        {"logins_lost", tally_.logins_lost},
        {"wrongly_inactive", tally_.wrongly_inactive},
        {"surprises", tally_.surprises},
    };
    for (const auto& [name, count] : counts) out << name << ' ' << count << '\n';
  }

 private:
  void run(std::size_t number, const std::stop_token& stop) {
    App app(plan_.port, failures_, tally_);
    app.log_in(plan_.logins);
    began_.arrive_and_wait();
    const auto apart = std::chrono::nanoseconds(1'000'000'000L * static_cast<long>(plan_.apps) /
                                                static_cast<long>(plan_.rate));
    auto next = Clock::now() + apart * static_cast<long>(number) / static_cast<long>(plan_.apps);
    while (!stop.stop_requested()) {
      std::this_thread::sleep_until(next);
      app.go_on();
      // What was missed in an outage is not made up for: apps do not either.
      next = std::max(next + apart, Clock::now() - std::chrono::seconds(1));
    }
    app.settle();
  }

  Plan plan_;
  Tally tally_;
  Failures failures_;
  std::latch began_;
  Clock::time_point began_at_{};
  long first_logins_ = 0;
  std::vector<std::jthread> threads_;
};

template <class Number>
Number number(const char* text) {
  const auto value = codec::from_decimal<Number>(text);
  if (!value) throw std::invalid_argument("not a number: " + std::string(text));
  return *value;
}

Plan parse(std::span<char*> words) {
  if (words.size() != 5) {
    throw std::invalid_argument("usage: cluster_load PORT RATE APPS LOGINS");
  }
  return {.port = number<std::uint16_t>(words[1]),
          .rate = number<std::size_t>(words[2]),
          .apps = number<std::size_t>(words[3]),
          .logins = number<std::size_t>(words[4])};
}

/// SIGTERM and SIGUSR1, blocked from before the first thread on.
class Signals {
 public:
  Signals() {
    ::sigemptyset(&signals_);
    ::sigaddset(&signals_, SIGTERM);
    ::sigaddset(&signals_, SIGUSR1);
    ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  [[nodiscard]] int wait() const {
    int signal = 0;
    ::sigwait(&signals_, &signal);
    return signal;
  }

 private:
  sigset_t signals_{};
};

}  // namespace
}  // namespace chancery::cluster

int main(int argc, char** argv) try {
  using namespace chancery::cluster;
  const Signals signals;
  Load load(parse({argv, static_cast<std::size_t>(argc)}));
  std::cout << "began" << std::endl;
  while (signals.wait() == SIGUSR1) load.mark();
  load.end(std::cout);
} catch (const std::exception& error) {
  std::cerr << "cluster_load: " << error.what() << '\n';
  return 1;
}
