// What one node ends, the others refuse: cluster_revocations PORT PORT PORT COUNT PROGRAM
// COUNT times something is ended at one node, by turns: a login by its refresh token, an access
// token, a user's account, and a client by a command of PROGRAM; then the two other nodes are asked
// until they refuse it. Prints a name and a number a line; times are in milliseconds from the end
// of the request that ended it.

#include <algorithm>
#include <cstdio>
#include <functional>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "domain/codec/decimal.hpp"
#include "tests/cluster/caller.hpp"

namespace chancery::cluster {
namespace {

using test::get;
using test::HttpResponse;
using test::post_form;
using test::send_json;

struct Tokens {
  std::string access;
  std::string refresh;
};

struct Tally {
  long ended = 0;
  long looks = 0;      ///< at one sign on one node
  long late = 0;       ///< not refused within a second
  long surprises = 0;  ///< something was refused before it ended, or too much was
  std::vector<long> waits{};
};

class Trial {
 public:
  Trial(const std::vector<std::uint16_t>& ports, std::string program)
      : program_(std::move(program)) {
    for (const auto port : ports) nodes_.emplace_back(port, failures_);
  }

  /// Ends one thing at a node, and looks at the others.
  void run(long number) {
    if (number % 200 == 0) admin_ = log_in("root").access;
    here_ = static_cast<std::size_t>(number) % nodes_.size();
    switch (number / static_cast<long>(nodes_.size()) % 4) {
      case 0: end_login(); break;
      case 1: end_access_token(); break;
      case 2: disable_user(number); break;
      default: disable_client(number); break;
    }
    ++tally_.ended;
  }

  void report(std::ostream& out) {
    std::ranges::sort(tally_.waits);
    const auto at = [&](std::size_t percent) {
      return tally_.waits.empty() ? 0 : tally_.waits[(tally_.waits.size() - 1) * percent / 100];
    };
    out << "ended " << tally_.ended << "\nlooks " << tally_.looks << "\nlate " << tally_.late
        << "\nsurprises " << tally_.surprises << "\nfailures " << failures_.total() << "\np50 "
        << at(50) << "\np99 " << at(99) << "\nslowest " << at(100) << '\n';
  }

 private:
  using Sign = std::function<bool(Caller&)>;

  Caller& here() { return nodes_[here_]; }

  Tokens log_in(const std::string& user) {
    const auto answer =
        here().ask(token_request("grant_type=password&username=" + user + "&password=" + secret()));
    expect(answer.status == 200, answer.body);
    return {answer.text("access_token"), answer.text("refresh_token")};
  }

  void expect(bool fine, const std::string& what) {
    if (fine) return;
    ++tally_.surprises;
    std::cerr << "a surprise: " << what << '\n';
  }

  /// Has the other nodes show each sign: not yet before `end`, and within a second after it.
  void watch(const std::vector<Sign>& signs, const std::function<void()>& end) {
    each_other([&](Caller& node) {
      for (const auto& sign : signs) expect(!sign(node), "refused before its end");
    });
    end();
    const auto ended_at = Clock::now();
    each_other([&](Caller& node) {
      for (const auto& sign : signs) await(node, sign, ended_at);
    });
  }

  void each_other(const std::function<void(Caller&)>& work) {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (i != here_) work(nodes_[i]);
    }
  }

  void await(Caller& node, const Sign& sign, Clock::time_point ended_at) {
    using std::chrono::milliseconds;
    const auto waited = [&] {
      return std::chrono::duration_cast<milliseconds>(Clock::now() - ended_at);
    };
    while (!sign(node) && waited() < milliseconds(3000)) {
      std::this_thread::sleep_for(milliseconds(10));
    }
    const auto wait = waited();
    ++tally_.looks;
    tally_.waits.push_back(wait.count());
    if (wait > milliseconds(1000)) ++tally_.late;
    if (!sign(node)) ++tally_.late;
  }

  static Sign introspection_refuses(const std::string& token) {
    return [token](Caller& node) { return !is_active(node.ask(introspection(token))); };
  }
  static Sign userinfo_refuses(const std::string& token) {
    return [token](Caller& node) { return node.ask(get("/oauth2/userinfo", token)).status == 401; };
  }

