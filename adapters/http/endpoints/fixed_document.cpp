#include "adapters/http/endpoints/fixed_document.hpp"

#include "adapters/http/endpoints/cacheable.hpp"

namespace chancery::http {

struct FixedDocument::Content {
  std::string text;
  std::string content_type;
  std::string etag;
  Lifetime max_age;
  std::vector<std::pair<std::string, std::string>> fields;
};

FixedDocument::FixedDocument(std::string text, std::string content_type, Lifetime max_age,
                             std::vector<std::pair<std::string, std::string>> fields) {
  auto etag = entity_tag(text);
  content_ = std::make_shared<const Content>(Content{std::move(text), std::move(content_type),
                                                     std::move(etag), max_age, std::move(fields)});
}

Reply FixedDocument::operator()(const Request& request) const {
  auto reply = cacheable_document(request, content_->text, content_->etag, content_->max_age);
  if (reply.status == 200) reply.content_type = content_->content_type;
  for (const auto& field : content_->fields) reply.headers.push_back(field);
  return reply;
}

}  // namespace chancery::http
