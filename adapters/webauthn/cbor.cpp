#include "adapters/webauthn/cbor.hpp"

#include <cbor.h>

#include <algorithm>
#include <limits>

namespace chancery::webauthn {
namespace {

/// How an item begins: a whole value, or how many members follow.
struct Head {
  std::optional<Cbor::Value> value{};
  std::optional<std::uint64_t> array{};
  /// Of pairs.
  std::optional<std::uint64_t> map{};
};

Head& head(void* context) { return *static_cast<Head*>(context); }

constexpr std::uint64_t max_integer = std::numeric_limits<std::int64_t>::max();

template <class Number>
void positive(void* context, Number number) {
  if (number <= max_integer) head(context).value = static_cast<std::int64_t>(number);
}

/// CBOR writes -1 - n.
template <class Number>
void negative(void* context, Number number) {
  if (number <= max_integer) head(context).value = -1 - static_cast<std::int64_t>(number);
}

template <class String>
void string(void* context, cbor_data data, std::size_t length) {
  head(context).value = String{std::string(reinterpret_cast<const char*>(data), length)};
}

void simple(void* context) { head(context).value = Cbor::Simple{}; }
void flag(void* context, bool value) { head(context).value = value; }
void array(void* context, std::size_t length) { head(context).array = length; }
void map(void* context, std::size_t length) { head(context).map = length; }

/// What no callback takes down is refused: indefinite lengths, tags, fractions.
const cbor_callbacks& callbacks() {
  static const auto ours = [] {
    auto all = cbor_empty_callbacks;
    all.uint8 = positive<std::uint8_t>;
    all.uint16 = positive<std::uint16_t>;
    all.uint32 = positive<std::uint32_t>;
    all.uint64 = positive<std::uint64_t>;
    all.negint8 = negative<std::uint8_t>;
    all.negint16 = negative<std::uint16_t>;
    all.negint32 = negative<std::uint32_t>;
    all.negint64 = negative<std::uint64_t>;
    all.byte_string = string<Cbor::Bytes>;
    all.string = string<Cbor::Text>;
    all.array_start = array;
    all.map_start = map;
    all.null = simple;
    all.undefined = simple;
    all.boolean = flag;
    return all;
  }();
  return ours;
}

/// The streaming half of libcbor alone: it takes no memory, whatever lengths an item claims.
std::optional<Head> take_head(std::string_view& bytes) {
  Head taken;
  const auto result = cbor_stream_decode(reinterpret_cast<cbor_data>(bytes.data()), bytes.size(),
                                         &callbacks(), &taken);
  if (result.status != CBOR_DECODER_FINISHED || result.read > bytes.size()) return std::nullopt;
  bytes.remove_prefix(result.read);
  return taken;
}

bool is_key(const Cbor& item) { return item.as_integer() != nullptr || item.as_text() != nullptr; }

class Reader {
 public:
  Reader(std::string_view bytes, const CborLimits& limits) : rest_(bytes), limits_(limits) {}

  std::optional<Cbor> item(std::size_t depth) {
    if (++items_ > limits_.items) return std::nullopt;
    auto taken = take_head(rest_);
    if (!taken) return std::nullopt;
    if (taken->value) return Cbor(*std::move(taken->value));
    if (depth == limits_.depth) return std::nullopt;
    if (taken->array) return array(*taken->array, depth + 1);
    return taken->map ? map(*taken->map, depth + 1) : std::nullopt;
  }

  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::optional<Cbor> array(std::uint64_t length, std::size_t depth) {
    Cbor::Array members;
    for (; length > 0; --length) {
      auto member = item(depth);
      if (!member) return std::nullopt;
      members.push_back(*std::move(member));
    }
    return Cbor(std::move(members));
  }

  std::optional<Cbor> map(std::uint64_t length, std::size_t depth) {
    Cbor::Map members;
    for (; length > 0; --length) {
      auto key = item(depth);
      if (!key || !is_key(*key)) return std::nullopt;
      auto value = item(depth);
      const auto same = [&](const auto& member) { return member.first == *key; };
      if (!value || std::ranges::any_of(members, same)) return std::nullopt;
      members.emplace_back(*std::move(key), *std::move(value));
    }
    return Cbor(std::move(members));
  }

  std::string_view rest_;
  const CborLimits& limits_;
  std::size_t items_ = 0;
};

}  // namespace

const std::string* Cbor::as_bytes() const {
  const auto* bytes = std::get_if<Bytes>(&value_);
  return bytes != nullptr ? &bytes->value : nullptr;
}

const std::string* Cbor::as_text() const {
  const auto* text = std::get_if<Text>(&value_);
  return text != nullptr ? &text->value : nullptr;
}

template <class Key>
const Cbor* Cbor::find_key(const Key& key) const {
  const auto* map = as_map();
  if (map == nullptr) return nullptr;
  const auto found = std::ranges::find_if(
      *map, [&](const auto& member) { return member.first.value_ == Value(key); });
  return found != map->end() ? &found->second : nullptr;
}

const Cbor* Cbor::find(std::int64_t key) const { return find_key(key); }

const Cbor* Cbor::find(std::string_view key) const { return find_key(Text{std::string(key)}); }

std::optional<Cbor> take_cbor(std::string_view& bytes, const CborLimits& limits) {
  Reader reader(bytes, limits);
  auto item = reader.item(0);
  if (item) bytes = reader.rest();
  return item;
}

std::optional<Cbor> read_cbor(std::string_view bytes, const CborLimits& limits) {
  auto item = take_cbor(bytes, limits);
  if (!bytes.empty()) return std::nullopt;
  return item;
}

}  // namespace chancery::webauthn
