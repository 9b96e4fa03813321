#include "domain/password_policy.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "domain/codec/unicode.hpp"
#include "domain/codec/utf8.hpp"
#include "domain/uri.hpp"

namespace chancery {
namespace {

/// A canonical equivalent has at most 3.5 times the bytes of its normal form.
constexpr std::size_t max_typed_length = 4 * max_password_length;
constexpr std::size_t min_word_length = 3;
constexpr std::size_t max_period = 3;

bool is_ascii_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Wiped when it dies, as the password that it spells.
struct Characters {
  explicit Characters(std::string_view text) {
    values.reserve(text.size());
    while (const auto character = codec::take_code_point(text)) values.push_back(*character);
  }
  ~Characters() {
    volatile char32_t* data = values.data();
    for (std::size_t i = 0; i < values.size(); ++i) data[i] = 0;
  }
  Characters(const Characters&) = delete;
  Characters& operator=(const Characters&) = delete;

  std::vector<char32_t> values;
};

bool repeats(const std::vector<char32_t>& text, std::size_t period) {
  return std::equal(text.begin() + static_cast<std::ptrdiff_t>(period), text.end(), text.begin());
}

/// Each character the next one of the alphabet, or each the one before.
bool is_run(const std::vector<char32_t>& text) {
  const auto differs_by = [&](char32_t step) {
    return std::ranges::adjacent_find(
               text, [&](char32_t a, char32_t b) { return b - a != step; }) == text.end();
  };
  return differs_by(1) || differs_by(static_cast<char32_t>(-1));
}

bool is_repetitive(const std::vector<char32_t>& text) {
  for (std::size_t period = 1; period <= max_period; ++period) {
    if (repeats(text, period)) return true;
  }
  return is_run(text);
}

using Words = std::vector<std::string>;

void add_word(Words& words, std::string_view word) {
  if (word.size() >= min_word_length) words.push_back(codec::folded(word));
}

/// The text, and what stands between its punctuation.
void add_pieces(Words& words, std::string_view text) {
  add_word(words, text);
  while (!text.empty()) {
    const auto length =
        static_cast<std::size_t>(std::ranges::find_if_not(text, is_ascii_alnum) - text.begin());
    add_word(words, text.substr(0, length));
    text.remove_prefix(std::min(length + 1, text.size()));
  }
}

/// Of `example.com` not the `com`, which says nothing of anybody.
void add_host(Words& words, std::string_view host) {
  add_word(words, host);
  add_pieces(words, host.substr(0, host.rfind('.')));
}

Words personal_words(const User& owner, const Issuer& issuer) {
  Words words{"chancery"};
  if (owner.username) add_pieces(words, *owner.username);
  add_word(words, owner.email);
  const auto at = owner.email.rfind('@');
  if (at != std::string::npos) {
    const std::string_view email = owner.email;
    add_pieces(words, email.substr(0, at));
    add_host(words, email.substr(at + 1));
  }
  if (const auto uri = Uri::parse(issuer.value())) add_host(words, uri->host);
  return words;
}

/// Bytes of `text` that belong to an occurrence of any of the words.
std::size_t covered(std::string_view text, const Words& words) {
  std::vector<bool> marks(text.size());
  for (const auto& word : words) {
    auto at = text.find(word);
    for (; at != std::string_view::npos; at = text.find(word, at + 1)) {
      std::fill_n(marks.begin() + static_cast<std::ptrdiff_t>(at), word.size(), true);
    }
  }
  return static_cast<std::size_t>(std::ranges::count(marks, true));
}

bool is_personal(const Secret& password, const User& owner, const Issuer& issuer) {
  const Secret text(codec::folded(password.reveal()));
  return 2 * covered(text.reveal(), personal_words(owner, issuer)) > text.reveal().size();
}

/// What is wrong with text that has no normal form.
PasswordFault unusable(std::string_view typed) {
  if (typed.size() > max_typed_length) return PasswordFault::too_long;
  if (typed.find('\0') != std::string_view::npos) return PasswordFault::has_nul;
  return codec::is_utf8(typed) ? PasswordFault::too_long : PasswordFault::not_text;
}

}  // namespace

std::optional<Secret> normal_form(const Secret& password) {
  const std::string_view typed = password.reveal();
  if (typed.size() > max_typed_length || typed.find('\0') != std::string_view::npos ||
      !codec::is_utf8(typed)) {
    return std::nullopt;
  }
  Secret normal(codec::nfc(typed));
  if (normal.reveal().size() > max_password_length) return std::nullopt;
  return normal;
}

std::optional<PasswordFault> fault_of(const Secret& password, const User& owner,
                                      const Issuer& issuer) {
  const auto normal = normal_form(password);
  if (!normal) return unusable(password.reveal());
  const Characters characters(normal->reveal());
  if (characters.values.size() < min_password_length) return PasswordFault::too_short;
  if (is_repetitive(characters.values)) return PasswordFault::repetitive;
  if (is_personal(*normal, owner, issuer)) return PasswordFault::personal;
  return std::nullopt;
}

std::string_view message(PasswordFault fault) {
  switch (fault) {
    case PasswordFault::not_text: return "a password is UTF-8 text";
    case PasswordFault::has_nul: return "a password has no NUL byte";
    case PasswordFault::too_long: return "a password has at most 1024 bytes";
    case PasswordFault::too_short: return "a password has at least 8 characters";
    case PasswordFault::repetitive:
      return "this password repeats itself or follows the alphabet: it is among the first that are "
             "tried";
    case PasswordFault::personal:
      return "this password is mostly a name or an address of yours or of this service: it is "
             "among "
             "the first that are tried";
  }
  std::unreachable();
}

}  // namespace chancery
