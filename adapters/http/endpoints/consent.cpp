#include "adapters/http/endpoints/consent.hpp"

#include "adapters/http/client_request.hpp"

namespace chancery::http {

Reply ConsentEndpoint::go_on(const Request& request) const {
  const auto query = Form::parse(request.query.value_or(""));
  const auto interaction =
      query ? query->get(BrowserPages::interaction_field).value_or("") : std::string_view();
  return show(std::string(interaction), request);
}

Reply ConsentEndpoint::show(const std::string& interaction, const Request& request) const {
  return pages_.answer(
      authorize_.proceed(interaction, pages_.browser(request), context_of(request)), request);
}

Reply ConsentEndpoint::submit(const Request& request) const {
  const auto form = pages_.own_form(request, "consent");
  if (!form) return form.error();
  const auto browser = pages_.browser(request);
  const std::string interaction(form->get(BrowserPages::interaction_field).value_or(""));
  if (form->get("cancel") || !form->get("allow")) {
    return pages_.step(consent_.deny(interaction, browser), request);
  }
  // Somebody signed in since the page was shown: it is shown again, to them.
  if (!pages_.was_shown_to(browser, *form)) return show(interaction, request);
  return pages_.answer(consent_.allow(interaction, browser, context_of(request)), request);
}

}  // namespace chancery::http
