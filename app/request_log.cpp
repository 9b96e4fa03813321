#include "app/request_log.hpp"

#include <array>

namespace chancery {
namespace {

/// A line has few fields; what an endpoint adds beyond is left out, never allocated for.
constexpr std::size_t max_fields = 24;

class Fields {
 public:
  void add(std::string_view name, std::string_view value) {
    if (!value.empty()) push({name, value});
  }
  void add(std::string_view name, std::int64_t value) { push({name, value}); }
  [[nodiscard]] std::span<const system::LogField> all() const { return {fields_.data(), count_}; }

 private:
  void push(const system::LogField& field) {
    if (count_ < fields_.size()) fields_[count_++] = field;
  }

  std::array<system::LogField, max_fields> fields_{};
  std::size_t count_ = 0;
};

}  // namespace

void RequestLog::answered(const http::RequestRecord& record) noexcept {
  const auto level = record.status >= 500 ? system::LogLevel::error : system::LogLevel::info;
  if (!log_.writes(level)) return;
  Fields fields;
  fields.add("request_id", record.request_id);
  fields.add("method", record.method);
  fields.add("route", record.route);
  fields.add("status", std::int64_t{record.status});
  fields.add("duration_us", std::int64_t{record.duration.count()});
  fields.add("bytes", static_cast<std::int64_t>(record.bytes));
  fields.add("address", record.origin.address);
  fields.add("client_id", record.log.client_id);
  fields.add("error", record.log.error);
  fields.add("detail", record.log.detail);
  for (const auto& [name, value] : record.log.more) fields.add(name, value);
  log_.write(level, "request", fields.all());
}

}  // namespace chancery
