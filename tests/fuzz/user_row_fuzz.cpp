// What is taken for a row can become an account; no reader is led astray by any text.

#include <cstdint>
#include <cstdlib>

#include "domain/import/row_readers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto format = import_formats[data[0] % import_formats.size()];
  const std::optional<FirebaseHashConfig> config(FirebaseHashConfig{Secret("key"), "\a", 8, 14});
  const auto row = read_user_row(format, text, config);
  if (!row) {
    if (row.error().empty()) std::abort();
  } else if (*row) {
    if (fault_of(**row)) std::abort();
    if (format != ImportFormat::chancery && (*row)->roles.contains("admin")) std::abort();
  }
  if (const auto read = read_firebase_hash_config(text)) {
    if (read->rounds < 1 || read->rounds > 8 || read->memory_cost < 1 || read->memory_cost > 14) {
      std::abort();
    }
  }
  return 0;
}
