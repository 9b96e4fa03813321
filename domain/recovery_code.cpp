#include "domain/recovery_code.hpp"

#include "domain/codec/base32.hpp"

namespace chancery {
namespace {

constexpr std::size_t group_length = 4;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

Secret recovery_code(const Secret& bytes) {
  std::string out;
  for (const char c : codec::base32(bytes.reveal())) {
    if (out.size() % (group_length + 1) == group_length) out += '-';
    out += lower(c);
  }
  return Secret(std::move(out));
}

std::optional<Secret> read_recovery_code(std::string_view typed) {
  std::string text;
  for (const char c : typed) {
    if (c != ' ' && c != '-') text += upper(c);
  }
  auto bytes = codec::from_base32(text);
  if (!bytes || bytes->size() != recovery_code_length) return std::nullopt;
  return recovery_code(Secret(*std::move(bytes)));
}

}  // namespace chancery
