#include "app/usecases/own_account.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "app/usecases/prove_again.hpp"

namespace chancery {
namespace {

using inbound::AccountFault;
using inbound::AccountResult;
using inbound::ConnectedApp;

/// Nobody has more who is one person.
constexpr std::size_t most_logins = 1'000;
constexpr std::size_t page_size = 100;

void count(ConnectedApp& app, const UserSession& login) {
  ++app.logins;
  app.last_used_at = std::max(app.last_used_at.value_or(login.last_used_at), login.last_used_at);
}

std::vector<ConnectedApp> connected(const std::vector<inbound::GivenConsent>& consents,
                                    const std::vector<UserSession>& logins) {
  std::map<ClientId, ConnectedApp> by_client;
  for (const auto& [consent, name] : consents) {
    by_client.try_emplace(consent.client, ConnectedApp{.id = consent.client,
                                                       .name = name,
                                                       .scopes = consent.scopes,
                                                       .allowed_at = consent.given_at});
  }
  for (const auto& login : logins) {
    auto& name = login.client_name.empty() ? login.client.value() : login.client_name;
    count(by_client.try_emplace(login.client, ConnectedApp{.id = login.client, .name = name})
              .first->second,
          login);
  }
  std::vector<ConnectedApp> apps;
  for (auto& [id, app] : by_client) apps.push_back(std::move(app));
  std::ranges::sort(apps, {}, [](const auto& app) { return std::tie(app.name, app.id); });
  return apps;
}

inbound::AccountOverview overview(const SignedInUser& owner) {
  return {owner.user, owner.session.authenticated_at};
}

}  // namespace

AccountResult<inbound::AccountOverview> OwnAccount::show(const inbound::Browser& browser) {
  const auto owner = this->owner(browser);
  if (!owner) return std::unexpected(owner.error());
  return overview(*owner);
}

AccountResult<inbound::AccountLogins> OwnAccount::logins(const inbound::Browser& browser) {
  const auto owner = this->owner(browser);
  if (!owner) return std::unexpected(owner.error());
  inbound::AccountLogins found{.account = overview(*owner), .logins = all_logins(owner->user.id)};
  std::ranges::sort(found.logins, std::ranges::greater{},
                    [](const auto& login) { return std::tie(login.last_used_at, login.id); });
  if (found.logins.size() > shown_logins) {
    found.more = found.logins.size() - shown_logins;
    found.logins.erase(found.logins.begin() + shown_logins, found.logins.end());
  }
  return found;
}

AccountResult<inbound::AccountApps> OwnAccount::apps(const inbound::Browser& browser) {
  const auto owner = this->owner(browser);
  if (!owner) return std::unexpected(owner.error());
  return inbound::AccountApps{overview(*owner), connected(managers_.consents.list(owner->user.id),
                                                          all_logins(owner->user.id))};
}

AccountResult<inbound::AccountChanged> OwnAccount::change(const inbound::Browser& browser,
                                                          const inbound::AccountChange& change,
                                                          const inbound::RequestContext& context) {
  const auto owner = this->owner(browser);
  if (!owner) return std::unexpected(owner.error());
  auto wanted = change;
  wanted.proof.acr = owner->session.authentication.acr;
  auto changed = managers_.account.change(owner->user, wanted, context);
  if (!changed) return std::unexpected(std::move(changed.error()));
  return *std::move(changed);
}

AccountResult<std::optional<inbound::RenewedSession>> OwnAccount::change_password(
    const inbound::Browser& browser, const Passwords& passwords,
    const inbound::RequestContext& context) {
  const auto owner = this->owner(browser);
  if (!owner) return std::unexpected(owner.error());
  auto done = managers_.account.change_password(
      owner->user,
      {.proof = {passwords.current, owner->session.authentication.acr}, .wanted = passwords.wanted},
      context);
  if (!done) return std::unexpected(std::move(done.error()));
  return renewed(*owner, browser, context);
}

AccountResult<bool> OwnAccount::end_login(const inbound::Browser& browser, const FamilyId& login,
                                          const inbound::RequestContext& context) {
  const auto owner = this->owner(browser);
  if (!owner) return std::unexpected(owner.error());
  return managers_.sessions.end(login, owner->user.id, context);
}

AccountResult<std::optional<inbound::RenewedSession>> OwnAccount::end_others(
    const inbound::Browser& browser, const inbound::RequestContext& context) {
  const auto owner = this->owner(browser);
  if (!owner) return std::unexpected(owner.error());
  managers_.sessions.end_all({.user = owner->user.id}, context);
  return renewed(*owner, browser, context);
}

AccountResult<bool> OwnAccount::disconnect(const inbound::Browser& browser, const ClientId& client,
                                           const inbound::RequestContext& context) {
  const auto owner = this->owner(browser);
  if (!owner) return std::unexpected(owner.error());
  // It ends the logins too; those of a client that nobody was asked about are left.
  const bool had_consent = managers_.consents.revoke(owner->user.id, client, context);
  const auto ended =
      managers_.sessions.end_all({.user = owner->user.id, .client = client}, context);
  return had_consent || ended.count > 0;
}

std::optional<inbound::RenewedSession> OwnAccount::step_up(const inbound::Browser& browser,
                                                           const std::string& proof,
                                                           const inbound::RequestContext& context) {
  const auto owner = sessions_.find(browser);
  if (!owner || !browser.id) return std::nullopt;
  const ClientId at(client_name);
  const auto proved =
      opened_proof(challenges_, ports_.factors,
                   {.user = owner->user, .holder = browser.id->reveal(), .client = at}, proof);
  if (!proved) return std::nullopt;
  return inbound::RenewedSession{
      .session = sessions_.begin({.user = owner->user,
                                  .authentication = authenticated(proved->proved),
                                  .authenticated_at = proved->authenticated_at,
                                  .by = "stepped_up"},
                                 browser, context),
      .lifetime = sessions_.absolute_lifetime()};
}

AccountResult<void> OwnAccount::remove(const inbound::Browser& browser, const Secret& password,
                                       const inbound::RequestContext& context) {
  const auto owner = this->owner(browser);
  if (!owner) return std::unexpected(owner.error());
  auto done =
      managers_.account.remove(owner->user, {password, owner->session.authentication.acr}, context);
  if (!done) return std::unexpected(std::move(done.error()));
  return {};
}

std::expected<SignedInUser, AccountFault> OwnAccount::owner(const inbound::Browser& browser) {
  auto owner = sessions_.find(browser);
  const bool known = browser.id && is_random_secret(browser.id->reveal());
  const auto id = known ? *browser.id : random_secret(ports_.entropy);
  const auto cookie = known ? std::nullopt : std::optional(id);
  if (!owner) {
    return std::unexpected(
        inbound::AuthorizationAnswer{inbound::GoToLogin{flow_.seal_own_account(id)}, cookie});
  }
  if (!is_at_least(owner->session.authentication.acr, two_factor_acr) &&
      ports_.factors.enrolled(owner->user.id).any()) {
    return std::unexpected(
        inbound::AuthorizationAnswer{inbound::GoToFactor{flow_.seal_own_account(id)}, cookie});
  }
  return *std::move(owner);
}

std::vector<UserSession> OwnAccount::all_logins(const UserId& user) {
  std::vector<UserSession> logins;
  std::optional<std::string> cursor;
  do {
    auto page = managers_.sessions.list({.user = user}, cursor, page_size);
    if (!page) break;
    std::ranges::move(page->sessions, std::back_inserter(logins));
    cursor = std::move(page->next_cursor);
  } while (cursor && logins.size() < most_logins);
  return logins;
}

std::optional<inbound::RenewedSession> OwnAccount::renewed(const SignedInUser& before,
                                                           const inbound::Browser& browser,
                                                           const inbound::RequestContext& context) {
  const auto user = ports_.users.find(before.user.id);
  if (!user || user->epoch != before.user.epoch + 1) return std::nullopt;
  return inbound::RenewedSession{
      .session = sessions_.begin({.user = *user,
                                  .authentication = before.session.authentication,
                                  .authenticated_at = before.session.authenticated_at,
                                  .by = "renewed"},
                                 browser, context),
      .lifetime = sessions_.absolute_lifetime()};
}

}  // namespace chancery
