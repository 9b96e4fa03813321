#pragma once

#include <filesystem>
#include <string>

namespace chancery::http {

/// A self-signed certificate and its P-256 key as PEM files in a folder of their own, gone with
/// this.
class TestCertificate {
 public:
  TestCertificate();
  ~TestCertificate();
  TestCertificate(const TestCertificate&) = delete;
  TestCertificate& operator=(const TestCertificate&) = delete;

  [[nodiscard]] std::string certificate() const { return folder_ / "certificate.pem"; }
  [[nodiscard]] std::string key() const { return folder_ / "key.pem"; }
  [[nodiscard]] std::string encrypted_key() const { return folder_ / "encrypted.pem"; }
  [[nodiscard]] std::string missing() const { return folder_ / "missing.pem"; }

 private:
  std::filesystem::path folder_;
};

}  // namespace chancery::http
