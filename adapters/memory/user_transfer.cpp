#include "adapters/memory/user_transfer.hpp"

#include <iterator>

#include "adapters/memory/user_rows.hpp"

namespace chancery::memory {
namespace {

using outbound::ArrivalOutcome;

ArrivalOutcome outcome_of(const Tables& tables, const User& user) {
  const auto is_there = find_user_where(tables, [&](const User& other) {
    return other.id == user.id || email_of(other) == email_of(user);
  });
  if (is_there != nullptr) return ArrivalOutcome::present;
  const auto name = username_of(user);
  const bool is_taken = name && find_user_where(tables, [&](const User& other) {
                                  return username_of(other) == name;
                                }) != nullptr;
  return is_taken ? ArrivalOutcome::username_taken : ArrivalOutcome::added;
}

}  // namespace

std::vector<ArrivalOutcome> UserTransfer::add(std::span<const outbound::Arrival> arrivals) {
  return database_.with([&](Tables& tables) {
    std::vector<ArrivalOutcome> outcomes;
    for (const auto& [account, event] : arrivals) {
      outcomes.push_back(outcome_of(tables, account.user));
      if (outcomes.back() != ArrivalOutcome::added) continue;
      tables.users.emplace(account.user.id, account);
      tables.events.push_back(event);
    }
    return outcomes;
  });
}

std::vector<ArrivalOutcome> UserTransfer::foresee(std::span<const outbound::Arrival> arrivals) {
  return database_.with([&](Tables& tables) {
    std::vector<ArrivalOutcome> outcomes;
    for (const auto& arrival : arrivals) {
      outcomes.push_back(outcome_of(tables, arrival.account.user));
    }
    return outcomes;
  });
}

std::vector<outbound::UserCredentials> UserTransfer::page(const std::optional<UserId>& after,
                                                          std::size_t limit) {
  return database_.with([&](Tables& tables) {
    std::vector<outbound::UserCredentials> page;
    auto it = after ? tables.users.upper_bound(*after) : tables.users.begin();
    for (; it != tables.users.end() && page.size() < limit; ++it) page.push_back(it->second);
    return page;
  });
}

}  // namespace chancery::memory
