// Starts the program, loads it, ends it by SIGTERM in the midst of that, and counts who was not
// answered; again and again:
//   drain_load [ROUNDS [SHUTDOWN_DELAY [CLIENTS]]]
// Exits with 1 if anybody who had connected was lost, or, with a delay, any kept connection ended
// without a word.

#include <csignal>
#include <iomanip>
#include <iostream>
#include <string>

#include "domain/codec/decimal.hpp"
#include "tests/e2e/barrage.hpp"
#include "tests/e2e/program.hpp"

namespace {

using namespace chancery;

std::size_t number(const char* text, std::size_t otherwise) {
  return text == nullptr ? otherwise : codec::from_decimal<std::size_t>(text).value_or(otherwise);
}

}  // namespace

int main(int argc, char** argv) {
  const auto argument = [&](int i) { return i < argc ? argv[i] : nullptr; };
  const auto rounds = number(argument(1), 10);
  const std::string delay = argc > 2 ? argv[2] : "1s";
  const auto clients = number(argument(3), 16);
  bool is_good = true;
  for (std::size_t round = 1; round <= rounds; ++round) {
    test::Program program({"--shutdown-delay", delay, "--log-level", "info"});
    test::Barrage barrage(program.port(), clients);
    barrage.await_answers(10'000);
    program.signal(SIGTERM);
    barrage.join();
    const int status = program.wait();
    const auto tally = barrage.tally();
    const bool may_end_idle = delay == "0s";
    is_good = is_good && status == 0 && tally.lost == 0 && (may_end_idle || tally.ended_idle == 0);
    std::cout << "round " << std::setw(3) << round << ": exit " << status << ", " << tally.answered
              << " answered, " << tally.lost << " lost, " << tally.ended_idle
              << " kept connections ended idle, " << tally.told_to_close << " told to close\n";
  }
  std::cout << (is_good ? "nobody was lost\n" : "SOMEBODY WAS LOST\n");
  return is_good ? 0 : 1;
}
