#include "app/usecases/browser_sessions.hpp"

#include "app/usecases/interactions.hpp"
#include "app/usecases/random_id.hpp"
#include "domain/codec/base64url.hpp"
#include "ports/unavailable.hpp"

namespace chancery {
namespace {

/// Each round is one more login that the session gave meanwhile.
constexpr int max_attempts = 8;

AuditEvent event(AuditType type, std::string reason, const BrowserSession& session,
                 const inbound::RequestContext& context, Instant now) {
  return {.type = type,
          .at = now,
          .reason = std::move(reason),
          .user = session.user,
          .origin = context.origin,
          .request_id = context.request_id};
}

}  // namespace

std::optional<SignedInUser> BrowserSessions::find(const inbound::Browser& browser) {
  auto session = stored(browser);
  const auto now = ports_.clock.now();
  if (!session || !is_live(*session, lifetimes_.idle, now)) return std::nullopt;
  auto user = ports_.users.find(session->user);
  if (!user || user->disabled || user->epoch != session->user_epoch) return std::nullopt;
  if (should_touch(*session, now)) ports_.sessions.touch(session->id, now);
  return SignedInUser{*std::move(session), *std::move(user)};
}

Secret BrowserSessions::begin(const Proof& proof, const inbound::Browser& browser,
                              const inbound::RequestContext& context) {
  auto previous = stored(browser);
  if (previous && previous->user != proof.user.id) {
    end(*previous, context);
    previous.reset();
  }
  auto cookie = random_secret(ports_.entropy);
  const auto now = ports_.clock.now();
  const BrowserSession session{.id = id_of(cookie),
                               .user = proof.user.id,
                               .user_epoch = proof.user.epoch,
                               .authenticated_at = proof.authenticated_at,
                               .authentication = proof.authentication,
                               .created_at = now,
                               .last_used_at = now,
                               .expires_at = proof.authenticated_at + lifetimes_.absolute};
  ports_.sessions.begin(session, previous ? std::optional(previous->id) : std::nullopt,
                        event(AuditType::browser_session_began, proof.by, session, context, now));
  return cookie;
}

std::vector<Participant> BrowserSessions::participants(const BrowserSession& session) {
  return ports_.sessions.participants(session.id);
}

void BrowserSessions::end(const BrowserSession& session, const inbound::RequestContext& context) {
  for (int i = 0; i < max_attempts; ++i) {
    const auto outcome = ports_.sessions.end(session.id, ending(session, context));
    if (outcome != outbound::EndSessionOutcome::changed) return;
  }
  throw Unavailable("the session gave logins too fast while it was to end");
}

outbound::BrowserSessionStore::Ending BrowserSessions::ending(
    const BrowserSession& session, const inbound::RequestContext& context) {
  const auto now = ports_.clock.now();
  outbound::BrowserSessionStore::Ending ending{
      .event = event(AuditType::browser_session_ended, "logout", session, context, now)};
  for (const auto& participant : ports_.sessions.participants(session.id)) {
    auto ended = event(AuditType::login_ended, "logout", session, context, now);
    ended.client = participant.client;
    ended.family = participant.login;
    ending.logins.push_back({participant, std::move(ended)});
    if (auto told = notice(session, participant, now)) ending.notices.push_back(*std::move(told));
  }
  return ending;
}

std::optional<LogoutNotice> BrowserSessions::notice(const BrowserSession& session,
                                                    const Participant& participant, Instant now) {
  const auto client = ports_.clients.find(participant.client);
  if (!client || client->disabled || !client->backchannel_logout_uri) return std::nullopt;
  return LogoutNotice{.id = NoticeId(random_id(ports_.entropy)),
                      .client = client->id,
                      .uri = *client->backchannel_logout_uri,
                      .user = session.user,
                      .login = participant.login,
                      .subject = subjects_.of(*client, session.user),
                      .created_at = now,
                      .next_attempt_at = now};
}

std::optional<BrowserSession> BrowserSessions::stored(const inbound::Browser& browser) {
  if (!browser.session || !is_random_secret(browser.session->reveal())) return std::nullopt;
  return ports_.sessions.find(id_of(*browser.session));
}

BrowserSessionId BrowserSessions::id_of(const Secret& cookie) const {
  return BrowserSessionId(codec::base64url(ports_.hashes.sha256(cookie.reveal())));
}

}  // namespace chancery
