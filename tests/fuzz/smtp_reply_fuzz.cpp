// Of what a mail server says, numbers come out and nothing else.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "adapters/mail/smtp_reply.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace chancery::mail;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto reply = read_smtp_reply(text);
  if (!reply) return 0;
  if (reply->code < 200 || reply->code > 599 || reply->enhanced.size() > 9) std::abort();
  if (reply->enhanced.find_first_not_of("0123456789.") != std::string::npos) std::abort();
  if (is_no_such_mailbox(*reply) && reply->code < 500) std::abort();
  return 0;
}
