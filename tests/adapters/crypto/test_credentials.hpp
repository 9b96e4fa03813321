#pragma once

#include <string_view>

// Signatures of the text "what the authenticator signed" by pyca/cryptography, and the public
// numbers of their keys, in base64url.

namespace chancery::crypto::test_credentials {

inline constexpr std::string_view es256_x = "vZ_Q8aS_KopiLro5RqzSauBo9CRmri3dhyxv-bTYTAc";
inline constexpr std::string_view es256_y = "y2ZaSD-RT_wf5kCUdW99k_AsHJrR8cQCUi5TkzrdX5s";
inline constexpr std::string_view es256_signature =
    "MEUCIFQWoFpKTUCkl9031c2z9no2wP8ap1j0TFBN3tmndjroAiEArW8K-8NvEHwAVIydEEhb13SBd36WDanC"
    "q-SMsum0ktI";

inline constexpr std::string_view eddsa_x = "8-FidYN_QMXekNjD-gkmX7RqqlpZ99k6XoRNvRhQzhs";
inline constexpr std::string_view eddsa_signature =
    "Ow0E2E5HVi8pXCkLXfFSYz7oV2KOa5LJqFc0HuIC8D8vg7L3YAarqDHv6HUavBE-V2gwQrC7xj9JQRIuBPEg"
    "CA";

inline constexpr std::string_view rs256_n =
    "76duK7qz36JsV0h0cdhyIDwR9vgFiR0RXsJIis0apPL0Vx1CUohpDTWZBJlj-3dv_BEXRwSu48rLIDkZ0Uph"
    "2zo353FspfDCi3Wz22jvnVuYan5L9QT4j2AdKKBghyg8kbgMMBWa2-Fl7rRjeWy5YD0x9l_z5Cz9nvkA8h1F"
    "FQlnw5W4ECzXfXBeH_zgzvD6RgHgYUg9n3WTighXpTrHjBwO1O9vpzc9IRIUG7n8-70IF0kvPgfVSAD7yoii"
    "ecqxBJuhT3A-cpFM-DeIXw3EnlDCktmn8JrDsEXfvqwHsbIA_jqA7X7NBwB-ZjToA8iWnHat0kWG8BV-2qVw"
    "0EjUUQ";
inline constexpr std::string_view rs256_e = "AQAB";
inline constexpr std::string_view rs256_signature =
    "SeDKdvtfsa4eqGTfQ9ZM7PS0ZKXSkrRZFb8m6Zr-5oWU2Qso5Cy9BOPk9QsLCJ1cyWu8Ymtc-D07QsnfOnr0"
    "W1Ap6dsh-JVbEVABhEeU-WLJOae6YucKHIg5XD30zNIBiSk24O3TxWQdr9uPiM1x6S4uOKY9sVaYomD1NsIK"
    "UTSx31SXewKUJBD_DbFi1x0XQwo4MBoLmq7Fxt4vadu4GHfD0SYNdb9v3vl_jFjSafS6yPFCGcHgtNvBQpms"
    "xFAj8pwZkMBH-vJF_KOuu6iXylqm5pQSVgn-vcxwpujd9CrJbGpbdJlNO_Qx2OIGO31uITMYUGtLhU55HqY4"
    "Iy2IiQ";

}  // namespace chancery::crypto::test_credentials
