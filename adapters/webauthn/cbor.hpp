#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace chancery::webauthn {

/// A CBOR data item (RFC 8949), of the kinds that authenticators write.
class Cbor {
 public:
  using Array = std::vector<Cbor>;
  using Map = std::vector<std::pair<Cbor, Cbor>>;
  struct Bytes {
    std::string value;
    bool operator==(const Bytes&) const = default;
  };
  struct Text {
    std::string value;
    bool operator==(const Text&) const = default;
  };
  /// null, undefined and other simple values.
  struct Simple {
    bool operator==(const Simple&) const = default;
  };
  using Value = std::variant<Simple, bool, std::int64_t, Bytes, Text, Array, Map>;

  explicit Cbor(Value value) : value_(std::move(value)) {}

  // The value, if it is of that type; else null.
  [[nodiscard]] const std::int64_t* as_integer() const {
    return std::get_if<std::int64_t>(&value_);
  }
  [[nodiscard]] const std::string* as_bytes() const;
  [[nodiscard]] const std::string* as_text() const;
  [[nodiscard]] const Map* as_map() const { return std::get_if<Map>(&value_); }

  // The value of a map's member; null when there is none or this is no map.
  [[nodiscard]] const Cbor* find(std::int64_t key) const;
  [[nodiscard]] const Cbor* find(std::string_view key) const;

  bool operator==(const Cbor&) const = default;

 private:
  template <class Key>
  [[nodiscard]] const Cbor* find_key(const Key& key) const;

  Value value_;
};

struct CborLimits {
  /// CTAP2 knows no deeper ones.
  std::size_t depth = 4;
  std::size_t items = 256;
};

/// Takes one item off the front of `bytes`; nothing if they do not begin with one. Of definite
/// lengths only (CTAP2 §8), keys are numbers or texts and no two of a map the same; no tags, no
/// fractions, no integers beyond 63 bits.
std::optional<Cbor> take_cbor(std::string_view& bytes, const CborLimits& limits = {});

/// The one item that `bytes` are, with nothing behind it.
std::optional<Cbor> read_cbor(std::string_view bytes, const CborLimits& limits = {});

}  // namespace chancery::webauthn
