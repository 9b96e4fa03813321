#include "domain/import/member_reader.hpp"

#include "domain/codec/rfc3339.hpp"

namespace chancery {

const codec::Json* MemberReader::find(std::string_view name) const {
  const auto* member = object_.find(name);
  return member == nullptr || member->is_null() ? nullptr : member;
}

void MemberReader::blame(std::string_view name, std::string_view what) {
  if (!fault_) fault_ = std::string(name) + ": " + std::string(what);
}

std::optional<std::string> MemberReader::text(std::string_view name) {
  const auto* member = find(name);
  if (member == nullptr) return std::nullopt;
  if (const auto* text = member->as_string()) return *text;
  blame(name, "this is no text");
  return std::nullopt;
}

std::optional<std::int64_t> MemberReader::integer(std::string_view name) {
  const auto* member = find(name);
  if (member == nullptr) return std::nullopt;
  if (const auto* integer = member->as_integer()) return *integer;
  blame(name, "this is no whole number");
  return std::nullopt;
}

bool MemberReader::flag(std::string_view name) {
  const auto* member = find(name);
  if (member == nullptr) return false;
  if (const auto* flag = member->as_bool()) return *flag;
  blame(name, "this is neither true nor false");
  return false;
}

const codec::Json::Array* MemberReader::array(std::string_view name) {
  const auto* member = find(name);
  if (member != nullptr && member->as_array() == nullptr) blame(name, "this is no list");
  return member == nullptr ? nullptr : member->as_array();
}

std::set<std::string> MemberReader::texts(std::string_view name) {
  std::set<std::string> texts;
  const auto* list = array(name);
  if (list == nullptr) return texts;
  for (const auto& element : *list) {
    if (const auto* text = element.as_string()) {
      texts.insert(*text);
    } else {
      blame(name, "this is no list of texts");
    }
  }
  return texts;
}

const codec::Json* MemberReader::object(std::string_view name) {
  const auto* member = find(name);
  if (member == nullptr || member->as_object() != nullptr) return member;
  blame(name, "this is no object");
  return nullptr;
}

std::optional<std::int64_t> MemberReader::instant(std::string_view name) {
  const auto* member = find(name);
  if (member == nullptr) return std::nullopt;
  constexpr std::int64_t year_10000 = 253'402'300'800;
  if (const auto* seconds = member->as_integer()) {
    if (*seconds >= 0 && *seconds < year_10000) return *seconds;
  } else if (const auto* text = member->as_string()) {
    if (const auto at = codec::from_rfc3339(*text)) return at->time_since_epoch().count();
  }
  blame(name, "this is no time of RFC 3339");
  return std::nullopt;
}

}  // namespace chancery
