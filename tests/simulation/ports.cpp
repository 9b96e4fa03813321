#include "tests/simulation/ports.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>

namespace chancery::simulation {
namespace {

std::size_t trail_length(World& world) {
  return world.database.with([](const memory::Tables& tables) { return tables.events.size(); });
}

/// Runs a writing call and tells the stage what it did: `tell(result)` says what happened, if the
/// store says that something did.
template <class Work, class Tell>
auto write(Gate& gate, std::string_view name, const AuditEvent* event, Work work, Tell tell) {
  return gate.call(name, Kind::writes, [&] {
    auto& world = gate.world();
    const auto before = trail_length(world);
    auto result = work();
    const bool is_last = event && world.database.with([&](const memory::Tables& tables) {
      return !tables.events.empty() && tables.events.back() == *event;
    });
    world.happened(&gate.request(), tell(result),
                   TrailGrowth{before, trail_length(world), event, is_last});
    return result;
  });
}

std::vector<FamilyId> families_of(World& world) {
  return world.database.with([](const memory::Tables& tables) {
    const auto ids = std::views::keys(tables.families);
    return std::vector<FamilyId>(ids.begin(), ids.end());
  });
}

/// For calls that return nothing when they did it.
template <class Work>
auto truly(Work work) {
  return [=] {
    work();
    return true;
  };
}

void note_family(Gate& gate, const FamilyId& id) {
  const auto* login = gate.world().truth.find(id);
  if (login != nullptr) gate.request().seen = Seen{id, login->line.size() - 1};
}

}  // namespace

void Families::add(const RefreshFamily& family, const AuditEvent& event) {
  write(gate_, "families.add", &event, truly([&] { inner_.add(family, event); }),
        [&](bool) { return Happening(LoginAdded{family}); });
}

std::optional<FoundFamily> Families::find(const FamilyId& id) {
  return gate_.call("families.find", Kind::reads, [&] {
    note_family(gate_, id);
    return inner_.find(id);
  });
}

bool Families::rotate(const FamilyId& id, const Rotation& rotation) {
  return write(
      gate_, "families.rotate", nullptr, [&] { return inner_.rotate(id, rotation); },
      [&](bool won) {
        return won ? Happening(TokenReplaced{id, rotation}) : Happening(NothingChanged{});
      });
}

bool Families::end(const FamilyId& id, const AuditEvent& event) {
  return write(
      gate_, "families.end", &event, [&] { return inner_.end(id, event); },
      [&](bool ended) {
        return ended ? Happening(LoginEnded{id, event}) : Happening(NothingChanged{});
      });
}

outbound::AddUserOutcome Users::add(const User& user, const std::optional<PasswordHash>& password,
                                    const AuditEvent& event) {
  return write(
      gate_, "users.add", &event, [&] { return inner_.add(user, password, event); },
      [&](outbound::AddUserOutcome outcome) {
        return outcome == outbound::AddUserOutcome::added
                   ? Happening(UserWritten{user.id, &user, password})
                   : Happening(NothingChanged{});
      });
}

std::optional<User> Users::find(const UserId& id) {
  return gate_.call("users.find", Kind::reads, [&] {
    gate_.request().users_read.try_emplace(id, gate_.world().next_step());
    return inner_.find(id);
  });
}

std::optional<outbound::UserCredentials> Users::find_by_login(const LoginName& login) {
  return gate_.call("users.find_by_login", Kind::reads, [&] {
    auto found = inner_.find_by_login(login);
    const auto step = gate_.world().next_step();
    if (found) gate_.request().users_read.try_emplace(found->user.id, step);
    return found;
  });
}

std::vector<User> Users::list(const UserFilter& filter, const std::optional<UserId>& after,
                              std::size_t limit) {
  return gate_.call("users.list", Kind::reads, [&] { return inner_.list(filter, after, limit); });
}

outbound::UpdateUserOutcome Users::update(const User& user,
                                          const std::optional<PasswordHash>& password,
                                          const AuditEvent& event) {
  return write(
      gate_, "users.update", &event, [&] { return inner_.update(user, password, event); },
      [&](outbound::UpdateUserOutcome outcome) {
        return outcome == outbound::UpdateUserOutcome::updated
                   ? Happening(UserWritten{user.id, &user, password})
                   : Happening(NothingChanged{});
      });
}

bool Users::replace_password(const UserId& id, const PasswordHash& before,
                             const PasswordHash& after) {
  return write(
      gate_, "users.replace_password", nullptr,
      [&] { return inner_.replace_password(id, before, after); },
      [](bool) { return Happening(NothingChanged{}); });
}

outbound::UpdateUserOutcome Users::update_keeping(const User& user, const PasswordHash& password,
                                                  const FamilyId& login, const AuditEvent& event) {
  const std::optional<PasswordHash> written(password);
  return write(
      gate_, "users.update_keeping", &event,
      [&] { return inner_.update_keeping(user, password, login, event); },
      [&](outbound::UpdateUserOutcome outcome) {
        return outcome == outbound::UpdateUserOutcome::updated
                   ? Happening(UserWritten{user.id, &user, written, &login})
                   : Happening(NothingChanged{});
      });
}

bool Users::remove(const UserId& id, const AuditEvent& event) {
  static const std::optional<PasswordHash> none;
  return write(
      gate_, "users.remove", &event, [&] { return inner_.remove(id, event); },
      [&](bool removed) {
        return removed ? Happening(UserWritten{id, nullptr, none}) : Happening(NothingChanged{});
      });
}

bool Clients::add(const Client& client, const AuditEvent& event) {
  return write(
      gate_, "clients.add", &event, [&] { return inner_.add(client, event); },
      [&](bool added) {
        return added ? Happening(ClientWritten{client.id, &client}) : Happening(NothingChanged{});
      });
}

std::optional<Client> Clients::find(const ClientId& id) {
  return gate_.call("clients.find", Kind::reads, [&] { return inner_.find(id); });
}

std::vector<Client> Clients::list() {
  return gate_.call("clients.list", Kind::reads, [&] { return inner_.list(); });
}

outbound::UpdateClientOutcome Clients::update(const Client& client, const AuditEvent& event) {
  return write(
      gate_, "clients.update", &event, [&] { return inner_.update(client, event); },
      [&](outbound::UpdateClientOutcome outcome) {
        return outcome == outbound::UpdateClientOutcome::updated
                   ? Happening(ClientWritten{client.id, &client})
                   : Happening(NothingChanged{});
      });
}

bool Clients::remove(const ClientId& id, const AuditEvent& event) {
  return write(
      gate_, "clients.remove", &event, [&] { return inner_.remove(id, event); },
      [&](bool removed) {
        return removed ? Happening(ClientWritten{id, nullptr}) : Happening(NothingChanged{});
      });
}

bool Clients::has_redirect_origin(std::string_view origin) {
  return gate_.call("clients.has_redirect_origin", Kind::reads,
                    [&] { return inner_.has_redirect_origin(origin); });
}

void AccessTokens::revoke(const AccessTokenClaims& claims, const AuditEvent& event) {
  write(gate_, "access_tokens.revoke", &event, truly([&] { inner_.revoke(claims, event); }),
        [&](bool) {
          const bool repeated = gate_.world().truth.revoked.contains(claims.id);
          return repeated ? Happening(NothingChanged{}) : Happening(AccessTokenRevoked{claims.id});
        });
}

outbound::AccessTokenStanding AccessTokens::standing(const AccessTokenClaims& claims) {
  return gate_.call("access_tokens.standing", Kind::reads, [&] { return inner_.standing(claims); });
}

void Codes::add(const AuthorizationCode& code) {
  write(gate_, "codes.add", nullptr, truly([&] { inner_.add(code); }),
        [](bool) { return Happening(NothingChanged{}); });
}

std::optional<AuthorizationCode> Codes::find(const CodeDigest& id) {
  return gate_.call("codes.find", Kind::reads, [&] { return inner_.find(id); });
}

outbound::RedeemOutcome Codes::redeem(const Redemption& redemption) {
  return write(
      gate_, "codes.redeem", &redemption.event, [&] { return inner_.redeem(redemption); },
      [&](outbound::RedeemOutcome outcome) {
        return outcome == outbound::RedeemOutcome::redeemed
                   ? Happening(LoginAdded{redemption.family})
                   : Happening(NothingChanged{});
      });
}

bool Codes::burn(const CodeDigest& id) {
  return write(
      gate_, "codes.burn", nullptr, [&] { return inner_.burn(id); },
      [](bool) { return Happening(NothingChanged{}); });
}

std::vector<UserSession> Sessions::list(const Query& query, const std::optional<FamilyId>& after,
                                        std::size_t limit) {
  return gate_.call("sessions.list", Kind::reads, [&] { return inner_.list(query, after, limit); });
}

std::optional<Instant> Housekeeping::kept_until() {
  return gate_.call("housekeeping.kept_until", Kind::reads, [&] { return inner_.kept_until(); });
}

bool Housekeeping::claim(const std::string& node, Instant now, Instant until) {
  return write(
      gate_, "housekeeping.claim", nullptr, [&] { return inner_.claim(node, now, until); },
      [](bool) { return Happening(NothingChanged{}); });
}

Swept Housekeeping::sweep(const Order& order) {
  std::vector<FamilyId> swept;
  return write(
      gate_, "housekeeping.sweep", nullptr,
      [&] {
        const auto before = families_of(gate_.world());
        const auto result = inner_.sweep(order);
        const auto after = families_of(gate_.world());
        std::ranges::set_difference(before, after, std::back_inserter(swept));
        return result;
      },
      [&](const Swept&) { return Happening(LoginsSwept{swept}); });
}

Backlog Housekeeping::backlog(const Order& order) {
  return gate_.call("housekeeping.backlog", Kind::reads, [&] { return inner_.backlog(order); });
}

void Audit::record(const AuditEvent& event) {
  write(gate_, "audit.record", &event, truly([&] { inner_.record(event); }),
        [&](bool) { return Happening(Recorded{}); });
}

Instant NodeClock::now() const {
  return gate_.call("clock.now", Kind::thinks, [&] {
    const auto now = time_of_day(gate_.world().scheduler.now() + ahead_);
    gate_.request().readings.push_back(now);
    return now;
  });
}

std::string Entropy::bytes(std::size_t count) {
  return gate_.call("entropy.bytes", Kind::computes,
                    [&] { return gate_.world().entropy.bytes(count); });
}

Secret Signer::sign(const AccessTokenClaims& claims, SignatureAlgorithm alg) {
  return gate_.call("signer.sign", Kind::computes,
                    [&] { return gate_.world().signer.sign(claims, alg); });
}

std::optional<AccessTokenClaims> Signer::verify(std::string_view token) {
  return gate_.call("signer.verify", Kind::thinks,
                    [&] { return gate_.world().signer.verify(token); });
}

Secret JwtSigner::sign(const codec::Json& payload, outbound::JwtType type, SignatureAlgorithm alg) {
  return gate_.call("jwts.sign", Kind::computes,
                    [&] { return gate_.world().jwts.sign(payload, type, alg); });
}

std::optional<codec::Json> JwtSigner::verify(std::string_view token) {
  return gate_.call("jwts.verify", Kind::thinks, [&] { return gate_.world().jwts.verify(token); });
}

Secret Mint::write(const FamilyId& family, std::uint32_t generation, const Secret& secret) {
  return gate_.call("mint.write", Kind::computes,
                    [&] { return gate_.world().mint.write(family, generation, secret); });
}

std::optional<RefreshTokenBody> Mint::read(std::string_view token) {
  return gate_.call("mint.read", Kind::thinks, [&] { return gate_.world().mint.read(token); });
}

Secret Mint::successor(const Secret& presented, const std::string& seed) const {
  return gate_.call("mint.successor", Kind::thinks,
                    [&] { return gate_.world().mint.successor(presented, seed); });
}

TokenDigest Mint::digest(const Secret& secret) const {
  return gate_.call("mint.digest", Kind::thinks, [&] { return gate_.world().mint.digest(secret); });
}

std::string Macs::compute(KeyUse use, std::string_view text) {
  return gate_.call("macs.compute", Kind::computes, [&] {
    return scrambled("mac " + std::to_string(static_cast<int>(use)), text);
  });
}

ClientSecretDigest Digester::digest(const Secret& secret) {
  return gate_.call("digester.digest", Kind::computes,
                    [&] { return gate_.world().digester.digest(secret); });
}

bool Digester::matches(const ClientSecretDigest& digest, const Secret& secret) {
  return gate_.call("digester.matches", Kind::thinks,
                    [&] { return gate_.world().digester.matches(digest, secret); });
}

PasswordHash Hasher::hash(const Secret& password) {
  return gate_.call("hasher.hash", Kind::computes,
                    [&] { return gate_.world().hasher.hash(password); });
}

bool Hasher::verify(const Secret& password, const PasswordHash& hash) {
  return gate_.call("hasher.verify", Kind::computes,
                    [&] { return gate_.world().hasher.verify(password, hash); });
}

bool Hasher::is_current(const PasswordHash& hash) const {
  return gate_.world().hasher.is_current(hash);
}

const PasswordHash& Hasher::decoy() const { return gate_.world().hasher.decoy(); }

}  // namespace chancery::simulation