  void refresh_is_refused(const std::string& token) {
    each_other([&](Caller& node) {
      const auto answer =
          node.ask(token_request("grant_type=refresh_token&refresh_token=" + token));
      expect(answer.status == 400 && answer.text("error") == "invalid_grant",
             "an ended login was refreshed");
    });
  }

  void revoke(const std::string& token) {
    expect(here().ask(post_form("/oauth2/revoke", "client_id=app&token=" + token)).status == 200,
           "not revoked");
  }

  void end_login() {
    const auto tokens = log_in("ann");
    watch({introspection_refuses(tokens.access), userinfo_refuses(tokens.access)}, [&] {
      revoke(tokens.refresh);
      refresh_is_refused(tokens.refresh);
    });
  }

  void end_access_token() {
    const auto tokens = log_in("ann");
    watch({introspection_refuses(tokens.access), userinfo_refuses(tokens.access)},
          [&] { revoke(tokens.access); });
    const auto next =
        here().ask(token_request("grant_type=refresh_token&refresh_token=" + tokens.refresh));
    expect(next.status == 200, "the login ended with its access token");
  }

  void disable_user(long number) {
    const auto name = "victim" + std::to_string(number);
    const auto made =
        here().ask(send_json("POST", "/api/v1/users",
                             R"({"email":")" + name + R"(@example.org","username":")" + name +
                                 R"(","password":")" + secret() + R"("})",
                             admin_));
    expect(made.status == 201, made.body);
    const auto tokens = log_in(name);
    watch({introspection_refuses(tokens.access), userinfo_refuses(tokens.access)}, [&] {
      const auto changed = here().ask(
          send_json("PATCH", "/api/v1/users/" + made.text("id"), R"({"disabled":true})", admin_));
      expect(changed.status == 200, changed.body);
      refresh_is_refused(tokens.refresh);
    });
  }

  void disable_client(long number) {
    const auto id = "victim" + std::to_string(number);
    command("client add --id " + id +
            " --secret-stdin --grant client_credentials --scope orders --audience api");
    const auto request =
        post_form("/oauth2/token", "grant_type=client_credentials", credentials(id));
    const auto token = here().ask(request).text("access_token");
    expect(!token.empty(), "no token for a client");
    // Each node has just known it when it is switched off: nothing may be remembered for long.
    const Sign refused = [&](Caller& node) { return node.ask(request).status == 401; };
    watch({introspection_refuses(token), refused},
          [&] { command("client update " + id + " --disable"); });
  }

  /// Runs a command of the program, with the secret on its input.
  void command(const std::string& words) {
    auto* const pipe = ::popen(("'" + program_ + "' " + words + " >/dev/null").c_str(), "w");
    if (pipe == nullptr) throw std::runtime_error("cannot run the program");
    std::fputs((secret() + "\n").c_str(), pipe);
    expect(::pclose(pipe) == 0, words);
  }

  Failures failures_;
  std::vector<Caller> nodes_;
  std::string program_;
  Tally tally_;
  std::string admin_;
  std::size_t here_ = 0;
};

}  // namespace
}  // namespace chancery::cluster

int main(int argc, char** argv) try {
  using namespace chancery;
  std::vector<std::uint16_t> ports;
  for (int i = 1; i < std::min(argc, 4); ++i) {
    if (const auto port = codec::from_decimal<std::uint16_t>(argv[i])) ports.push_back(*port);
  }
  const auto count = argc == 6 ? codec::from_decimal<long>(argv[4]) : std::nullopt;
  if (ports.size() != 3 || !count) {
    throw std::invalid_argument("usage: cluster_revocations PORT PORT PORT COUNT PROGRAM");
  }
  cluster::Trial trial(ports, argv[5]);
  for (long i = 0; i < *count; ++i) trial.run(i);
  trial.report(std::cout);
} catch (const std::exception& error) {
  std::cerr << "cluster_revocations: " << error.what() << '\n';
  return 1;
}
