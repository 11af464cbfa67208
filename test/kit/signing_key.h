// A private key and its certificate, in PEM, made for the tests.
#pragma once

#include <string_view>

namespace ko2alias::test {

inline constexpr std::string_view signer_name = "Acme Module Signing";

inline constexpr std::string_view signing_key = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8w+jrTxoygcEHW89
Ntiy8LWDAJc1i5y4syYNUha/6AChRANCAASygyRn0znPCLagRnJevfpM5+JTY2Aa
lEZ8e+lpsi5OVbvLAL+W2csrVAGAzqP6Xc9SNPZBbBGzykdnbYIJQ6eU
-----END PRIVATE KEY-----
)";

inline constexpr std::string_view signing_certificate = R"(-----BEGIN CERTIFICATE-----
MIIBlDCCATmgAwIBAgIUIH8h/HGpwNROn1z8sUF1Uzla7jkwCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTQWNtZSBNb2R1bGUgU2lnbmluZzAgFw0yNjExMjcyMTQwMDJa
GA8yMTI2MTEwMzIxNDAwMlowHjEcMBoGA1UEAwwTQWNtZSBNb2R1bGUgU2lnbmlu
ZzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLKDJGfTOc8ItqBGcl69+kzn4lNj
YBqURnx76WmyLk5Vu8sAv5bZyytUAYDOo/pdz1I09kFsEbPKR2dtgglDp5SjUzBR
MB0GA1UdDgQWBBS71Cy5DiCFl77G9l/tDhlf7oT7iTAfBgNVHSMEGDAWgBS71Cy5
DiCFl77G9l/tDhlf7oT7iTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kA
MEYCIQD5vA0HJkjmoi+o/geBXX0mO3qyEwEf22Zh6Ed7puUdGgIhAMTFcd4NUBxc
I41utk0seFfXGRo8zPGI6k9CpWNbu9bD
-----END CERTIFICATE-----
)";

}  // namespace ko2alias::test
