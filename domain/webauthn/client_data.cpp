#include "domain/webauthn/client_data.hpp"

#include "domain/codec/json.hpp"

namespace chancery {
namespace {

const std::string* text(const codec::Json& object, std::string_view name) {
  const auto* member = object.find(name);
  return member != nullptr ? member->as_string() : nullptr;
}

}  // namespace

std::optional<ClientData> read_client_data(std::string_view json) {
  const auto object = codec::read_json(json, {.bytes = 4096, .depth = 4, .values = 64});
  if (!object || object->as_object() == nullptr) return std::nullopt;
  const auto* type = text(*object, "type");
  const auto* challenge = text(*object, "challenge");
  const auto* origin = text(*object, "origin");
  if (type == nullptr || challenge == nullptr || origin == nullptr) return std::nullopt;
  const auto* crossed = object->find("crossOrigin");
  const auto* flag = crossed != nullptr ? crossed->as_bool() : nullptr;
  if (crossed != nullptr && flag == nullptr) return std::nullopt;
  return ClientData{.type = *type,
                    .challenge = *challenge,
                    .origin = *origin,
                    .cross_origin = flag != nullptr && *flag};
}

}  // namespace chancery
