#include "adapters/http/endpoints/ask_email.hpp"

#include "adapters/http/client_request.hpp"
#include "adapters/http/paths.hpp"

namespace chancery::http {
namespace {

using pages::AskEmailReason;

const char* path_of(AskEmailReason reason) {
  return reason == AskEmailReason::verify_email ? paths::verify : paths::forgot_password;
}

std::string_view form_name(AskEmailReason reason) {
  return reason == AskEmailReason::verify_email ? "request_verify" : "forgot_password";
}

}  // namespace

Reply AskEmailEndpoint::show(const Request& request) const { return page(request, std::nullopt); }

Reply AskEmailEndpoint::submit(const Request& request) const {
  const auto form = pages_.own_form(request, form_name(reason_));
  if (!form) return form.error();
  const std::string email(form->get("email").value_or(""));
  const auto context = context_of(request);
  const auto asked = reason_ == AskEmailReason::verify_email
                         ? mails_.verify_email(email, context)
                         : mails_.forgot_password(email, context);
  if (asked) return pages_.note({pages::Note::mail_sent}, request);
  if (asked.error().reason == inbound::UserRefusal::Reason::no_mail) {
    return pages_.note({pages::Note::no_mail}, request);
  }
  return page(request, email);
}

Reply AskEmailEndpoint::page(const Request& request, std::optional<std::string> refused) const {
  return pages_.with_form(request, [&](const Secret& browser_id) {
    return pages_.pages().ask_email(
        {.reason = reason_,
         .form = pages_.form(path_of(reason_), form_name(reason_), browser_id, {}, {}),
         .refused = refused},
        page_context(request, {}));
  });
}

}  // namespace chancery::http
