#include "adapters/http/endpoints/new_password.hpp"

#include "adapters/http/client_request.hpp"
#include "adapters/http/paths.hpp"

namespace chancery::http {
namespace {

using inbound::UserRefusal;
using pages::NewPasswordProblem;
using pages::NewPasswordReason;

const char* path_of(NewPasswordReason reason) {
  return reason == NewPasswordReason::invite ? paths::invite : paths::reset_password;
}

std::string_view form_name(NewPasswordReason reason) {
  return reason == NewPasswordReason::invite ? "invite" : "reset_password";
}

TicketPurpose purpose_of(NewPasswordReason reason) {
  return reason == NewPasswordReason::invite ? TicketPurpose::invite
                                             : TicketPurpose::reset_password;
}

/// Where to ask for another link; who was invited cannot.
const char* help_for(NewPasswordReason reason) {
  return reason == NewPasswordReason::invite ? nullptr : paths::forgot_password;
}

std::string text(const Form& form, std::string_view name) {
  return std::string(form.get(name).value_or(""));
}

/// What the reader can mend; nothing where the link is at its end.
std::optional<NewPasswordProblem> problem_for_reader(UserRefusal::Reason reason) {
  using Reason = UserRefusal::Reason;
  switch (reason) {
    case Reason::weak_password: return NewPasswordProblem::weak_password;
    case Reason::invalid_username: return NewPasswordProblem::invalid_username;
    case Reason::username_taken: return NewPasswordProblem::username_taken;
    case Reason::email_taken: return NewPasswordProblem::email_taken;
    case Reason::changed_meanwhile: return NewPasswordProblem::changed_meanwhile;
    default: return std::nullopt;
  }
}

}  // namespace

Reply NewPasswordEndpoint::show(const Request& request) const {
  const auto token = BrowserPages::ticket_of(request);
  return page(request, token.value_or(Secret("")), {});
}

Reply NewPasswordEndpoint::submit(const Request& request) const {
  const auto form = pages_.own_form(request, form_name(reason_));
  if (!form) return form.error();
  const Secret token(text(*form, BrowserPages::ticket_field));
  const auto done = apply(request, token, *form);
  if (!done) return refused(request, token, *form, done.error());
  const bool is_invite = reason_ == NewPasswordReason::invite;
  return pages_.note({is_invite ? pages::Note::account_made : pages::Note::password_reset},
                     request);
}

std::expected<void, UserRefusal> NewPasswordEndpoint::apply(const Request& request,
                                                            const Secret& token,
                                                            const Form& form) const {
  const Secret password(text(form, "password"));
  if (reason_ == NewPasswordReason::reset_password) {
    return ports_.tickets.reset_password(token, password, context_of(request));
  }
  const auto invitation = preview(token);
  if (!invitation) {
    return std::unexpected(UserRefusal{UserRefusal::Reason::invalid_link, "the link is over"});
  }
  const auto username = form.get("username");
  const auto made = ports_.users.register_user(
      {.email = invitation->email,
       .password = password,
       .username = username ? std::optional(std::string(*username)) : std::nullopt,
       .invitation = token},
      context_of(request));
  if (!made) return std::unexpected(made.error());
  return {};
}

Reply NewPasswordEndpoint::refused(const Request& request, const Secret& token, const Form& form,
                                   const UserRefusal& refusal) const {
  if (const auto problem = problem_for_reader(refusal.reason)) {
    return page(request, token, {.username = text(form, "username"), .problem = problem});
  }
  if (refusal.reason == UserRefusal::Reason::registration_off) {
    return pages_.note({pages::Note::registration_off}, request);
  }
  return pages_.link_invalid(request, help_for(reason_), refusal.detail);
}

std::optional<inbound::TicketPreview> NewPasswordEndpoint::preview(const Secret& token) const {
  auto preview = ports_.tickets.preview(token);
  if (!preview || preview->purpose != purpose_of(reason_)) return std::nullopt;
  return preview;
}

Reply NewPasswordEndpoint::page(const Request& request, const Secret& token,
                                const Again& again) const {
  const auto shown = preview(token);
  if (!shown) return pages_.link_invalid(request, help_for(reason_));
  return pages_.with_form(request, [&](const Secret& browser_id) {
    auto reply = pages_.pages().new_password(
        {.reason = reason_,
         .form = pages_.form(path_of(reason_), form_name(reason_), browser_id,
                             {{std::string(BrowserPages::ticket_field), token.reveal()}}, {}),
         .email = shown->email,
         .username = again.username,
         .problem = again.problem},
        page_context(request, {}));
    if (again.problem) reply.log.error = "invalid";
    return reply;
  });
}

Lane NewPasswordEndpoint::lane(const Request& request) {
  return request.method == "POST" ? Lane::hashing : Lane::general;
}

}  // namespace chancery::http
