#include "app/cli/command.hpp"
#include "app/cli/show.hpp"

namespace chancery::cli {
namespace {

void show_keys(const Call& call, const std::vector<KeyRecord>& keys) {
  codec::Json::Array array;
  for (const auto& key : keys) array.push_back(to_json(key));
  show_list(call, array, {"use", "state", "id", "created_at", "activates_at", "retired_at"},
            "no keys");
}

Outcome list(const Call& call) {
  return with_management(call, [&](Management& management) -> Outcome {
    show_keys(call, management.keys.list());
    return {};
  });
}

Outcome roll(const Call& call) {
  return with_management(call, [&](Management& management) -> Outcome {
    show_keys(call, management.keys.roll(call.flags.has("now")));
    return {};
  });
}

}  // namespace

std::vector<Command> key_commands() {
  return {
      {"key list", "", "signing keys and their place in the schedule", {}, list},
      {"key roll",
       "",
       "let the next keys sign; prints from when",
       {{"now", "", "at once: verifiers that cached the keys refuse new tokens for a while"}},
       roll},
  };
}

}  // namespace chancery::cli
