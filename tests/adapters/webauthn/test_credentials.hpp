#pragma once

#include <string_view>

// Credentials that python-fido2 0.9.1 and pyca/cryptography made, in base64url: their public keys
// as COSE_Key, and attestation objects around them, of the relying party id.example.

namespace chancery::webauthn::test_credentials {

inline constexpr std::string_view es256_key =
    "pQECAyYgASFYIL2f0PGkvyqKYi66OUas0mrgaPQkZq4t3Ycsb_m02EwHIlggy2ZaSD-RT_wf5kCUdW99k_As"
    "HJrR8cQCUi5TkzrdX5s";
inline constexpr std::string_view es256_none =
    "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YViUb7_CG43gtdONK_b-wEJpDfDLrqj0m_LTmJmViZ6BwTBF"
    "AAAAAwAAAAAAAAAAAAAAAAAAAAAAEGNyZWRlbnRpYWwtZXMyNTalAQIDJiABIVggvZ_Q8aS_KopiLro5RqzS"
    "auBo9CRmri3dhyxv-bTYTAciWCDLZlpIP5FP_B_mQJR1b32T8CwcmtHxxAJSLlOTOt1fmw";
inline constexpr std::string_view es256_self =
    "o2NmbXRmcGFja2VkZ2F0dFN0bXSiY2FsZyZjc2lnWEcwRQIga_N3AQNUU9LCHOeGOYYZaau44bt_2_a9DrF4"
    "O9haT0ECIQCiazNq83qmsLtnWhVK1xL21JpXVL-lrNEDxJ5etPksTmhhdXRoRGF0YViUb7_CG43gtdONK_b-"
    "wEJpDfDLrqj0m_LTmJmViZ6BwTBFAAAAAwAAAAAAAAAAAAAAAAAAAAAAEGNyZWRlbnRpYWwtZXMyNTalAQID"
    "JiABIVggvZ_Q8aS_KopiLro5RqzSauBo9CRmri3dhyxv-bTYTAciWCDLZlpIP5FP_B_mQJR1b32T8CwcmtHx"
    "xAJSLlOTOt1fmw";
inline constexpr std::string_view es256_certified =
    "o2NmbXRmcGFja2VkZ2F0dFN0bXSjY2FsZyZjc2lnWEcwRQIga_N3AQNUU9LCHOeGOYYZaau44bt_2_a9DrF4"
    "O9haT0ECIQCiazNq83qmsLtnWhVK1xL21JpXVL-lrNEDxJ5etPksTmN4NWOBRGNlcnRoYXV0aERhdGFYlG-_"
    "whuN4LXTjSv2_sBCaQ3wy66o9Jvy05iZlYmegcEwRQAAAAMAAAAAAAAAAAAAAAAAAAAAABBjcmVkZW50aWFs"
    "LWVzMjU2pQECAyYgASFYIL2f0PGkvyqKYi66OUas0mrgaPQkZq4t3Ycsb_m02EwHIlggy2ZaSD-RT_wf5kCU"
    "dW99k_AsHJrR8cQCUi5TkzrdX5s";

inline constexpr std::string_view eddsa_key =
    "pAEBAycgBiFYIPPhYnWDf0DF3pDYw_oJJl-0aqpaWffZOl6ETb0YUM4b";
inline constexpr std::string_view eddsa_none =
    "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVhxb7_CG43gtdONK_b-wEJpDfDLrqj0m_LTmJmViZ6BwTBF"
    "AAAAAwAAAAAAAAAAAAAAAAAAAAAAEGNyZWRlbnRpYWwtZWRkc2GkAQEDJyAGIVgg8-FidYN_QMXekNjD-gkm"
    "X7RqqlpZ99k6XoRNvRhQzhs";
inline constexpr std::string_view eddsa_self =
    "o2NmbXRmcGFja2VkZ2F0dFN0bXSiY2FsZydjc2lnWEC5ZTJI8agRfxkhMi4HBbZoi3PIbEoxX8O9vU557qma"
    "Jp53pXbDbvv-N8yInUsdnz-VadAvD0jw-BsQtKOPIEIPaGF1dGhEYXRhWHFvv8IbjeC1040r9v7AQmkN8Muu"
    "qPSb8tOYmZWJnoHBMEUAAAADAAAAAAAAAAAAAAAAAAAAAAAQY3JlZGVudGlhbC1lZGRzYaQBAQMnIAYhWCDz"
    "4WJ1g39Axd6Q2MP6CSZftGqqWln32TpehE29GFDOGw";
inline constexpr std::string_view eddsa_certified =
    "o2NmbXRmcGFja2VkZ2F0dFN0bXSjY2FsZydjc2lnWEC5ZTJI8agRfxkhMi4HBbZoi3PIbEoxX8O9vU557qma"
    "Jp53pXbDbvv-N8yInUsdnz-VadAvD0jw-BsQtKOPIEIPY3g1Y4FEY2VydGhhdXRoRGF0YVhxb7_CG43gtdON"
    "K_b-wEJpDfDLrqj0m_LTmJmViZ6BwTBFAAAAAwAAAAAAAAAAAAAAAAAAAAAAEGNyZWRlbnRpYWwtZWRkc2Gk"
    "AQEDJyAGIVgg8-FidYN_QMXekNjD-gkmX7RqqlpZ99k6XoRNvRhQzhs";

inline constexpr std::string_view rs256_key =
    "pAEDAzkBACBZAQDvp24rurPfomxXSHRx2HIgPBH2-AWJHRFewkiKzRqk8vRXHUJSiGkNNZkEmWP7d2_8ERdH"
    "BK7jyssgORnRSmHbOjfncWyl8MKLdbPbaO-dW5hqfkv1BPiPYB0ooGCHKDyRuAwwFZrb4WXutGN5bLlgPTH2"
    "X_PkLP2e-QDyHUUVCWfDlbgQLNd9cF4f_ODO8PpGAeBhSD2fdZOKCFelOseMHA7U72-nNz0hEhQbufz7vQgX"
    "SS8-B9VIAPvKiKJ5yrEEm6FPcD5ykUz4N4hfDcSeUMKS2afwmsOwRd--rAexsgD-OoDtfs0HAH5mNOgDyJac"
    "dq3SRYbwFX7apXDQSNRRIUMBAAE";
inline constexpr std::string_view rs256_none =
    "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVkBV2-_whuN4LXTjSv2_sBCaQ3wy66o9Jvy05iZlYmegcEw"
    "RQAAAAMAAAAAAAAAAAAAAAAAAAAAABBjcmVkZW50aWFsLXJzMjU2pAEDAzkBACBZAQDvp24rurPfomxXSHRx"
    "2HIgPBH2-AWJHRFewkiKzRqk8vRXHUJSiGkNNZkEmWP7d2_8ERdHBK7jyssgORnRSmHbOjfncWyl8MKLdbPb"
    "aO-dW5hqfkv1BPiPYB0ooGCHKDyRuAwwFZrb4WXutGN5bLlgPTH2X_PkLP2e-QDyHUUVCWfDlbgQLNd9cF4f"
    "_ODO8PpGAeBhSD2fdZOKCFelOseMHA7U72-nNz0hEhQbufz7vQgXSS8-B9VIAPvKiKJ5yrEEm6FPcD5ykUz4"
    "N4hfDcSeUMKS2afwmsOwRd--rAexsgD-OoDtfs0HAH5mNOgDyJacdq3SRYbwFX7apXDQSNRRIUMBAAE";

}  // namespace chancery::webauthn::test_credentials
