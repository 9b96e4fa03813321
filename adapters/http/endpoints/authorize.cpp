#include "adapters/http/endpoints/authorize.hpp"

#include "adapters/http/client_request.hpp"
#include "adapters/http/paths.hpp"

namespace chancery::http {

Reply AuthorizeEndpoint::operator()(const Request& request) const {
  const auto parameters = request_parameters(request);
  if (!parameters) {
    auto reply = pages_.error(pages::PageError::invalid_request, request);
    reply.log.detail = describe(parameters.error());
    return reply;
  }
  if (auto reply = pages_.once_more_by_get(request, paths::authorize, *parameters)) {
    return *std::move(reply);
  }
  const auto languages = words(single_value(*parameters, "ui_locales").value_or(""));
  const auto answer = authorize_.begin(*parameters, pages_.browser(request), context_of(request));
  return pages_.answer(answer, request, languages);
}

}  // namespace chancery::http
