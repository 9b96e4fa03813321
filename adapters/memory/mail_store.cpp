#include "adapters/memory/mail_store.hpp"

#include <algorithm>
#include <utility>

namespace chancery::memory {

using outbound::SealedMail;

void MailStore::add(const SealedMail& mail) {
  database_.with([&](Tables& tables) { tables.mails.emplace(mail.id, mail); });
}

std::vector<SealedMail> MailStore::claim(Instant now, Instant leased_until, std::size_t limit) {
  return database_.with([&](Tables& tables) {
    std::vector<SealedMail*> due;
    for (auto& [id, mail] : tables.mails) {
      if (now >= mail.next_attempt_at) due.push_back(&mail);
    }
    std::ranges::sort(due, {},
                      [](const auto* row) { return std::pair(row->next_attempt_at, row->id); });
    if (due.size() > limit) due.resize(limit);
    std::vector<SealedMail> claimed;
    for (auto* mail : due) {
      mail->next_attempt_at = leased_until;
      ++mail->attempts;
      claimed.push_back(*mail);
    }
    return claimed;
  });
}

void MailStore::postpone(const MailId& id, std::int64_t attempts, Instant next_attempt_at) {
  database_.with([&](Tables& tables) {
    const auto found = tables.mails.find(id);
    if (found == tables.mails.end() || found->second.attempts != attempts) return;
    found->second.next_attempt_at = next_attempt_at;
  });
}

void MailStore::remove(const MailId& id) {
  database_.with([&](Tables& tables) { tables.mails.erase(id); });
}

}  // namespace chancery::memory
