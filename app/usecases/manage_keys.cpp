#include "app/usecases/manage_keys.hpp"

#include <ranges>

#include "app/usecases/overloaded.hpp"
#include "ports/unavailable.hpp"

namespace chancery {
namespace {

/// Each round does one step for every use; a new database needs two, so more means a quarrel.
constexpr int max_rounds = 8;

std::vector<KeyRecord> records_of(const std::vector<outbound::StoredKey>& keys) {
  std::vector<KeyRecord> records;
  records.reserve(keys.size());
  for (const auto& key : keys) records.push_back(key.record);
  return records;
}

AuditEvent event(const char* reason, Instant now) {
  return {.type = AuditType::key_changed, .at = now, .reason = reason};
}

}  // namespace

std::vector<KeyRecord> ManageKeys::list() { return records_of(ports_.store.all()); }

void ManageKeys::maintain() {
  const std::lock_guard lock(mutex_);
  ports_.ring.replace(settle());
}

std::vector<outbound::StoredKey> ManageKeys::settle() {
  for (int round = 0; round < max_rounds; ++round) {
    auto keys = ports_.store.all();
    const auto now = ports_.clock.now();
    const auto due = due_key_actions(records_of(keys), policy_, now);
    if (due.empty()) return keys;
    for (const auto& action : due) apply(action, now);
  }
  throw Unavailable("the key schedule does not settle");
}

void ManageKeys::apply(const KeyAction& action, Instant now) {
  // A step that another node took first changes nothing here; the next round reads what it did.
  std::visit(
      overloaded{
          [&](const CreateKey& create) {
            auto key = ports_.factory.make(create.use, create.state);
            key.record.created_at = now;
            key.record.activates_at = create.activates_at;
            std::ignore = ports_.store.add(key, event("created", now));
          },
          [&](const ActivateKey& activate) {
            std::ignore = ports_.store.activate(activate.next, activate.previous, now,
                                                event("activated", now));
          },
          [&](const RemoveKey& remove) { ports_.store.remove(remove.id, event("removed", now)); },
      },
      action);
}

std::vector<KeyRecord> ManageKeys::roll(bool at_once) {
  const std::lock_guard lock(mutex_);
  settle();
  for (const auto use : key_uses | std::views::filter(is_replaced)) prepare_next(use, at_once);
  const auto keys = settle();
  ports_.ring.replace(keys);

  const auto wanted = at_once ? KeyState::active : KeyState::next;
  auto records = records_of(keys);
  std::erase_if(records,
                [&](const KeyRecord& key) { return key.state != wanted || !is_replaced(key.use); });
  return records;
}

void ManageKeys::prepare_next(KeyUse use, bool at_once) {
  const auto now = ports_.clock.now();
  for (const auto& key : ports_.store.all()) {
    if (key.record.use != use || key.record.state != KeyState::next) continue;
    const auto target = at_once ? now : std::max(now, earliest_activation(key.record, policy_));
    if (target < key.record.activates_at) {
      std::ignore = ports_.store.reschedule(key.record.id, target, event("rescheduled", now));
    }
    return;
  }
  apply(CreateKey{use, KeyState::next, at_once ? now : now + policy_.publication_lead}, now);
}

}  // namespace chancery
