// One refresh token presented many times: crash_race PORT PRESENTATIONS AT_ONCE
// Each round has AT_ONCE connections hold a request but for its last byte, then lets them go. Then
// the successor is presented, then the first token again, then what the successor gave. Prints what
// came, a name and a number a line.

#include <iostream>
#include <set>
#include <vector>

#include "domain/codec/decimal.hpp"
#include "tests/crash/login.hpp"

namespace chancery::crash {
namespace {

struct Outcome {
  std::size_t presentations = 0;
  std::size_t successes = 0;
  std::size_t refusals = 0;  ///< 400 invalid_grant
  std::size_t others = 0;    ///< errors of the server, answers that never came
  std::set<std::string> successors{};
};

class Race {
 public:
  Race(std::uint16_t port, std::size_t at_once) : client_(port, tally_) {
    for (std::size_t i = 0; i < at_once; ++i) connections_.emplace_back(port);
    token_ = client_.ask(password_request(user_name)).text("refresh_token");
    if (token_.empty()) throw std::runtime_error("no login");
  }

  void run(std::size_t presentations) {
    while (outcome_.presentations < presentations) {
      for (const auto& answer : test::ask_at_once(connections_, refresh_request(token_))) {
        note(answer);
      }
    }
  }

  void report() {
    const auto next = outcome_.successors.empty()
                          ? test::HttpResponse{}
                          : client_.ask(refresh_request(*outcome_.successors.begin()));
    const auto again = client_.ask(refresh_request(token_));
    const auto last = client_.ask(refresh_request(next.text("refresh_token")));
    std::cout << "presentations " << outcome_.presentations << "\nsuccesses " << outcome_.successes
              << "\nrefusals " << outcome_.refusals << "\nothers " << outcome_.others
              << "\nsuccessors " << outcome_.successors.size() << "\nsuccessor_answer "
              << next.status << "\nfirst_again_answer " << again.status << "\nlast_answer "
              << last.status << '\n';
  }

 private:
  void note(const test::HttpResponse& answer) {
    ++outcome_.presentations;
    if (answer.status == 200) {
      ++outcome_.successes;
      outcome_.successors.insert(answer.text("refresh_token"));
    } else if (answer.status == 400 && answer.text("error") == "invalid_grant") {
      ++outcome_.refusals;
    } else {
      ++outcome_.others;
    }
  }

  Tally tally_;
  PatientClient client_;
  std::vector<test::HttpConnection> connections_;
  std::string token_;
  Outcome outcome_;
};

}  // namespace
}  // namespace chancery::crash

int main(int argc, char** argv) try {
  using namespace chancery;
  const auto number = [&](int at) {
    return argc == 4 ? codec::from_decimal<std::size_t>(argv[at]) : std::nullopt;
  };
  const auto port = number(1), presentations = number(2), at_once = number(3);
  if (!port || !presentations || !at_once) {
    throw std::invalid_argument("usage: crash_race PORT PRESENTATIONS AT_ONCE");
  }
  crash::Race race(static_cast<std::uint16_t>(*port), *at_once);
  race.run(*presentations);
  race.report();
} catch (const std::exception& error) {
  std::cerr << "crash_race: " << error.what() << '\n';
  return 1;
}
