// How long one answer takes: cluster_probe PORT PATH SECONDS [FORM]
// Asks for it 200 times a second on one connection, or posts the form there. Prints how often, how
// many answers were not 200 and how many were 503, and what half and 99 of 100 took at most, in
// microseconds; a name and a number a line.

#include <algorithm>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "domain/codec/decimal.hpp"
#include "tests/cluster/caller.hpp"

namespace chancery::cluster {
namespace {

void probe(std::uint16_t port, const std::string& request, std::chrono::seconds span) {
  constexpr std::chrono::milliseconds apart(5);
  test::HttpConnection connection(port);
  std::vector<long> took;
  long refused = 0;
  long unavailable = 0;
  const auto end = Clock::now() + span;
  for (auto next = Clock::now(); next < end; next += apart) {
    std::this_thread::sleep_until(next);
    const auto began = Clock::now();
    const auto status = connection.ask(request).status;
    if (status != 200) ++refused;
    if (status == 503) ++unavailable;
    took.push_back(
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began).count());
  }
  std::ranges::sort(took);
  std::cout << "asked " << took.size() << "\nrefused " << refused << "\nunavailable " << unavailable
            << "\np50 " << took[took.size() / 2] << "\np99 " << took[took.size() * 99 / 100]
            << '\n';
}

}  // namespace
}  // namespace chancery::cluster

int main(int argc, char** argv) try {
  using namespace chancery;
  const bool complete = argc == 4 || argc == 5;
  const auto port = complete ? codec::from_decimal<std::uint16_t>(argv[1]) : std::nullopt;
  const auto seconds = complete ? codec::from_decimal<unsigned>(argv[3]) : std::nullopt;
  if (!port || !seconds || *seconds == 0) {
    throw std::invalid_argument("usage: cluster_probe PORT PATH SECONDS [FORM]");
  }
  const auto request = argc == 5 ? test::post_form(argv[2], argv[4]) : test::get(argv[2]);
  cluster::probe(*port, request, std::chrono::seconds(*seconds));
} catch (const std::exception& error) {
  std::cerr << "cluster_probe: " << error.what() << '\n';
  return 1;
}
