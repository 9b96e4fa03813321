#include "app/usecases/deliver_logout_notices.hpp"

#include "app/usecases/random_id.hpp"

namespace chancery {

DeliverLogoutNotices::Tally DeliverLogoutNotices::deliver(std::size_t limit) {
  Tally tally;
  for (std::size_t i = 0; i < limit; ++i) {
    // One at a time: a lease must not run out while others are waited for.
    const auto now = ports_.clock.now();
    const auto claimed = ports_.outbox.claim(now, now + notice_lease, 1);
    if (claimed.empty()) return tally;
    try_one(claimed.front(), tally);
  }
  return tally;
}

void DeliverLogoutNotices::try_one(const LogoutNotice& notice, Tally& tally) {
  if (const auto until = resting_.until(notice.client, ports_.clock.now())) {
    ports_.outbox.postpone(notice, *until);
    ++tally.postponed;
  } else if (send(notice)) {
    resting_.answered(notice.client);
    ports_.outbox.remove(notice.id);
    ++tally.delivered;
  } else {
    const auto rest = resting_.failed(notice.client, ports_.clock.now());
    try_later(notice, tally);
    ports_.outbox.put_off(notice.client, rest);
  }
}

void DeliverLogoutNotices::try_later(const LogoutNotice& notice, Tally& tally) {
  if (const auto at = next_attempt_at(notice, ports_.clock.now())) {
    ports_.outbox.postpone(notice, *at);
    ++tally.postponed;
  } else {
    ports_.outbox.remove(notice.id);
    ++tally.dropped;
  }
}

bool DeliverLogoutNotices::send(const LogoutNotice& notice) {
  const auto client = ports_.clients.find(notice.client);
  if (!client) return true;
  const auto token = ports_.signer.sign(
      logout_token(notice, issuer_, TokenId(random_id(ports_.entropy)), ports_.clock.now()),
      outbound::JwtType::logout_token, client->id_token_alg);
  return ports_.back_channel.post_form(notice.uri, {{"logout_token", token.reveal()}});
}

}  // namespace chancery
