#include "adapters/sql/user_transfer.hpp"

#include "adapters/sql/audit_rows.hpp"
#include "adapters/sql/session.hpp"
#include "adapters/sql/user_rows.hpp"

namespace chancery::sql {
namespace {

using outbound::ArrivalOutcome;

// Each of the three has an index, and each finds one record at most.
constexpr Statement select_standing(
    "SELECT CASE WHEN id = $1 OR email_key = $2 THEN 'present' ELSE 'username' END AS standing"
    " FROM users WHERE id = $1 OR email_key = $2 OR username_key = $3 ORDER BY standing LIMIT 1");

// Ids are never empty, so every one is after the empty text.
constexpr Statement select_accounts(
    "SELECT id, email, username, email_verified, roles, claims, disabled, epoch, version,"
    " created_at, updated_at, password_hash FROM users WHERE id > $1 ORDER BY id LIMIT $2");

/// `added` if nothing stands in the way.
template <class Reader>
ArrivalOutcome standing(Reader& reader, const User& user) {
  std::optional<LoginName> username;
  if (user.username) username = canonical_username(*user.username).value();
  auto rows =
      reader.query(select_standing, {user.id, canonical_email(user.email).value(), username});
  if (rows.empty()) return ArrivalOutcome::added;
  return rows.front().text() == "present" ? ArrivalOutcome::present
                                          : ArrivalOutcome::username_taken;
}

ArrivalOutcome insert_arrival(Session& session, const outbound::Arrival& arrival) {
  const auto& [user, password] = arrival.account;
  if (try_insert_user(session, user, password)) {
    insert_event(session, arrival.event);
    return ArrivalOutcome::added;
  }
  const auto outcome = standing(session, user);
  if (outcome == ArrivalOutcome::added) {
    throw Unavailable("sql: what stood in the way of a user has gone meanwhile");
  }
  return outcome;
}

}  // namespace

std::vector<ArrivalOutcome> UserTransfer::add(std::span<const outbound::Arrival> arrivals) {
  std::vector<ArrivalOutcome> outcomes;
  database_.transact([&](Session& session) {
    outcomes.clear();
    for (const auto& arrival : arrivals) outcomes.push_back(insert_arrival(session, arrival));
    return true;
  });
  return outcomes;
}

std::vector<ArrivalOutcome> UserTransfer::foresee(std::span<const outbound::Arrival> arrivals) {
  std::vector<ArrivalOutcome> outcomes;
  outcomes.reserve(arrivals.size());
  for (const auto& arrival : arrivals) {
    outcomes.push_back(standing(database_, arrival.account.user));
  }
  return outcomes;
}

std::vector<outbound::UserCredentials> UserTransfer::page(const std::optional<UserId>& after,
                                                          std::size_t limit) {
  std::vector<outbound::UserCredentials> page;
  auto rows = database_.query(
      select_accounts, {after ? after->value() : std::string(), static_cast<std::int64_t>(limit)});
  for (auto& row : rows) {
    auto user = user_from(row);
    auto password = row.optional_text();
    page.push_back({std::move(user), std::nullopt});
    if (password) page.back().password = PasswordHash(*std::move(password));
  }
  return page;
}

}  // namespace chancery::sql
