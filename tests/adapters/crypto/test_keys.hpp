#pragma once

#include <string_view>

// Private keys as PKCS#8 DER in base64, written by pyca/cryptography.

namespace chancery::crypto::test_keys {

/// RFC 7515 appendix A.2: RSA, 2048 bits.
inline constexpr std::string_view rfc7515_a2 =
    "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCh+BYK4uPJtGXOjS1lYmM2K5J9vinh8CR3/BYlzJ"
    "ChNuOL2TSXxbbqY913EeZ8dCn5VrD7io8ImtxLaYk8wTM/U+3QGbh3hCUv7JFP5IV3aVlL6kKA0ywPVb9ilE8TA5a8"
    "bpvfbr3SvaNnjuygxmj3AbONv/s4yDQs4v5tJ/reSlpIdJed1LnPmt7Ex1sFhSwsD174pcF1A5L5ROjtZMEQxrZHYJ"
    "qkeDrrnGya11UxMFBji4NmXG9veoKjlnAqH2QbgtPr8jkiGUkftoaHLFcW9Qr4NY2ai50Xw0Byj3+H2JoY2PyrZ62E"
    "WQwuz3WTOTY8BwNNb2BvniHgVFbK5emhAgMBAAECggEAEq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPE"
    "AeP88vLNO97IjlA7/GQ5sLKMgvfTeXZx9SE+7YwVol2NXOoAJe46sui395IW/GO+pWJ1O0BkTGoVEn2bKVRUCgu+Gj"
    "BVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M/V51gfpRLI9JYanrC4D4qAdGcopV/0ZHHzQlBjudU2QvXt"
    "4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl/x/jTj3ccPDVZFD9pIuhLhBOneufuBiB4cS98l2SR/RQyGWS"
    "eWjnczT0QU91p1DhOVRuOopznQKBgQDgHMQQ60imZV1URk0KpLttoLhyt3SmqdEf/kgHePDdtzEafpAu+cS191R2Ji"
    "uoF2yzWXnwFDcqGigp5BNr0AHQfD8/Lk8l1Mk09jxxCfui5nYooNyac8YFjm3vItzVCVDnEd3BbVWG8qf6deqElMGA"
    "g+C2V0L4oNXnP7LZcPAZRwKBgQC5A8R+CZW2MvRTLLHzwZkUXV866cff7tx6kqa0finGG0KgeqlaZPxgCZnFp7AeAc"
    "CMtiynVlJ7vMVgePsLq6XtON4tB5kP9jAPrq3rbAOal78eUH5OcED6eNuCV8ixEu1eWcPNCS/l1OW1EnXUEoEHKl54"
    "Xrrz2uNwkgMTP1FZ1wKBgAcCn1dwJKufzBWQxWQp1vsM5fggqPN1qGb5y0MAk3g7/Ls5bkUp5u9SN0Ai3Ya6hNnvWJ"
    "Mb7sXQX6U/zyO2M/hTip7tUeh7CXgwo59dkpN75gJLVds29+DAncu3KXU4f2Fa+7bLNrur53k8KwPOq2bbuTG69QtV"
    "7Jr5MR0AHWKNAoGBAIf/evpitUf+4JYbLpvNXWcY052Mpz22aR84mY3nh3F2LF2mjMJDpTg7FmuyPcVw6EcGyoAe9f"
    "a65iNqCq+jdw6PVNGo2hxfjSiZ8IIzHdsPXI89//pMjZcQK9r+CCoRjaZjOYiIDktVWZzmevJuv6WywUqd57LE3Zar"
    "3dLSIkx1AoGAIYd7DHOhrWvxkwPQsRM2tOgrjbcrfvtQJipd+DlcxyVuuM9sQLdgjVk2oy26F0EmpScGLq2MowX7fh"
    "d/QJQ3ydy5cY7YIBi87w93IKLEdfnbJtoOPLUW0ITrJReOgo1cq9SbsxYawBgfp/gh6A5603k2+ZQwVK0JKSHuLFku"
    "Q3U=";

/// RFC 7515 appendix A.3: P-256.
inline constexpr std::string_view rfc7515_a3 =
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjpsQnnGQmL+YBIffH1136cspYG6+0iY7X1fCE9+E9L"
    "KhRANCAAR/zc4ncPbEXUGDy+5v20t7WAczNXvp7xO6z248e9FURcfxRM0bvZt+hyzf7bnuufSzaV1uqQskrYpGIyiF"
    "iOWt";

/// P-384.
inline constexpr std::string_view p384 =
    "MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDAAAAAAAAAAAAAAAAAAAAAAjpsQnnGQmL+YBIffH1136c"
    "spYG6+0iY7X1fCE9+E9LKhZANiAAQrMK4CL9FD3ZT1WYMvo1f9FAK9DBQQD8bdODta9CIWnclZXewVfycgMaa+Cwvq"
    "oFl3x6mDCEUYem9o4qaUkvcpPCJ0eiqTN1ygYMJapVcme+6jmSCE4oJ6GxJJHwopP38=";

/// RSA, 1024 bits.
inline constexpr std::string_view rsa1024 =
    "MIICeAIBADANBgkqhkiG9w0BAQEFAASCAmIwggJeAgEAAoGBAM3dF76ITsm/mlLcznkLAWXDMVp8fexTLT+gVoBQfv"
    "HmvwUd4P+PKwuPb+v+ZEd3BZDe2UvsGslJ2OB4HNEK4b9ybc/pXN8DWmks/0nr1eeSRqmwygsFkXYJtyHxOnTQ9xxn"
    "ac2EyFYAPmyu7Z+tjjYmqBz7NOzlbU3IgYURj9zlAgMBAAECgYEAgExmW+x/jeTHvRS36WAegtlfjNFBeWNtM9Ytkt"
    "KYCxKPwhSZASys2wuN6TomLRPUeDEqo9KF7yUC8QJqky2A+r0Ol4DaO2SmDzTqC7SICAN3d07oA5gL1hYYA3T6r2U9"
    "zlTm7Brgyr6c1h8f//LmbsJySQOuPdNJKt2pMc1AGYECQQD0vF8Mu3iWOWmrly34cy8nIDO2/b0GaRV5QPYSQ17SN0"
    "eOSPVGgHJN60APLuEQU+kNF57b33CzWr5CsMR8Xv2ZAkEA11a0lQRNvQVlU0Snp7+BNyGUZahjKACAPfCVVqQF+acD"
    "idiPBlEUkE5hkv7oNr9kiSYeqi6KWeQ9ssRyHssxLQJBAL6YgTGqQqRDvC7dAvktwzgmVQAbJf37ErUmyTy56Puv/3"
    "MpEJPCbsKOBoqMiMytfJ8smRRFNEEJ14ian7r4Q2kCQQCOAP2g72+cYPyKxtGQy7cYdip4R2zsKjhnoEm7EvtlwP+S"
    "XZ8j2UAoUagC2dqkj95qmxrJu1s9IEiXpPhk2jYZAkAjvGQniHl6Ss7/ORd9zcRp4oMhGEBLbWCbQ4pkDR22+kmavf"
    "LNO6qsFqJN3yM0lZ8UQDd6JUTLVsO66hMlNpvc";

/// Ed25519.
inline constexpr std::string_view ed25519 =
    "MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

/// RFC 8037 appendix A.1: Ed25519.
inline constexpr std::string_view rfc8037_a1 =
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

/// RFC 7515 A.3 with a public point that is not on the curve.
inline constexpr std::string_view p256_off_curve =
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjpsQnnGQmL+YBIffH1136cspYG6+0iY7X1fCE9+E9L"
    "KhRANCAAR/zc4ncPbEXUGDy+5v20t7WAczNXvp7xO6z248e9FURcfxRM0bvZt+hyzf7bnuufSzaV1uqQskrYpGIyiF"
    "iOWs";

/// RFC 7515 A.3 with the public point of another key.
inline constexpr std::string_view p256_of_another =
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjpsQnnGQmL+YBIffH1136cspYG6+0iY7X1fCE9+E9L"
    "KhRANCAAQm7869DunjSmaRh+GLOpEisvczlFtknMn5+SHp+drYEpAji96cx7szDRUMZ3BN0lrnBVIFdEtvMb9AcHRY"
    "ctDm";

}  // namespace chancery::crypto::test_keys
