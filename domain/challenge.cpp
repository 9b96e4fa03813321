#include "domain/challenge.hpp"

#include <array>

#include "domain/access_token.hpp"
#include "domain/codec/base64url.hpp"
#include "domain/codec/fields.hpp"

namespace chancery {
namespace {

constexpr std::array purposes{Challenge::Purpose::sign_in, Challenge::Purpose::manage,
                              Challenge::Purpose::proved, Challenge::Purpose::enrol_totp,
                              Challenge::Purpose::enrol_passkey};

std::optional<Challenge::Purpose> parse_purpose(std::string_view text) {
  for (const auto purpose : purposes) {
    if (name(purpose) == text) return purpose;
  }
  return std::nullopt;
}

void append_number(std::string& out, std::int64_t number) { out += std::to_string(number) + ';'; }

void append_instant(std::string& out, Instant instant) {
  append_number(out, instant.time_since_epoch().count());
}

/// Reads one part after the other; what does not follow the form is remembered.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::string field() { return kept(codec::take_field(rest_)); }
  std::int64_t number() { return kept(codec::take_number<std::int64_t>(rest_, ';')); }
  Instant instant() { return Instant(Lifetime(number())); }
  void must(bool holds) { good_ = good_ && holds; }

  [[nodiscard]] bool at_end() const { return !good_ || rest_.empty(); }
  [[nodiscard]] bool good() const { return good_; }

 private:
  template <class T>
  T kept(std::optional<T> value) {
    must(value.has_value());
    return value ? *std::move(value) : T();
  }

  std::string_view rest_;
  bool good_ = true;
};

}  // namespace

std::string write_challenge(const Challenge& challenge) {
  std::string out;
  codec::append_field(out, name(challenge.purpose));
  codec::append_field(out, challenge.user ? challenge.user->value() : "");
  append_number(out, challenge.user_epoch);
  append_instant(out, challenge.authenticated_at);
  codec::append_field(out, challenge.session ? challenge.session->value() : "");
  append_instant(out, challenge.made_at);
  codec::append_field(out, challenge.nonce);
  codec::append_field(out, challenge.key);
  codec::append_field(out, challenge.terms);
  for (const auto& method : challenge.proved) codec::append_field(out, method);
  return out;
}

std::optional<Challenge> read_challenge(std::string_view text) {
  Reader read(text);
  const auto purpose = parse_purpose(read.field());
  read.must(purpose.has_value());
  Challenge challenge{.purpose = purpose.value_or(Challenge::Purpose::sign_in)};
  if (auto user = read.field(); !user.empty()) challenge.user = UserId(std::move(user));
  challenge.user_epoch = read.number();
  challenge.authenticated_at = read.instant();
  if (auto id = read.field(); !id.empty()) challenge.session = BrowserSessionId(std::move(id));
  challenge.made_at = read.instant();
  challenge.nonce = read.field();
  challenge.key = read.field();
  challenge.terms = read.field();
  while (!read.at_end()) challenge.proved.push_back(read.field());
  if (!read.good()) return std::nullopt;
  return challenge;
}

bool is_current(const Challenge& challenge, Instant now) {
  return challenge.made_at <= now + clock_skew && now < challenge.made_at + challenge_lifetime;
}

std::int64_t order_of(const Challenge& challenge) {
  constexpr unsigned random_bits = 24;
  const auto bytes = codec::from_base64url(challenge.nonce).value_or("");
  std::int64_t random = 0;
  for (const char byte : bytes.substr(0, random_bits / 8)) {
    random = random << 8U | static_cast<unsigned char>(byte);
  }
  const auto seconds = challenge.made_at.time_since_epoch().count();
  return (seconds << random_bits) + random;
}

}  // namespace chancery
