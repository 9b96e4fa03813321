#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/http/message.hpp"
#include "domain/time.hpp"

namespace chancery::http {

/// GET of a document that stays the same while the program runs: cacheable, with an entity tag.
class FixedDocument {
 public:
  /// `fields` are further header fields of the answer.
  FixedDocument(std::string text, std::string content_type, Lifetime max_age,
                std::vector<std::pair<std::string, std::string>> fields = {});

  Reply operator()(const Request& request) const;

 private:
  struct Content;
  std::shared_ptr<const Content> content_;
};

}  // namespace chancery::http
