#include "adapters/mail/smtp_mailer.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>
#include <new>
#include <stdexcept>

#include "adapters/mail/smtp_reply.hpp"

namespace chancery::mail {
namespace {

using outbound::MailFailure;
using Sent = std::expected<void, MailFailure>;

constexpr long connect_milliseconds = 10'000;
constexpr long all_milliseconds = 30'000;

struct CleanUp {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Handle = std::unique_ptr<CURL, CleanUp>;

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using StringList = std::unique_ptr<curl_slist, FreeList>;

Handle make_handle() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw std::runtime_error("curl cannot be used");
  Handle handle(curl_easy_init());
  if (!handle) throw std::bad_alloc();
  return handle;
}

template <class Value>
void set(const Handle& handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle.get(), option, value) != CURLE_OK) {
    throw std::runtime_error("curl does not know an option");
  }
}

/// What is told of a conversation: what was asked last, and the numbers of the answer to it.
struct Conversation {
  std::string command{};
  std::optional<SmtpReply> reply{};
  /// A farewell, and what is answered to that, changes nothing any more.
  bool is_over = false;
};

/// What goes out, as far as it has gone.
struct Upload {
  std::string_view rest;
};

/// The verb, which is all of a command that may be told. AUTH goes on with lines that are none, and
/// hold the password.
std::optional<std::string_view> verb_of(std::string_view line) {
  constexpr std::array verbs{"EHLO", "HELO", "STARTTLS", "AUTH", "MAIL",
                             "RCPT", "DATA", "NOOP",     "QUIT"};
  const auto verb = line.substr(0, line.find_first_of(" \r"));
  const auto known = std::ranges::find(verbs, verb);
  return known == verbs.end() ? std::nullopt : std::optional<std::string_view>(*known);
}

int listen_in(CURL* /*handle*/, curl_infotype type, char* data, std::size_t size, void* user) {
  auto& conversation = *static_cast<Conversation*>(user);
  const std::string_view line(data, size);
  if (type == CURLINFO_HEADER_OUT) {
    const auto verb = verb_of(line);
    conversation.is_over = conversation.is_over || verb == "QUIT";
    if (conversation.is_over) return 0;
    if (verb) conversation.command = *verb;
    conversation.reply.reset();
  } else if (type == CURLINFO_HEADER_IN && !conversation.is_over) {
    if (auto reply = read_smtp_reply(line)) conversation.reply = std::move(reply);
  }
  return 0;
}

std::size_t give(char* buffer, std::size_t size, std::size_t count, void* user) {
  auto& rest = static_cast<Upload*>(user)->rest;
  const auto taken = std::min(rest.size(), size * count);
  std::memcpy(buffer, rest.data(), taken);
  rest.remove_prefix(taken);
  return taken;
}

int go_on(void* user, curl_off_t /*dltotal*/, curl_off_t /*dlnow*/, curl_off_t /*ultotal*/,
          curl_off_t /*ulnow*/) {
  return static_cast<const std::stop_token*>(user)->stop_requested() ? 1 : 0;
}

std::size_t discard(char* /*bytes*/, std::size_t size, std::size_t count, void* /*unused*/) {
  return size * count;
}

std::string domain_of(const std::string& address) { return address.substr(address.find('@') + 1); }

/// The path is how we call ourselves: by the sender's domain, not by this machine's name.
std::string url_of(const SmtpServer& server, const Sender& from) {
  const auto* const scheme = server.security == SmtpSecurity::tls ? "smtps://" : "smtp://";
  return scheme + server.host + ':' + std::to_string(server.port) + '/' + domain_of(from.address);
}

std::string in_words(const Conversation& conversation) {
  auto words = "the mail server answers " + std::to_string(conversation.reply->code);
  if (!conversation.reply->enhanced.empty()) words += ' ' + conversation.reply->enhanced;
  return conversation.command.empty() ? words : words + " to " + conversation.command;
}

