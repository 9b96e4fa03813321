#pragma once

#include <expected>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/templates/catalogue.hpp"
#include "domain/strong.hpp"
#include "ports/outbound/mail_writer.hpp"

namespace chancery::mail {

/// A file of an operator's that is no template, and why.
struct LetterFileError {
  std::string file;
  templates::TextError error;
};

/// The mails' texts: outbound::MailWriter by templates, in English, German and French. A link that
/// goes out begins with the issuer as it is configured, whatever a request said of hosts (attack
/// B82). Cheap to copy.
class Letters final : public outbound::MailWriter {
 public:
  /// The files that an operator may replace: `mail.txt` and `mail.html`, which all kinds have, and
  /// `mail_KIND.txt` and `mail_KIND.html` for one.
  static std::vector<std::string> files();

  /// With the operator's own files, text by name, in the place of the built-in ones.
  static std::expected<Letters, LetterFileError> make(
      const Issuer& issuer, const std::map<std::string, std::string>& own = {});

  std::optional<outbound::Message> write(const Mail& mail) override;

 private:
  struct Parts;
  explicit Letters(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

  std::shared_ptr<const Parts> parts_;
};

/// A name that may stand in a mail; empty for what cannot be one: too long, or with something in it
/// that a reader could take for an address to go to. Whoever registers with another person's
/// address has no other way to say anything to them.
std::string greeted_name(const std::string& name);

}  // namespace chancery::mail
