#include "app/usecases/transfer_users.hpp"

#include "app/usecases/random_id.hpp"

namespace chancery {
namespace {

using inbound::ImportedRow;
using inbound::ImportVerdict;
using outbound::Arrival;
using outbound::ArrivalOutcome;

ImportedRow verdict_of(ArrivalOutcome outcome, const UserId& id) {
  switch (outcome) {
    case ArrivalOutcome::added: return {ImportVerdict::imported, id};
    case ArrivalOutcome::present: return {ImportVerdict::present};
    case ArrivalOutcome::username_taken:
      return {ImportVerdict::refused, std::nullopt, "username: another account has it"};
  }
  std::unreachable();
}

std::size_t hash_of(const std::string& text) { return std::hash<std::string>{}(text); }

}  // namespace

std::vector<ImportedRow> TransferUsers::import(std::span<const UserRow> rows) {
  return judge(rows, [this](auto arrivals) { return ports_.users.add(arrivals); });
}

std::vector<ImportedRow> TransferUsers::rehearse(std::span<const UserRow> rows) {
  auto verdicts = judge(rows, [this](auto arrivals) { return ports_.users.foresee(arrivals); });
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (verdicts[i].verdict != ImportVerdict::imported) continue;
    verdicts[i] = verdict_of(remember(rows[i]), UserId(""));
    verdicts[i].id = std::nullopt;
  }
  return verdicts;
}

std::vector<inbound::ExportedUser> TransferUsers::page(const std::optional<UserId>& after,
                                                       std::size_t limit) {
  std::vector<inbound::ExportedUser> exported;
  for (auto& [user, password] : ports_.users.page(after, limit)) {
    exported.push_back({std::move(user), std::move(password)});
  }
  return exported;
}

std::vector<ImportedRow> TransferUsers::judge(std::span<const UserRow> rows,
                                              const Step& step) const {
  std::vector<ImportedRow> verdicts(rows.size(), ImportedRow{ImportVerdict::refused});
  std::vector<std::size_t> places;
  std::vector<Arrival> arrivals;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    verdicts[i].reason = objection(rows[i]);
    if (!verdicts[i].reason.empty()) continue;
    places.push_back(i);
    arrivals.push_back(arrival(rows[i]));
  }
  if (arrivals.empty()) return verdicts;
  const auto outcomes = step(arrivals);
  for (std::size_t i = 0; i < places.size(); ++i) {
    verdicts[places[i]] = verdict_of(outcomes.at(i), arrivals[i].account.user.id);
  }
  return verdicts;
}

std::string TransferUsers::objection(const UserRow& row) const {
  if (auto fault = fault_of(row)) return *std::move(fault);
  if (row.password && !knows_hash_(row.password->value())) {
    return "password_hash: it is of no kind that can be verified, or costs too much to";
  }
  return {};
}

Arrival TransferUsers::arrival(const UserRow& row) const {
  const auto now = ports_.clock.now();
  User user{.id = row.id.value_or(UserId("")),
            .email = row.email,
            .username = row.username,
            .email_verified = row.email_verified,
            .roles = row.roles,
            .claims = row.claims,
            .disabled = row.disabled,
            .epoch = random_epoch(ports_.entropy),
            .version = 0,
            .created_at = row.created_at.value_or(now),
            .updated_at = now};
  if (!row.id) user.id = UserId(random_id(ports_.entropy));
  const AuditEvent event{
      .type = AuditType::user_created, .at = now, .reason = "import", .user = user.id};
  return {.account = {std::move(user), row.password}, .event = event};
}

ArrivalOutcome TransferUsers::remember(const UserRow& row) {
  const auto email = hash_of(canonical_email(row.email).value().value());
  const auto id = row.id ? std::optional(hash_of(row.id->value())) : std::nullopt;
  if (rehearsed_names_.contains(email) || (id && rehearsed_ids_.contains(*id))) {
    return ArrivalOutcome::present;
  }
  if (row.username) {
    const auto username = hash_of(canonical_username(*row.username).value().value());
    if (!rehearsed_names_.insert(username).second) return ArrivalOutcome::username_taken;
  }
  rehearsed_names_.insert(email);
  if (id) rehearsed_ids_.insert(*id);
  return ArrivalOutcome::added;
}

}  // namespace chancery
