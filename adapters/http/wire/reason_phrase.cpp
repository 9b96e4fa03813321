#include "adapters/http/wire/reason_phrase.hpp"

#include <algorithm>
#include <array>

namespace chancery::http {
namespace {

using namespace std::literals;

struct Reason {
  int status;
  std::string_view phrase;
};

constexpr std::array reasons{
    Reason{200, "OK"sv},
    Reason{201, "Created"sv},
    Reason{202, "Accepted"sv},
    Reason{204, "No Content"sv},
    Reason{302, "Found"sv},
    Reason{303, "See Other"sv},
    Reason{304, "Not Modified"sv},
    Reason{400, "Bad Request"sv},
    Reason{401, "Unauthorized"sv},
    Reason{403, "Forbidden"sv},
    Reason{404, "Not Found"sv},
    Reason{405, "Method Not Allowed"sv},
    Reason{408, "Request Timeout"sv},
    Reason{409, "Conflict"sv},
    Reason{411, "Length Required"sv},
    Reason{413, "Content Too Large"sv},
    Reason{414, "URI Too Long"sv},
    Reason{415, "Unsupported Media Type"sv},
    Reason{417, "Expectation Failed"sv},
    Reason{422, "Unprocessable Content"sv},
    Reason{429, "Too Many Requests"sv},
    Reason{431, "Request Header Fields Too Large"sv},
    Reason{500, "Internal Server Error"sv},
    Reason{501, "Not Implemented"sv},
    Reason{503, "Service Unavailable"sv},
    Reason{505, "HTTP Version Not Supported"sv},
};

}  // namespace

std::string_view reason_phrase(int status) {
  const auto found = std::ranges::find(reasons, status, &Reason::status);
  return found == reasons.end() ? std::string_view{} : found->phrase;
}

}  // namespace chancery::http
