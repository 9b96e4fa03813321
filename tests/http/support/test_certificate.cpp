#include "tests/http/support/test_certificate.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdlib.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace chancery::http {
namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(FILE* file) const { std::fclose(file); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;
using File = std::unique_ptr<FILE, Free>;

std::filesystem::path make_folder() {
  std::string name = std::filesystem::temp_directory_path() / "chancery-tls-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
  return name;
}

Certificate self_signed(EVP_PKEY* key) {
  Certificate certificate(X509_new());
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key);
  auto* const name = X509_get_subject_name(certificate.get());
  static constexpr unsigned char common_name[] = "localhost";
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common_name, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_sign(certificate.get(), key, EVP_sha256());
  return certificate;
}

}  // namespace

TestCertificate::TestCertificate() : folder_(make_folder()) {
  const Key pair(EVP_EC_gen("P-256"));
  const auto signed_certificate = self_signed(pair.get());
  const File plain(std::fopen(key().c_str(), "w"));
  PEM_write_PrivateKey(plain.get(), pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
  const File encrypted(std::fopen(encrypted_key().c_str(), "w"));
  static constexpr unsigned char passphrase[] = "passphrase";
  PEM_write_PrivateKey(encrypted.get(), pair.get(), EVP_aes_256_cbc(), passphrase,
                       sizeof passphrase - 1, nullptr, nullptr);
  const File out(std::fopen(certificate().c_str(), "w"));
  PEM_write_X509(out.get(), signed_certificate.get());
}

TestCertificate::~TestCertificate() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace chancery::http
