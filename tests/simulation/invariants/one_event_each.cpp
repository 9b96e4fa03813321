#include <algorithm>

#include "adapters/http/token_reply.hpp"
#include "ports/outbound/refresh_token_mint.hpp"
#include "ports/outbound/token_signer.hpp"
#include "tests/simulation/invariants/presented.hpp"

namespace chancery::simulation {
namespace {

/// The audit trail grew by what was given with a change, and by nothing without one.
Judgement trail_grew(const Step& step) {
  const auto& trail = *step.trail;
  const bool changed = step.as<NothingChanged>() == nullptr;
  const std::size_t expected = changed && trail.given ? 1 : 0;
  if (trail.after != trail.before + expected) {
    return "a call stored " + std::to_string(trail.after - trail.before) + " events instead of " +
           std::to_string(expected);
  }
  if (expected == 1 && !trail.given_is_last) return "another event was stored than was given";
  return std::nullopt;
}

/// Events of logins name them.
Judgement event_names_the_login(const Step& step) {
  const auto* event = step.trail->given;
  if (const auto* added = step.as<LoginAdded>()) {
    if (event->type != AuditType::login_succeeded || event->family != added->family.id) {
      return "the event of a login does not name it";
    }
  }
  if (const auto* ended = step.as<LoginEnded>()) {
    if (event->type != AuditType::login_ended || event->family != ended->family ||
        event->reason.empty()) {
      return "the event of a login's end does not name it and its reason";
    }
  }
  return std::nullopt;
}

std::vector<std::string> fields(const http::LogFields& log, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [field, value] : log.more) {
    if (field == name) values.push_back(value);
  }
  return values;
}

/// Issued tokens are named by the request log's line of the answer that carries them, and by no
/// other: the line is made of the answer.
Judgement log_names_the_tokens(const inbound::TokenResponse& tokens, const Known& known) {
  http::LogFields line;
  http::note_tokens(line, tokens);
  const auto claims = known.signer.verify(tokens.access_token.reveal());
  if (!claims) return "an access token was issued that nobody signed";
  using Values = std::vector<std::string>;
  if (fields(line, "jti") != Values{claims->id.value()}) return "the log does not name the token";
  if (known.chronicle.issued.contains(claims->id)) return "an access token was issued twice";
  const auto login = claims->login ? Values{claims->login->value()} : Values{};
  if (fields(line, "family") != login) return "the log does not name the login";
  Values generation;
  if (tokens.refresh_token) {
    const auto body = known.mint.read(tokens.refresh_token->token.reveal());
    generation.push_back(body ? std::to_string(body->generation) : "none");
  }
  if (fields(line, "generation") != generation) return "the log does not name the generation";
  return std::nullopt;
}

std::size_t count(const std::vector<AuditEvent>& events, AuditType type, const FamilyId& family) {
  return static_cast<std::size_t>(std::ranges::count_if(
      events, [&](const auto& event) { return event.type == type && event.family == family; }));
}

/// Both ways, over the whole trail.
Judgement trail_is_complete(const std::vector<AuditEvent>& events, const Truth& truth) {
  for (const auto& [id, login] : truth.logins) {
    if (count(events, AuditType::login_succeeded, id) != 1) return "a login has not one event";
    if (count(events, AuditType::login_ended, id) != (login.ended ? 1U : 0U)) {
      return "the end of a login has not one event";
    }
  }
  const bool strangers = std::ranges::any_of(events, [&](const auto& event) {
    const bool of_login =
        event.type == AuditType::login_succeeded || event.type == AuditType::login_ended;
    return of_login && (!event.family || truth.find(*event.family) == nullptr);
  });
  if (strangers) return "an event names a login that never was";
  return std::nullopt;
}

}  // namespace

Judgement one_event_each(const Step& step, const Known& known) {
  if (const auto* finished = step.as<Finished>()) {
    return trail_is_complete(finished->tables.events, known.truth);
  }
  if (step.trail) {
    if (auto why = trail_grew(step)) return why;
    return event_names_the_login(step);
  }
  if (const auto* answered = step.as<Answered>()) {
    if (const auto* tokens = std::get_if<inbound::TokenResponse>(&answered->answer)) {
      return log_names_the_tokens(*tokens, known);
    }
  }
  return std::nullopt;
}

}  // namespace chancery::simulation
