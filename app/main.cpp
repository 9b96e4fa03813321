#include <unistd.h>

#include <iostream>

#include "adapters/system/process_hardening.hpp"
#include "app/cli/cli.hpp"
#include "app/wiring.hpp"

int main(int argc, char** argv) {
  using namespace chancery;
  system::keep_standard_descriptors_open();
  if (!system::forbid_core_dumps()) std::cerr << "warning: core dumps could not be forbidden\n";
  system::limit_heaps();

  cli::Console console{std::cin, std::cout, std::cerr, cli::terminal_question(),
                       cli::terminal_progress()};
  return cli::run({argv + 1, argv + argc}, cli::environment_map(environ), console, wiring());
}
