#include "app/usecases/account_requests.hpp"

#include "app/usecases/random_id.hpp"

namespace chancery {

void AccountRequests::put(Wanted wanted, const inbound::RequestContext& context) {
  const auto now = ports_.clock.now();
  ports_.queue.add({.id = AccountRequestId(random_id(ports_.entropy)),
                    .kind = wanted.kind,
                    .email = std::move(wanted.email),
                    .registration = std::move(wanted.registration),
                    .languages = context.languages,
                    .origin = context.origin,
                    .request_id = context.request_id,
                    .requested_at = now,
                    .next_attempt_at = now});
}

}  // namespace chancery
