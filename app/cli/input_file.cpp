#include "app/cli/input_file.hpp"

#include <filesystem>
#include <fstream>

namespace chancery::cli {

namespace fs = std::filesystem;

std::expected<InputFile, Failure> open_input(const Call& call) {
  if (!call.has_operand() || call.operand() == "-") return InputFile{.stream = &call.console.in};
  InputFile input{.name = call.operand()};
  std::error_code error;
  input.length = fs::file_size(input.name, error);
  // A pipe by name has no size; a folder opens, but cannot be read.
  if (error && !fs::is_fifo(input.name)) return failed({input.name + ": " + error.message()});
  input.file = std::make_shared<std::ifstream>(input.name, std::ios::binary);
  if (!*input.file) return failed({input.name + ": it cannot be opened"});
  input.stream = input.file.get();
  return input;
}

void Progress::clear() {
  if (what_ != nullptr) console_.progress("");
  what_ = nullptr;
}

void Progress::show(const char* what, std::uint64_t done, std::uint64_t all) {
  if (!console_.progress) return;
  constexpr std::uint64_t megabyte = 1'000'000;
  const auto so_far = all == 0 ? done / megabyte : done * 100 / all;
  if (what == what_ && so_far == so_far_) return;
  what_ = what;
  so_far_ = so_far;
  console_.progress(std::string(what) + ' ' + std::to_string(so_far) + (all == 0 ? " MB" : " %"));
}

}  // namespace chancery::cli
