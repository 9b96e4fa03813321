// Apps that hold logins and refresh them, whatever becomes of the server:
//   crash_apps PORT APPS LOGINS NEWCOMERS WATCHERS
// Each of the APPS holds LOGINS of them and takes them in turn. NEWCOMERS make accounts, log in and
// out. WATCHERS look at what needs no database, on a server that is meant to stay. Prints "began"
// when every login is there, "unavailable" at the first 503, and goes on until SIGTERM; then every
// login is asked for more tokens, and what was counted is printed. Status 1: it could not begin.

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <latch>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

#include "domain/codec/decimal.hpp"
#include "tests/crash/login.hpp"

namespace chancery::crash {
namespace {

/// One app: begins, refreshes until it is told to stop, settles.
void run_app(std::uint16_t port, std::size_t count, Tally& tally, std::latch& began,
             const std::stop_token& stop) {
  PatientClient client(port, tally);
  std::vector<Login> logins;
  for (std::size_t i = 0; i < count; ++i) logins.emplace_back(client, tally);
  began.arrive_and_wait();
  constexpr std::size_t every = 4;
  for (std::size_t turn = 0; !stop.stop_requested(); ++turn) {
    logins[turn % count].refresh(turn / count % every == 0);
  }
  for (auto& login : logins) login.settle();
}

/// Somebody new: what was answered for must be there afterwards, and what was ended must not.
class Newcomer {
 public:
  Newcomer(PatientClient& client, Tally& tally, std::string name)
      : client_(client), tally_(tally), name_(std::move(name)) {}

  void come_and_go() {
    sign_up();
    const auto login = client_.ask(password_request(name_));
    const auto token = login.text("refresh_token");
    if (login.status != 200) {
      ++tally_.accounts_forgotten;
      return;
    }
    const auto form = std::string("client_id=") + client_id + "&token=" + token;
    expect(client_.ask(test::post_form("/oauth2/revoke", form)), 200);
    const auto after = client_.ask(refresh_request(token));
    if (after.status == 200) {
      ++tally_.logouts_forgotten;
    } else {
      expect(after, 400);
    }
    ++tally_.newcomers;
  }

 private:
  /// 409 says that it was done, and that the answer was lost.
  void sign_up() {
    const auto answer =
        client_.ask(test::send_json("POST", "/api/v1/auth/register",
                                    R"({"email":")" + name_ + R"(@example.org","username":")" +
                                        name_ + R"(","password":")" + password() + R"("})"));
    if (answer.status != 409) expect(answer, 201);
  }

  void expect(const test::HttpResponse& answer, int status) {
    if (answer.status == status) return;
    ++tally_.surprises;
    std::cerr << "a surprise: " << answer.status << ' ' << answer.body << '\n';
  }

  PatientClient& client_;
  Tally& tally_;
  std::string name_;
};

void run_newcomers(std::uint16_t port, std::size_t number, Tally& tally,
                   const std::stop_token& stop) {
  PatientClient client(port, tally);
  for (int i = 0; !stop.stop_requested(); ++i) {
    Newcomer(client, tally, "n" + std::to_string(number) + "-" + std::to_string(i)).come_and_go();
  }
}

void run_watcher(std::uint16_t port, Tally& tally, const std::stop_token& stop) {
  test::HttpConnection connection(port);
  while (!stop.stop_requested()) {
    for (const auto* path :
         {"/.well-known/jwks.json", "/.well-known/openid-configuration", "/health/live"}) {
      const auto answer = connection.ask(test::get(path));
      ++tally.looks;
      if (answer.status == 200) continue;
      ++tally.surprises;
      std::cerr << "a surprise: " << path << ' ' << answer.status << '\n';
      return;
    }
    wait_a_moment();
  }
}

struct Plan {
  std::uint16_t port;
  std::size_t apps, logins, newcomers, watchers;
};

/// The threads of a load. What ends one of them costs a login at least.
class Load {
 public:
  explicit Load(const Plan& plan) : plan_(plan), began_(static_cast<std::ptrdiff_t>(plan.apps)) {
    start(plan.apps, [this](std::size_t, const auto& stop) {
      run_app(plan_.port, plan_.logins, tally_, began_, stop);
    });
    began_.wait();
    tally_.began = true;
    start(plan.newcomers, [this](std::size_t number, const auto& stop) {
      run_newcomers(plan_.port, number, tally_, stop);
    });
    start(plan.watchers,
          [this](std::size_t, const auto& stop) { run_watcher(plan_.port, tally_, stop); });
  }

  const Tally& end() {
    for (auto& thread : threads_) thread.request_stop();
    threads_.clear();
    return tally_;
  }

 private:
  template <class Work>
  void start(std::size_t count, Work work) {
    for (std::size_t i = 0; i < count; ++i) {
      threads_.emplace_back([this, i, work](const std::stop_token& stop) {
        try {
          work(i, stop);
        } catch (const std::exception& error) {
          std::cerr << "crash_apps: " << error.what() << '\n';
          if (!began_.try_wait()) std::_Exit(EXIT_FAILURE);
          ++tally_.logins_lost;
        }
      });
    }
  }

  Plan plan_;
  Tally tally_;
  std::latch began_;
  std::vector<std::jthread> threads_;
};

template <class Number>
Number number(const char* text) {
  const auto value = codec::from_decimal<Number>(text);
  if (!value) throw std::invalid_argument("not a number: " + std::string(text));
  return *value;
}

Plan parse(std::span<char*> words) {
  if (words.size() != 6) {
    throw std::invalid_argument("usage: crash_apps PORT APPS LOGINS NEWCOMERS WATCHERS");
  }
  return {.port = number<std::uint16_t>(words[1]),
          .apps = number<std::size_t>(words[2]),
          .logins = number<std::size_t>(words[3]),
          .newcomers = number<std::size_t>(words[4]),
          .watchers = number<std::size_t>(words[5])};
}

/// SIGTERM, blocked from before the first thread on.
class Termination {
 public:
  Termination() {
    ::sigemptyset(&signals_);
    ::sigaddset(&signals_, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  void wait() const {
    int signal = 0;
    ::sigwait(&signals_, &signal);
  }

 private:
  sigset_t signals_{};
};

}  // namespace
}  // namespace chancery::crash

int main(int argc, char** argv) try {
  using namespace chancery::crash;
  const Termination termination;
  Load load(parse({argv, static_cast<std::size_t>(argc)}));
  std::cout << "began" << std::endl;
  termination.wait();
  print(load.end(), std::cout);
} catch (const std::exception& error) {
  std::cerr << "crash_apps: " << error.what() << '\n';
  return 1;
}
