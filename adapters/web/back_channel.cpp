#include "adapters/web/back_channel.hpp"

#include <curl/curl.h>

#include <memory>
#include <stdexcept>

namespace chancery::web {
namespace {

constexpr long connect_milliseconds = 3000;
constexpr long all_milliseconds = 8000;
/// What an answer may hold: nothing of it is read.
constexpr curl_off_t answer_bytes = 64 * 1024;

struct CleanUp {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Handle = std::unique_ptr<CURL, CleanUp>;

/// Once for the program, before the first handle.
void initialise() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw std::runtime_error("curl cannot be used");
}

std::string escaped(const Handle& handle, const std::string& text) {
  const std::unique_ptr<char, decltype(&curl_free)> out(
      curl_easy_escape(handle.get(), text.data(), static_cast<int>(text.size())), &curl_free);
  if (!out) throw std::bad_alloc();
  return out.get();
}

std::string form_body(const Handle& handle, const Parameters& form) {
  std::string body;
  for (const auto& [name, value] : form) {
    body += (body.empty() ? "" : "&") + escaped(handle, name) + '=' + escaped(handle, value);
  }
  return body;
}

std::size_t discard(char* /*bytes*/, std::size_t size, std::size_t count, void* /*unused*/) {
  return size * count;
}

template <class Value>
void set(const Handle& handle, CURLoption option, Value value) {
  if (curl_easy_setopt(handle.get(), option, value) != CURLE_OK) {
    throw std::runtime_error("curl does not know an option");
  }
}

void configure(const Handle& handle, const std::string& uri, const std::string& body) {
  set(handle, CURLOPT_URL, uri.c_str());
  set(handle, CURLOPT_PROTOCOLS_STR, "https,http");
  set(handle, CURLOPT_FOLLOWLOCATION, 0L);
  set(handle, CURLOPT_PROXY, "");
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds);
  set(handle, CURLOPT_TIMEOUT_MS, all_milliseconds);
  set(handle, CURLOPT_MAXFILESIZE_LARGE, answer_bytes);
  set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(handle, CURLOPT_USERAGENT, "chancery");
  set(handle, CURLOPT_WRITEFUNCTION, &discard);
  set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  set(handle, CURLOPT_POSTFIELDS, body.c_str());
}

bool post(const std::string& uri, const Parameters& form) {
  initialise();
  const Handle handle(curl_easy_init());
  if (!handle) return false;
  const auto body = form_body(handle, form);
  configure(handle, uri, body);
  if (curl_easy_perform(handle.get()) != CURLE_OK) return false;
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  return status == 200 || status == 204;
}

}  // namespace

bool BackChannel::post_form(const std::string& uri, const Parameters& form) noexcept {
  try {
    return post(uri, form);
  } catch (...) {
    return false;
  }
}

}  // namespace chancery::web
