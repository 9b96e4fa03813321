#include "adapters/http/endpoints/second_step.hpp"

#include "adapters/http/api/passkey_json.hpp"
#include "adapters/http/client_request.hpp"
#include "adapters/http/endpoints/factor_form.hpp"
#include "adapters/http/paths.hpp"

namespace chancery::http {
namespace {

using inbound::FactorPage;
using inbound::PageFault;

constexpr std::string_view form_name = "factor";

}  // namespace

Reply SecondStepEndpoint::show(const Request& request) const {
  const auto query = Form::parse(request.query.value_or("")).value_or(Form());
  return answer(
      second_step_.show(field(query, BrowserPages::interaction_field),
                        field(query, BrowserPages::challenge_field), pages_.browser(request)),
      request);
}

Reply SecondStepEndpoint::submit(const Request& request) const {
  const auto form = pages_.own_form(request, form_name);
  if (!form) return form.error();
  return answer(second_step_.submit({.interaction = field(*form, BrowserPages::interaction_field),
                                     .challenge = field(*form, BrowserPages::challenge_field),
                                     .proof = factor_proof(*form)},
                                    pages_.browser(request), context_of(request)),
                request);
}

Reply SecondStepEndpoint::answer(const inbound::SecondStepOutcome& outcome,
                                 const Request& request) const {
  if (const auto* const done = std::get_if<inbound::SignedIn>(&outcome)) {
    return signed_in_reply(pages_, *done, *pages_.browser(request).id);
  }
  if (const auto* const again = std::get_if<inbound::GoToLogin>(&outcome)) {
    return pages_.step(*again, request);
  }
  if (const auto* const shown = std::get_if<FactorPage>(&outcome)) return page(*shown, request);
  return pages_.fault(std::get<PageFault>(outcome), request);
}

Reply SecondStepEndpoint::page(const FactorPage& page, const Request& request) const {
  const auto browser = pages_.browser(request);
  if (!browser.id) return pages_.fault(PageFault::interaction_lost, request);
  const std::string interaction(BrowserPages::interaction_field);
  const std::string challenge(BrowserPages::challenge_field);
  pages::FactorView view{
      .form = pages_.form(paths::login_factor, form_name, *browser.id,
                          {{interaction, page.interaction}, {challenge, page.offer.challenge}},
                          page.redirect_uri),
      .user = page.user_name,
      .totp = page.offer.totp,
      .recovery_code = page.offer.recovery_code,
      .restart_uri = pages_.url(paths::login, {{interaction, page.interaction}})};
  if (page.offer.passkey) {
    view.passkey = codec::write_json(request_options_json(*page.offer.passkey));
  }
  if (page.refused) view.problem = pages::FactorProblem::wrong;
  if (page.retry_after) view.problem = pages::FactorProblem::locked;
  auto reply = pages_.pages().factor(view, page_context(request, page.hints.languages));
  reply.log.client_id = page.client.id;
  if (page.refused) reply.log.error = "wrong_factor";
  note_retry_after(reply, page.retry_after);
  return reply;
}

}  // namespace chancery::http
