#include "adapters/http/endpoints/account_mail.hpp"

#include "adapters/http/api/json_body.hpp"
#include "adapters/http/client_request.hpp"

namespace chancery::http {
namespace {

template <class Ask>
Reply answer(const Request& request, Ask ask) {
  auto body = JsonBody::of(request);
  if (!body) return problem_reply(body.error(), request);
  const auto email = body->required_text("email");
  if (const auto wrong = body->objection()) return problem_reply(*wrong, request);
  const auto accepted = ask(email, context_of(request));
  if (!accepted) return problem_reply(problem_of(accepted.error()), request);
  return {.status = 202, .content_type = {}};
}

}  // namespace

Reply AccountMailEndpoint::forgot_password(const Request& request) const {
  return answer(request, [&](const auto& email, const auto& context) {
    return mails_.forgot_password(email, context);
  });
}

Reply AccountMailEndpoint::request_verify(const Request& request) const {
  return answer(request, [&](const auto& email, const auto& context) {
    return mails_.verify_email(email, context);
  });
}

}  // namespace chancery::http
