#include "adapters/http/endpoints/verify.hpp"

#include "adapters/http/client_request.hpp"
#include "adapters/http/paths.hpp"

namespace chancery::http {
namespace {

using Reason = inbound::UserRefusal::Reason;

constexpr std::string_view form_name = "verify";

bool proves_address(const std::optional<inbound::TicketPreview>& preview) {
  if (!preview) return false;
  using enum TicketPurpose;
  return preview->purpose == verify_email || preview->purpose == change_email;
}

}  // namespace

Reply VerifyEndpoint::show(const Request& request) const {
  const auto token = BrowserPages::ticket_of(request);
  if (!token) return ask_.show(request);
  const auto preview = tickets_.preview(*token);
  if (!proves_address(preview)) return pages_.link_invalid(request, paths::verify);
  return pages_.with_form(request, [&](const Secret& browser_id) {
    return pages_.pages().verify(
        {.form = pages_.form(paths::verify, form_name, browser_id,
                             {{std::string(BrowserPages::ticket_field), token->reveal()}}, {}),
         .email = preview->email},
        page_context(request, {}));
  });
}

Reply VerifyEndpoint::submit(const Request& request) const {
  const auto sent = Form::of(request);
  if (!sent || !sent->get(BrowserPages::ticket_field)) return ask_.submit(request);
  const auto form = pages_.own_form(request, form_name);
  if (!form) return form.error();
  const Secret token(std::string(*form->get(BrowserPages::ticket_field)));
  auto reply = verified(token, request);
  reply.is_counted = false;
  return reply;
}

Reply VerifyEndpoint::verified(const Secret& token, const Request& request) const {
  const auto outcome = tickets_.verify(token, context_of(request));
  if (outcome) return pages_.note({pages::Note::verified}, request);
  if (outcome.error().reason == Reason::email_taken) {
    return pages_.note({pages::Note::address_taken}, request);
  }
  return pages_.link_invalid(request, paths::verify, outcome.error().detail);
}

}  // namespace chancery::http
