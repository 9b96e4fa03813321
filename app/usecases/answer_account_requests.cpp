#include "app/usecases/answer_account_requests.hpp"

#include <tuple>

namespace chancery {
namespace {

inbound::RequestContext context_of(const AccountRequest& request) {
  return {
      .request_id = request.request_id, .origin = request.origin, .languages = request.languages};
}

}  // namespace

AnswerAccountRequests::Tally AnswerAccountRequests::answer(std::size_t limit) {
  Tally tally;
  for (std::size_t i = 0; i < limit; ++i) {
    // One at a time: a lease must not run out while others are looked at.
    const auto now = accounts_.now();
    const auto claimed = queue_.claim(now, now + account_request_lease, 1);
    if (claimed.empty()) return tally;
    const auto& request = claimed.front();
    const bool is_over = now >= request.requested_at + account_request_lifetime;
    if (!is_over) look_at(request);
    queue_.remove(request.id);
    ++(is_over ? tally.dropped : tally.answered);
  }
  return tally;
}

void AnswerAccountRequests::look_at(const AccountRequest& request) {
  auto user = user_of(request);
  if (!user && request.registration) {
    add_account(request);
    user = user_of(request);
  }
  if (!user || user->disabled) return;
  // Whoever registers an address that has an account hears by mail how to get into that one, and
  // sets its password there: none that was chosen by who may be a stranger ever counts.
  const bool is_new = request.registration && request.registration->id == user->id;
  // Once for a request, however often it is looked at.
  const bool is_unchanged = user->updated_at <= request.requested_at;
  if (request.registration && !is_new && !user->email_verified && is_unchanged) {
    // One of the two who registered is a stranger. The password of the first would count as soon as
    // the address is proved, by a link that the other takes for their own.
    auto disowned = accounts_.disown(*user, {"registered_again", context_of(request)});
    if (!disowned) return;
    user = *std::move(disowned);
  }
  const bool wants_proof = request.kind == AccountRequestKind::verify_email || is_new;
  if (!wants_proof) return send(request, *user, TicketPurpose::reset_password);
  if (!user->email_verified) send(request, *user, TicketPurpose::verify_email);
}

void AnswerAccountRequests::add_account(const AccountRequest& request) {
  const auto& [id, username, password] = *request.registration;
  const auto context = context_of(request);
  auto wanted = accounts_.prepared({.id = id, .email = request.email, .username = username});
  const Accounts::Cause cause{"registered", context};
  const auto added = accounts_.insert(wanted, password, cause);
  if (added || added.error().reason != inbound::UserRefusal::Reason::username_taken) return;
  // That the name is taken nobody may be told here; its owner can choose another later.
  wanted.username.reset();
  std::ignore = accounts_.insert(wanted, password, cause);
}

std::optional<User> AnswerAccountRequests::user_of(const AccountRequest& request) {
  auto found = accounts_.users().find_by_login(canonical_email(request.email).value());
  if (!found) return std::nullopt;
  return std::move(found->user);
}

void AnswerAccountRequests::send(const AccountRequest& request, const User& user,
                                 TicketPurpose purpose) {
  tickets_.issue(
      {.purpose = purpose, .to = user.email, .user = &user, .asked_at = request.requested_at},
      context_of(request));
}

}  // namespace chancery
