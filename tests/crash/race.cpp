// One refresh token presented many times: crash_race PORT RACES PRESENTATIONS AT_ONCE
// Each round has AT_ONCE connections hold a request but for its last byte, then lets them go. Then
// the successor is presented, the first token again, and what the successor gave. Only a first
// round is a race, so there are RACES of them, each for a login of its own; the first goes on for
// all of the PRESENTATIONS. Prints what came of them together, a name and a number a line.

#include <iostream>
#include <set>
#include <vector>

#include "domain/codec/decimal.hpp"
#include "tests/crash/login.hpp"

namespace chancery::crash {
namespace {

/// How many there were, in all races.
struct Outcome {
  std::size_t presentations = 0;
  std::size_t successes = 0;
  std::size_t refusals = 0;          ///< 400 invalid_grant
  std::size_t others = 0;            ///< errors of the server, answers that never came
  std::size_t successors = 0;        ///< different ones
  std::size_t successors_taken = 0;  ///< when they were presented
  std::size_t first_taken_again = 0;
  std::size_t newest_taken = 0;
};

class Track {
 public:
  Track(std::uint16_t port, std::size_t at_once) : client_(port, tally_) {
    for (std::size_t i = 0; i < at_once; ++i) connections_.emplace_back(port);
  }

  void race(std::size_t presentations) {
    const auto token = client_.ask(password_request(user_name)).text("refresh_token");
    std::set<std::string> successors;
    for (std::size_t done = 0; done < presentations; done += connections_.size()) {
      for (const auto& answer : test::ask_at_once(connections_, refresh_request(token))) {
        note(answer);
        if (answer.status == 200) successors.insert(answer.text("refresh_token"));
      }
    }
    outcome_.successors += successors.size();
    std::string newest;
    if (!successors.empty()) outcome_.successors_taken += present(*successors.begin(), newest);
    std::string none;
    outcome_.first_taken_again += present(token, none);
    outcome_.newest_taken += present(newest, none);
  }

  void report(std::ostream& out) const {
    out << "presentations " << outcome_.presentations << "\nsuccesses " << outcome_.successes
        << "\nrefusals " << outcome_.refusals << "\nothers " << outcome_.others << "\nsuccessors "
        << outcome_.successors << "\nsuccessors_taken " << outcome_.successors_taken
        << "\nfirst_taken_again " << outcome_.first_taken_again << "\nnewest_taken "
        << outcome_.newest_taken << '\n';
  }

 private:
  void note(const test::HttpResponse& answer) {
    ++outcome_.presentations;
    if (answer.status == 200) {
      ++outcome_.successes;
    } else if (answer.status == 400 && answer.text("error") == "invalid_grant") {
      ++outcome_.refusals;
    } else {
      ++outcome_.others;
    }
  }

  /// Whether it was taken; `next` is what it gave.
  bool present(const std::string& token, std::string& next) {
    const auto answer = client_.ask(refresh_request(token));
    next = answer.text("refresh_token");
    return answer.status == 200;
  }

  Tally tally_;
  PatientClient client_;
  std::vector<test::HttpConnection> connections_;
  Outcome outcome_;
};

}  // namespace
}  // namespace chancery::crash

int main(int argc, char** argv) try {
  using namespace chancery;
  const auto number = [&](int at) {
    return argc == 5 ? codec::from_decimal<std::size_t>(argv[at]) : std::nullopt;
  };
  const auto port = number(1), races = number(2), presentations = number(3), at_once = number(4);
  if (!port || !races || !presentations || !at_once) {
    throw std::invalid_argument("usage: crash_race PORT RACES PRESENTATIONS AT_ONCE");
  }
  crash::Track track(static_cast<std::uint16_t>(*port), *at_once);
  track.race(*presentations);
  for (std::size_t i = 1; i < *races; ++i) track.race(*at_once);
  track.report(std::cout);
} catch (const std::exception& error) {
  std::cerr << "crash_race: " << error.what() << '\n';
  return 1;
}