MailFailure failure_of(CURLcode code, const Conversation& conversation) {
  using enum MailFailure::Blame;
  const auto& command = conversation.command;
  const auto& reply = conversation.reply;
  if (code == CURLE_ABORTED_BY_CALLBACK) return {message, "the program ends"};
  if (!reply || reply->code < 400) return {server, curl_easy_strerror(code)};
  if (command == "RCPT") {
    return {is_no_such_mailbox(*reply) ? address : message, in_words(conversation)};
  }
  // Without a further command the answer is to the message itself.
  return {command == "DATA" ? message : server, in_words(conversation)};
}

}  // namespace

struct SmtpMailer::Impl {
  Impl(SmtpServer its_server, Sender its_sender)
      : server(std::move(its_server)), from(std::move(its_sender)), url(url_of(server, from)) {}

  void configure(Conversation& conversation) {
    curl_easy_reset(handle.get());
    set(handle, CURLOPT_URL, url.c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(handle, CURLOPT_PROXY, "");
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds);
    set(handle, CURLOPT_TIMEOUT_MS, all_milliseconds);
    set(handle, CURLOPT_WRITEFUNCTION, &discard);
    set(handle, CURLOPT_VERBOSE, 1L);
    set(handle, CURLOPT_DEBUGFUNCTION, &listen_in);
    set(handle, CURLOPT_DEBUGDATA, &conversation);
    set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    const bool plain = server.security == SmtpSecurity::none;
    set(handle, CURLOPT_USE_SSL, static_cast<long>(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (!server.authorities.empty()) set(handle, CURLOPT_CAINFO, server.authorities.c_str());
    if (server.user.empty()) return;
    set(handle, CURLOPT_USERNAME, server.user.c_str());
    set(handle, CURLOPT_PASSWORD, server.password ? server.password->reveal().c_str() : "");
    set(handle, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
  }

  Sent perform(const Conversation& conversation) const {
    const auto code = curl_easy_perform(handle.get());
    if (code == CURLE_OK) return {};
    return std::unexpected(failure_of(code, conversation));
  }

  Sent send(const outbound::Message& message, const std::stop_token& stop) {
    const std::lock_guard lock(mutex);
    const auto text = mime_text(message, from);
    Upload upload{text};
    Conversation conversation;
    configure(conversation);
    const StringList to(curl_slist_append(nullptr, ('<' + message.to + '>').c_str()));
    if (!to) throw std::bad_alloc();
    set(handle, CURLOPT_MAIL_FROM, ('<' + from.address + '>').c_str());
    set(handle, CURLOPT_MAIL_RCPT, to.get());
    set(handle, CURLOPT_UPLOAD, 1L);
    set(handle, CURLOPT_READFUNCTION, &give);
    set(handle, CURLOPT_READDATA, &upload);
    set(handle, CURLOPT_NOPROGRESS, 0L);
    set(handle, CURLOPT_XFERINFOFUNCTION, &go_on);
    set(handle, CURLOPT_XFERINFODATA, &stop);
    return perform(conversation);
  }

  Sent probe() {
    const std::lock_guard lock(mutex);
    Conversation conversation;
    configure(conversation);
    set(handle, CURLOPT_CUSTOMREQUEST, "NOOP");
    set(handle, CURLOPT_NOBODY, 1L);
    return perform(conversation);
  }

  SmtpServer server;
  Sender from;
  std::string url;
  std::mutex mutex;
  Handle handle = make_handle();
};

SmtpMailer::SmtpMailer(SmtpServer server, Sender from)
    : impl_(std::make_unique<Impl>(std::move(server), std::move(from))) {}

SmtpMailer::~SmtpMailer() = default;

Sent SmtpMailer::send(const outbound::Message& message, const std::stop_token& stop) {
  return impl_->send(message, stop);
}

Sent SmtpMailer::probe() { return impl_->probe(); }

}  // namespace chancery::mail
