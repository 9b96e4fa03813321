#include "tests/simulation/world.hpp"

#include "app/usecases/overloaded.hpp"
#include "tests/simulation/node.hpp"

namespace chancery::simulation {
namespace {

bool ends_logins(const std::optional<outbound::UserCredentials>& before,
                 const UserWritten& written) {
  if (!before) return false;
  return !written.now || written.password || (written.now->disabled && !before->user.disabled) ||
         written.now->epoch != before->user.epoch;
}

bool ends_logins(const std::optional<Client>& before, const ClientWritten& written) {
  return before && (!written.now || (written.now->disabled && !before->disabled) ||
                    written.now->epoch != before->epoch);
}

std::optional<outbound::UserCredentials> record_of(
    const std::optional<outbound::UserCredentials>& before, const UserWritten& written) {
  if (!written.now) return std::nullopt;
  auto password = written.password;
  if (!password && before) password = before->password;
  return outbound::UserCredentials{*written.now, std::move(password)};
}

std::optional<Client> record_of(const std::optional<Client>&, const ClientWritten& written) {
  return written.now ? std::optional(*written.now) : std::nullopt;
}

template <class Record, class Written>
void append(Versions<Record>& versions, const Written& written, const Step& step,
            const Truth& truth) {
  const auto before = versions.empty() ? std::nullopt : versions.back().record;
  const bool unsure = step.request->began < truth.restored;
  versions.push_back({.from = step.number,
                      .at = step.at,
                      .record = record_of(before, written),
                      .ends_logins = !unsure && ends_logins(before, written),
                      .unsure = unsure});
}

/// A login that went over into its user's new epoch is as if it had begun in it.
void keep(const FamilyId& id, const UserId& user, StepNumber now, Truth& truth) {
  const auto found = truth.logins.find(id);
  if (found == truth.logins.end() || found->second.birth.user != user) return;
  auto& login = found->second;
  if (!truth.user_ended(user, login.user_read, now)) login.user_read = now;
}

StepNumber read_at(const Request& request, const UserId& user) {
  const auto found = request.users_read.find(user);
  return found == request.users_read.end() ? 0 : found->second;
}

/// The account it was begun for, or the client's registration as its node remembers it, may be of
/// another line of history.
bool straddles(const Request& request, StepNumber user_read, const Truth& truth) {
  if (truth.restored == 0) return false;
  return user_read <= truth.restored || request.began_at <= truth.restored_at + client_memory;
}

}  // namespace

World::World(std::uint64_t seed, History::Mode mode)
    : random(seed),
      story(random),
      history(mode),
      scheduler(random.branch()),
      chance(random.branch()),
      entropy(random.branch()) {}

World::~World() = default;

void World::happened(Request* request, const Happening& what,
                     const std::optional<TrailGrowth>& trail) {
  const Step step{next_step(), scheduler.now(), request, what, trail};
  if (!over()) {
    const Known known{story, truth, chronicle, mint, signer};
    for (const auto& invariant : invariants()) {
      if (auto why = invariant.judge(step, known)) return violated(invariant.name, *why);
    }
  }
  apply(request, step);
}

void World::violated(std::string_view invariant, std::string what) {
  if (over()) return;
  history.remark("VIOLATED " + std::string(invariant) + ": " + what);
  violation = Violation{std::string(invariant), std::move(what)};
  scheduler.hurry();
}

void World::apply(Request* request, const Step& step) {
  const auto number = step.number;
  std::visit(overloaded{
                 [&](const LoginAdded& added) {
                   const auto& family = added.family;
                   const auto user_read = read_at(*request, family.user);
                   truth.logins.insert_or_assign(
                       family.id,
                       Login{.birth = family,
                             .added = number,
                             .asked_at = request->began_at,
                             .user_read = user_read,
                             .straddles = straddles(*request, user_read, truth),
                             .line = {{family.current, family.rotated_at, number, step.at}}});
                   chronicle.digests.insert(family.current);
                   request->began_login = family.id;
                 },
                 [&](const TokenReplaced& replaced) {
                   const auto& to = replaced.change;
                   truth.logins.at(replaced.family)
                       .line.push_back({to.to, to.rotated_at, number, step.at});
                   chronicle.digests.insert(to.to);
                   chronicle.seeds.insert(to.seed);
                   request->refreshed = true;
                 },
                 [&](const LoginEnded& ended) {
                   truth.logins.at(ended.family).ended = number;
                   request->ended_for_reuse = ended.event.reason == "reuse";
                   request->changes += request->ended_for_reuse ? 0 : 1;
                 },
                 [&](const UserWritten& written) {
                   append(truth.users[written.id], written, step, truth);
                   if (written.kept) keep(*written.kept, written.id, number, truth);
                   ++request->changes;
                 },
                 [&](const ClientWritten& written) {
                   append(truth.clients[written.id], written, step, truth);
                   ++request->changes;
                 },
                 [&](const AccessTokenRevoked& revoked) {
                   truth.revoked.try_emplace(revoked.id, number);
                   ++request->changes;
                 },
                 [&](const LoginsSwept& swept) {
                   for (const auto& id : swept.families) truth.logins.at(id).swept = true;
                 },
                 [&](const Answered& answered) {
                   if (const auto* tokens = std::get_if<inbound::TokenResponse>(&answered.answer)) {
                     chronicle.issued.try_emplace(tokens->access_token_id, number);
                   }
                 },
                 [](const auto&) {},
             },
             step.what);
}

void World::put_back(const Backup& kept) {
  database.restore(kept.tables);
  const auto strangers = truth.logins;
  truth = kept.truth;
  for (auto& [id, login] : truth.logins) {
    if (const auto found = strangers.find(id); found != strangers.end()) {
      login.stranger_came = found->second.stranger_came;
    }
  }
  truth.restored = next_step();
  truth.restored_at = scheduler.now();
}

}  // namespace chancery::simulation
