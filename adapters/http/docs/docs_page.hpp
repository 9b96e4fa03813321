#pragma once

#include <string>
#include <string_view>

#include "domain/strong.hpp"

namespace chancery::http::docs {

/// The OpenAPI document as a page for people: HTML that needs neither scripts nor other files, its
/// `curl` lines made for the issuer's URL. `style` goes into a `<style>` element as it is, so that
/// a policy may name its digest. std::logic_error for a document that is none.
std::string docs_page(std::string_view openapi_json, const Issuer& issuer, std::string_view style);

}  // namespace chancery::http::docs
