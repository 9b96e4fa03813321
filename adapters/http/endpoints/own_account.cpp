#include "adapters/http/endpoints/own_account.hpp"

#include "adapters/http/client_request.hpp"
#include "adapters/http/endpoints/session_cookies.hpp"
#include "adapters/http/paths.hpp"

namespace chancery::http {
namespace {

using inbound::UserRefusal;
using pages::AccountField;
using pages::AccountNotice;
using pages::AccountProblem;
using pages::AccountSection;
using pages::AccountTrouble;

pages::AccountRow row_of(const UserSession& login) {
  const auto& [address, agent] = login.last_used_from;
  return {.id = login.id.value(),
          .name = login.client_name.empty() ? login.client.value() : login.client_name,
          .device = agent.empty() || address.empty() ? agent + address : agent + " · " + address,
          .since = shown(login.created_at),
          .last_used = shown(login.last_used_at)};
}

pages::AccountRow row_of(const inbound::ConnectedApp& app) {
  auto scopes = words(app.scopes.to_string());
  std::erase(scopes, "openid");
  return {.id = app.id.value(),
          .name = app.name,
          .since = shown(app.allowed_at),
          .last_used = shown(app.last_used_at),
          .scopes = std::move(scopes)};
}

AccountProblem problem_of(UserRefusal::Reason reason) {
  using Reason = UserRefusal::Reason;
  switch (reason) {
    case Reason::current_password_missing:
    case Reason::current_password_wrong:
      return {AccountTrouble::wrong_password, AccountField::current_password};
    case Reason::too_many_attempts: return {AccountTrouble::locked, AccountField::current_password};
    case Reason::weak_password: return {AccountTrouble::weak_password, AccountField::new_password};
    case Reason::invalid_username:
      return {AccountTrouble::invalid_username, AccountField::username};
    case Reason::username_taken: return {AccountTrouble::username_taken, AccountField::username};
    case Reason::invalid_email: return {AccountTrouble::invalid_email, AccountField::email};
    case Reason::email_taken: return {AccountTrouble::email_taken, AccountField::email};
    default: return {AccountTrouble::changed_meanwhile};
  }
}

}  // namespace

Reply OwnAccountEndpoint::show(const Request& request) const {
  const auto query = Form::parse(request.query.value_or(""));
  return page(request, [&](pages::AccountView& view) {
    if (query) view.notice = pages::notice_called(query->get("done").value_or(""));
  });
}

Reply OwnAccountEndpoint::submit(const Request& request) const {
  const auto form = account_pages_.own_form(request, section_);
  if (!form) return form.error();
  switch (section_) {
    case AccountSection::profile: return submit_profile(request, *form);
    case AccountSection::password: return submit_password(request, *form);
    case AccountSection::factors: break;  // OwnFactorsEndpoint
    case AccountSection::sessions: return submit_sessions(request, *form);
    case AccountSection::apps: return submit_apps(request, *form);
    case AccountSection::deletion: return submit_deletion(request, *form);
  }
  std::unreachable();
}

Reply OwnAccountEndpoint::submit_profile(const Request& request, const Form& form) const {
  inbound::AccountChange change;
  if (form.get("do") == "email") {
    if (!account_pages_.sends_mail())
      return pages_.error(pages::PageError::invalid_request, request);
    change.email = field(form, "email");
    change.proof.current_password = Secret(field(form, "current_password"));
  } else {
    const auto name = field(form, "username");
    change.username = name.empty() ? std::nullopt : std::optional(name);
  }
  const auto changed = account_.change(pages_.browser(request), change, context_of(request));
  if (!changed) return fault(request, changed.error(), form);
  return done(changed->awaits_confirmation ? AccountNotice::mail_sent : AccountNotice::saved);
}

Reply OwnAccountEndpoint::submit_password(const Request& request, const Form& form) const {
  const auto changed = account_.change_password(pages_.browser(request),
                                                {.current = Secret(field(form, "current_password")),
                                                 .wanted = Secret(field(form, "new_password"))},
                                                context_of(request));
  if (!changed) return fault(request, changed.error(), form);
  return renewed(request, *changed, AccountNotice::password_changed);
}

Reply OwnAccountEndpoint::submit_sessions(const Request& request, const Form& form) const {
  const auto browser = pages_.browser(request);
  if (form.get("do") == "end_others") {
    const auto ended = account_.end_others(browser, context_of(request));
    if (!ended) return fault(request, ended.error(), form);
    return renewed(request, *ended, AccountNotice::others_ended);
  }
  const auto ended = account_.end_login(browser, FamilyId(field(form, "id")), context_of(request));
  if (!ended) return fault(request, ended.error(), form);
  return *ended ? done(AccountNotice::login_ended) : again(request, {AccountTrouble::gone}, form);
}

Reply OwnAccountEndpoint::submit_apps(const Request& request, const Form& form) const {
  const auto ended = account_.disconnect(pages_.browser(request), ClientId(field(form, "id")),
                                         context_of(request));
  if (!ended) return fault(request, ended.error(), form);
  return *ended ? done(AccountNotice::disconnected) : again(request, {AccountTrouble::gone}, form);
}

Reply OwnAccountEndpoint::submit_deletion(const Request& request, const Form& form) const {
  const auto browser = pages_.browser(request);
  const auto owner = account_.show(browser);
  if (!owner) return fault(request, owner.error(), form);
  const auto typed = canonical_email(field(form, "confirm"));
  if (!typed || typed != canonical_email(owner->user.email)) {
    return again(request, {AccountTrouble::not_confirmed, AccountField::confirm}, form);
  }
  const auto gone =
      account_.remove(browser, Secret(field(form, "current_password")), context_of(request));
  if (!gone) return fault(request, gone.error(), form);
  auto reply = pages_.note({pages::Note::account_deleted}, request);
  reply.headers.emplace_back("Set-Cookie", pages_.jar().expire(BrowserPages::session_cookie));
  return reply;
}

OwnAccountEndpoint::View OwnAccountEndpoint::view(const inbound::Browser& browser) const {
  if (section_ == AccountSection::sessions) {
    const auto found = account_.logins(browser);
    if (!found) return std::unexpected(found.error());
    auto view = account_pages_.view(section_, found->account);
    for (const auto& login : found->logins) view.rows.push_back(row_of(login));
    view.more = found->more;
    return view;
  }
  if (section_ == AccountSection::apps) {
    const auto found = account_.apps(browser);
    if (!found) return std::unexpected(found.error());
    auto view = account_pages_.view(section_, found->account);
    for (const auto& app : found->apps) view.rows.push_back(row_of(app));
    return view;
  }
  const auto found = account_.show(browser);
  if (!found) return std::unexpected(found.error());
  return account_pages_.view(section_, *found);
}

Reply OwnAccountEndpoint::page(const Request& request,
                               const std::function<void(pages::AccountView&)>& fill) const {
  const auto browser = pages_.browser(request);
  auto shown = view(browser);
  if (!shown) return fault(request, shown.error(), {});
  fill(*shown);
  return account_pages_.page(request, *std::move(shown), browser);
}

Reply OwnAccountEndpoint::again(const Request& request, AccountProblem problem,
                                const Form& form) const {
  auto reply = page(request, [&](pages::AccountView& view) {
    view.problem = problem;
    view.next_email = field(form, "email");
    if (const auto name = form.get("username")) view.username = *name;
  });
  reply.log.error = pages::word(problem.trouble);
  return reply;
}

Reply OwnAccountEndpoint::fault(const Request& request, const inbound::AccountFault& fault,
                                const Form& form) const {
  if (const auto* const login = std::get_if<inbound::AuthorizationAnswer>(&fault)) {
    return pages_.answer(*login, request);
  }
  const auto& refusal = std::get<UserRefusal>(fault);
  auto reply = again(request, problem_of(refusal.reason), form);
  note_retry_after(reply, refusal.retry_after);
  return reply;
}

Reply OwnAccountEndpoint::done(AccountNotice notice) const {
  return account_pages_.done(section_, notice);
}

Reply OwnAccountEndpoint::renewed(const Request& request,
                                  const std::optional<inbound::RenewedSession>& session,
                                  AccountNotice notice) const {
  auto reply = done(notice);
  if (session) account_pages_.renew(reply, pages_.browser(request), *session);
  return reply;
}

Lane OwnAccountEndpoint::lane(const Request& request) {
  if (request.method != "POST") return Lane::general;
  const auto form = Form::of(request);
  return form && form->get("current_password") ? Lane::hashing : Lane::general;
}

}  // namespace chancery::http
