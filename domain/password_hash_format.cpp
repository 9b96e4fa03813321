#include "domain/password_hash_format.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "domain/codec/base64url.hpp"
#include "domain/codec/decimal.hpp"

namespace chancery {
namespace {

using Fault = PasswordHashFault;
using Read = std::expected<PasswordHashFields, Fault>;

constexpr std::uint32_t max_argon2_memory = 1024 * 1024;
constexpr std::uint32_t max_argon2_passes = 10;
constexpr std::uint32_t max_argon2_lanes = 16;
constexpr std::uint32_t max_bcrypt_cost = 15;
constexpr std::uint32_t max_crypt_rounds = 1'000'000;
constexpr std::uint64_t max_pbkdf2_work = 5'000'000;
constexpr std::uint64_t max_scrypt_memory = std::uint64_t{256} * 1024 * 1024;
constexpr std::uint64_t max_scrypt_work = std::uint64_t{1} << 22U;

constexpr std::string_view crypt_alphabet =
    "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// What the last character may be: a hash has 184 bits, and 31 characters hold two more.
constexpr std::string_view bcrypt_last = ".CGKOSWaeimquy26";

struct Sizes {
  std::size_t least;
  std::size_t most;

  [[nodiscard]] bool contain(std::size_t size) const { return size >= least && size <= most; }
};
constexpr Sizes of_hash{16, 64};
constexpr Sizes of_salt{1, 64};
constexpr Sizes of_key{16, 128};

std::unexpected<Fault> malformed() { return std::unexpected(Fault::malformed); }
std::unexpected<Fault> too_costly() { return std::unexpected(Fault::too_costly); }

bool take(std::string_view& rest, std::string_view token) {
  if (!rest.starts_with(token)) return false;
  rest.remove_prefix(token.size());
  return true;
}

/// Up to `end`, which is taken with it.
std::optional<std::string_view> take_until(std::string_view& rest, char end) {
  const auto length = rest.find(end);
  if (length == std::string_view::npos) return std::nullopt;
  const auto field = rest.substr(0, length);
  rest.remove_prefix(length + 1);
  return field;
}

std::optional<std::uint32_t> number(std::optional<std::string_view> digits) {
  if (!digits || digits->starts_with('0')) return std::nullopt;
  return codec::from_decimal<std::uint32_t>(*digits);
}

bool is_of_crypt(std::string_view text) {
  return text.find_first_not_of(crypt_alphabet) == std::string_view::npos;
}

std::optional<std::string> sized(std::optional<std::string> bytes, Sizes sizes) {
  if (!bytes || !sizes.contain(bytes->size())) return std::nullopt;
  return bytes;
}

std::optional<std::string> unpadded(std::optional<std::string_view> text, Sizes sizes) {
  if (!text || text->contains('=')) return std::nullopt;
  std::string padded(*text);
  padded.append((4 - padded.size() % 4) % 4, '=');
  return sized(codec::from_base64(padded), sizes);
}

/// passlib's: `.` where base64 has `+`.
std::optional<std::string> adapted(std::optional<std::string_view> text, Sizes sizes) {
  if (!text || text->contains('+')) return std::nullopt;
  std::string plain(*text);
  std::ranges::replace(plain, '.', '+');
  return unpadded(plain, sizes);
}

/// Django writes a salt as it is: letters and digits of its own making.
std::optional<std::string> plain_salt(std::optional<std::string_view> text) {
  if (!text || !of_salt.contain(text->size())) return std::nullopt;
  if (std::ranges::any_of(*text, [](char c) { return c <= ' ' || c > '~'; })) return std::nullopt;
  return std::string(*text);
}

int nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = nibble(text[i]);
    const int low = nibble(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

std::size_t length_of(ShaKind sha) {
  return sha == ShaKind::sha1 ? 20 : sha == ShaKind::sha256 ? 32 : 64;
}

Read read_argon2(std::string_view text) {
  const auto cost = read_argon2_cost(text);
  if (!cost) return malformed();
  if (cost->memory > max_argon2_memory || cost->passes > max_argon2_passes ||
      cost->lanes > max_argon2_lanes) {
    return too_costly();
  }
  return Argon2Hash{
      text.starts_with("$argon2id$") ? PasswordAlgorithm::argon2id : PasswordAlgorithm::argon2i,
      *cost};
}

/// `rest` is what follows `$2b$`: two digits, `$`, 22 characters of salt and 31 of hash. Spare bits
/// that some sites left in the salt are let pass; crypt(3) ignores them.
Read read_bcrypt(std::string_view rest) {
  const auto digits = take_until(rest, '$');
  if (!digits || digits->size() != 2 || rest.size() != 53 || !is_of_crypt(rest)) {
    return malformed();
  }
  if (!bcrypt_last.contains(rest.back())) return malformed();
  const auto cost = codec::from_decimal<std::uint32_t>(*digits);
  if (!cost || *cost < 4) return malformed();
  if (*cost > max_bcrypt_cost) return too_costly();
  return CryptHash{PasswordAlgorithm::bcrypt};
}

Read read_sha_crypt(std::string_view rest, PasswordAlgorithm algorithm) {
  std::uint32_t rounds = 5000;
  if (take(rest, "rounds=")) {
    const auto read = number(take_until(rest, '$'));
    if (!read || *read < 1000) return malformed();
    rounds = *read;
  }
  const auto salt = take_until(rest, '$');
  const std::size_t length = algorithm == PasswordAlgorithm::sha256_crypt ? 43 : 86;
  if (!salt || salt->empty() || salt->size() > 16 || !is_of_crypt(*salt)) return malformed();
  if (rest.size() != length || !is_of_crypt(rest)) return malformed();
  if (rounds > max_crypt_rounds) return too_costly();
  return CryptHash{algorithm};
}

Read pbkdf2(ShaKind sha, std::optional<std::uint32_t> iterations, std::optional<std::string> salt,
            std::optional<std::string> hash) {
  if (!iterations || !salt || !hash) return malformed();
  const auto blocks = (hash->size() + length_of(sha) - 1) / length_of(sha);
  if (*iterations * std::uint64_t{blocks} > max_pbkdf2_work) return too_costly();
  return Pbkdf2Hash{sha, *iterations, *std::move(salt), *std::move(hash)};
}

Read read_passlib_pbkdf2(std::string_view rest, ShaKind sha) {
  const auto iterations = number(take_until(rest, '$'));
  auto salt = adapted(take_until(rest, '$'), of_salt);
  return pbkdf2(sha, iterations, std::move(salt), adapted(rest, of_hash));
}

Read read_django_pbkdf2(std::string_view rest, ShaKind sha) {
  const auto iterations = number(take_until(rest, '$'));
  auto salt = plain_salt(take_until(rest, '$'));
  return pbkdf2(sha, iterations, std::move(salt), sized(codec::from_base64(rest), of_hash));
}

/// RFC 7914 §2: N is a power of two, and less than 2^(128·r/8).
std::optional<Fault> scrypt_fault(std::uint32_t log_n, std::uint64_t r, std::uint64_t p) {
  if (log_n >= 32 || r >= 1U << 20U || p >= 1U << 20U) return Fault::too_costly;
  if (log_n >= 16 * r) return Fault::malformed;
  const auto n = std::uint64_t{1} << log_n;
  if (n * r * 128 > max_scrypt_memory || r * p > max_scrypt_work || n * r * p > max_scrypt_work) {
    return Fault::too_costly;
  }
  return std::nullopt;
}

Read read_scrypt(std::string_view rest) {
  if (!take(rest, "ln=")) return malformed();
  const auto log_n = number(take_until(rest, ','));
  if (!log_n || !take(rest, "r=")) return malformed();
  const auto r = number(take_until(rest, ','));
  if (!r || !take(rest, "p=")) return malformed();
  const auto p = number(take_until(rest, '$'));
  auto salt = unpadded(take_until(rest, '$'), of_salt);
  auto hash = unpadded(rest, of_hash);
  if (!p || !salt || !hash) return malformed();
  if (const auto fault = scrypt_fault(*log_n, *r, *p)) return std::unexpected(*fault);
  return ScryptHash{*log_n, *r, *p, *std::move(salt), *std::move(hash)};
}

Read read_firebase(std::string_view rest) {
  if (!take(rest, "ln=")) return malformed();
  const auto log_n = number(take_until(rest, ','));
  if (!log_n || !take(rest, "r=")) return malformed();
  const auto r = number(take_until(rest, ','));
  if (!r || !take(rest, "sep=")) return malformed();
  const auto separator = unpadded(take_until(rest, ','), {0, of_salt.most});
  if (!separator || !take(rest, "key=")) return malformed();
  auto key = unpadded(take_until(rest, '$'), of_key);
  auto salt = unpadded(take_until(rest, '$'), of_salt);
  auto hash = unpadded(rest, of_key);
  if (!key || !salt || !hash || hash->size() != key->size()) return malformed();
  if (const auto fault = scrypt_fault(*log_n, *r, 1)) return std::unexpected(*fault);
  return FirebaseScryptHash{*log_n, *r, *salt + *separator, Secret(*std::move(key)),
                            *std::move(hash)};
}

/// `rest` is base64 of the digest and, when there is one, the salt behind it.
Read read_ldap(std::string_view rest, ShaKind sha, bool salted) {
  const auto bytes = codec::from_base64(rest);
  const auto length = length_of(sha);
  if (!bytes || bytes->size() < length) return malformed();
  auto salt = bytes->substr(length);
  if (salted ? !of_salt.contain(salt.size()) : !salt.empty()) return malformed();
  return ShaHash{sha, false, std::move(salt), bytes->substr(0, length)};
}

Read read_django_sha1(std::string_view rest) {
  auto salt = plain_salt(take_until(rest, '$'));
  auto hash = from_hex(rest);
  if (!salt || !hash || hash->size() != length_of(ShaKind::sha1)) return malformed();
  return ShaHash{ShaKind::sha1, true, *std::move(salt), *std::move(hash)};
}

struct Format {
  std::string_view prefix;
  Read (*read)(std::string_view rest);
};

template <auto reader, auto... arguments>
Read with(std::string_view rest) {
  return reader(rest, arguments...);
}

constexpr auto formats = std::to_array<Format>({
    {"$2a$", read_bcrypt},
    {"$2b$", read_bcrypt},
    {"$2y$", read_bcrypt},
    {"$5$", with<read_sha_crypt, PasswordAlgorithm::sha256_crypt>},
    {"$6$", with<read_sha_crypt, PasswordAlgorithm::sha512_crypt>},
    {"$pbkdf2$", with<read_passlib_pbkdf2, ShaKind::sha1>},
    {"$pbkdf2-sha256$", with<read_passlib_pbkdf2, ShaKind::sha256>},
    {"$pbkdf2-sha512$", with<read_passlib_pbkdf2, ShaKind::sha512>},
    {"pbkdf2_sha1$", with<read_django_pbkdf2, ShaKind::sha1>},
    {"pbkdf2_sha256$", with<read_django_pbkdf2, ShaKind::sha256>},
    {"$scrypt$", read_scrypt},
    {"$firebase-scrypt$", read_firebase},
    {"{SHA}", with<read_ldap, ShaKind::sha1, false>},
    {"{SHA256}", with<read_ldap, ShaKind::sha256, false>},
    {"{SHA512}", with<read_ldap, ShaKind::sha512, false>},
    {"{SSHA}", with<read_ldap, ShaKind::sha1, true>},
    {"{SSHA256}", with<read_ldap, ShaKind::sha256, true>},
    {"{SSHA512}", with<read_ldap, ShaKind::sha512, true>},
    {"sha1$", read_django_sha1},
});

}  // namespace

std::expected<PasswordHashFields, PasswordHashFault> read_password_hash(std::string_view encoded) {
  if (encoded.starts_with("$argon2id$") || encoded.starts_with("$argon2i$")) {
    return read_argon2(encoded);
  }
  for (const auto& format : formats) {
    auto rest = encoded;
    if (take(rest, format.prefix)) return format.read(rest);
  }
  return std::unexpected(Fault::unknown_format);
}

}  // namespace chancery
