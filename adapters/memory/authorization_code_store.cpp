#include "adapters/memory/authorization_code_store.hpp"

#include "ports/unavailable.hpp"

namespace chancery::memory {
namespace {

void forget_participants_without_login(Tables& tables, std::set<Participant>& participants,
                                       const ClientId& client) {
  std::erase_if(participants, [&](const Participant& participant) {
    return participant.client == client && !tables.families.contains(participant.login);
  });
}

}  // namespace

void AuthorizationCodeStore::add(const AuthorizationCode& code) {
  database_.with([&](Tables& tables) {
    if (!tables.authorization_codes.try_emplace(code.id, code).second) {
      throw Unavailable("authorization code: the id is taken");
    }
  });
}

std::optional<AuthorizationCode> AuthorizationCodeStore::find(const CodeDigest& id) {
  return database_.with([&](Tables& tables) -> std::optional<AuthorizationCode> {
    const auto found = tables.authorization_codes.find(id);
    if (found == tables.authorization_codes.end()) return std::nullopt;
    return found->second;
  });
}

outbound::RedeemOutcome AuthorizationCodeStore::redeem(const Redemption& redemption) {
  using enum outbound::RedeemOutcome;
  return database_.with([&](Tables& tables) {
    const auto found = tables.authorization_codes.find(redemption.code);
    if (found == tables.authorization_codes.end()) return gone;
    auto& code = found->second;
    if (code.login) return already_redeemed;
    if (code.burnt) return burnt;
    const bool is_of_session = redemption.session.has_value();
    const auto session = is_of_session ? tables.browser_sessions.find(*redemption.session)
                                       : tables.browser_sessions.end();
    if (is_of_session && session == tables.browser_sessions.end()) return session_ended;

    const auto& family = redemption.family;
    if (!tables.families.try_emplace(family.id, family).second) {
      throw Unavailable("refresh family: the id is taken");
    }
    code.login = family.id;
    if (is_of_session) {
      auto& participants = session->second.participants;
      forget_participants_without_login(tables, participants, family.client);
      participants.insert({family.client, family.id});
    }
    tables.events.push_back(redemption.event);
    return redeemed;
  });
}

bool AuthorizationCodeStore::burn(const CodeDigest& id) {
  return database_.with([&](Tables& tables) {
    const auto found = tables.authorization_codes.find(id);
    if (found == tables.authorization_codes.end()) return false;
    auto& code = found->second;
    if (code.login || code.burnt) return false;
    code.burnt = true;
    return true;
  });
}

}  // namespace chancery::memory
