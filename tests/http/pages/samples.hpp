#pragma once

#include <string>
#include <vector>

#include "adapters/http/message.hpp"

namespace chancery::http::pages {

struct Sample {
  std::string name;
  Reply page;
};

/// Every page in every state, in the languages there are.
std::vector<Sample> samples();

}  // namespace chancery::http::pages
