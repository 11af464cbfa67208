// Buses that have had one struct and one text since they came. Each has one table here, as the
// facts have it.
#include "kit/kit.h"

namespace ko2alias::test {

TEST_CASE("serial buses: sdio, sdw, slim, typec, ulpi", "[bus][serial]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  CHECK(aliases_of("sdio", entry(abi).u8(0xff).u16(0x02d0).u16(0xffff).word(0),
                   entry(abi).u8(7).u16(0xffff).u16(1).word(0)) ==
        strings{"sdio:c*v02D0d*", "sdio:c07v*d0001*"});
  CHECK(aliases_of("sdw", "5.8", entry(abi).u16(0x1fa).u16(0x4203).word(0),
                   entry(abi).u16(0).u16(1).word(0)) == strings{"sdw:m01FAp4203*", "sdw:m*p0001*"});
  CHECK(aliases_of("sdw", "5.9", entry(abi).u16(0x25d).u16(0x1308).u8(2).u8(0).word(0),
                   entry(abi).u16(0x25d).u16(0).u8(0).u8(1).word(0)) ==
        strings{"sdw:m025Dp1308v02c*", "sdw:m025Dp*v*c01*"});
  CHECK(aliases_of("slim", entry(abi).u16(0x217).u16(0xab).u16(1).u16(2).word(0),
                   entry(abi).u16(0).u16(0).u16(1).u16(0).word(0)) ==
        strings{"slim:217:ab:*", "slim:0:0:*"});
  CHECK(aliases_of("typec", "6.13", entry(abi).u16(0xff01).u8(1).word(0),
                   entry(abi).u16(0xff01).u8(7).word(0)) ==
        strings{"typec:idFF01m01", "typec:idFF01m*"});
  CHECK(aliases_of("typec", "6.14", entry(abi).u16(0xff01).u8(1).word(0)) ==
        strings{"typec:idFF01"});
  CHECK(aliases_of("ulpi", entry(abi).u16(0x4cc).u16(0xabcd).word(0)) ==
        strings{"ulpi:v04ccpabcd"});
}

TEST_CASE("serial buses: fslmc, hdaudio, i3c, mipscdmm, tbsvc", "[bus][serial]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  CHECK(aliases_of("fslmc", entry(abi).u16(0x1957).chars("dpni", 16)) ==
        strings{"fsl-mc:v00001957ddpni"});
  CHECK(aliases_of("hdaudio", entry(abi).u32(0x10ec0888).u32(0).u8(1).word(0).word(0),
                   entry(abi).u32(0).u32(0x100302).u8(0).word(0).word(1)) ==
        strings{"hdaudio:v10EC0888r*a01*", "hdaudio:v*r00100302a*"});
  CHECK(aliases_of("i3c", entry(abi).u8(0xf).u8(0xa).u16(0x104).u16(0x22).u16(3).word(0),
                   entry(abi).u8(0x2).u8(0xa).u16(0x104).u16(0x22).u16(3).word(0)) ==
        strings{"i3c:dcr0Amanuf0104part0022ext0003", "i3c:dcr*manuf0104part*ext*"});
  CHECK(aliases_of("mipscdmm", entry(abi).u8(0xfd), entry(abi).u8(1)) ==
        strings{"mipscdmm:tFD*", "mipscdmm:t01*"});
  const auto tbsvc = [&](unsigned flags) {
    return entry(abi).u32(flags).chars("network", 9).u32(1).u32(2).u32(3).word(0);
  };
  CHECK(aliases_of("tbsvc", tbsvc(0), tbsvc(3), tbsvc(0xf)) ==
        strings{"tbsvc:k*p*v*r*", "tbsvc:knetworkp00000001v*r*",
                "tbsvc:knetworkp00000001v00000002r00000003*"});
}

TEST_CASE("old buses: bcma, ieee1394, ipack, mcb, parisc", "[bus][legacy]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  CHECK(aliases_of("bcma", entry(abi).u16(0x4bf).u16(0x812).u8(0x17).u8(0xff),
                   entry(abi).u16(0xffff).u16(0xffff).u8(0xff).u8(1)) ==
        strings{"bcma:m04BFid0812rev17cl*", "bcma:m*id*rev*cl01*"});
  const auto ieee1394 = [&](unsigned flags) {
    return entry(abi).u32(flags).u32(1).u32(2).u32(0x609e).u32(0x10483).word(0);
  };
  CHECK(aliases_of("ieee1394", ieee1394(0xc), ieee1394(0x3)) ==
        strings{"ieee1394:ven*mo*sp0000609Ever00010483*", "ieee1394:ven00000001mo00000002sp*ver*"});
  CHECK(aliases_of("ipack", entry(abi).u8(1).u32(0xf0).u32(0x22),
                   entry(abi).u8(0xff).u32(0xffffffff).u32(0xffffffff)) ==
        strings{"ipack:f01v000000F0d00000022*", "ipack:f*v*d*"});
  CHECK(aliases_of("mcb", entry(abi).u16(7).word(0), entry(abi).u16(127).word(0),
                   entry(abi).u16(1000).word(0)) ==
        strings{"mcb:16z007", "mcb:16z127", "mcb:16z1000"});
  CHECK(aliases_of("parisc", entry(abi).u8(0xb).u8(0xff).u16(0xffff).u32(0x84),
                   entry(abi).u8(0xff).u8(1).u16(0x89).u32(0xffffffff)) ==
        strings{"parisc:t0Bhv*rev*sv00000084*", "parisc:t*hv0089rev01sv*"});
}

TEST_CASE("old buses: pcmcia, rapidio, ssb, zorro", "[bus][legacy]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  const auto pcmcia = [&](unsigned flags) {
    EntryBytes bytes = entry(abi).u16(flags).u16(0x101).u16(0x562).u8(1).u8(2).u8(3);
    bytes.u32(0xa).u32(0xb).u32(0xc).u32(0xd);
    return bytes.word(1).word(2).word(3).word(4).word(5).word(6);
  };
  CHECK(aliases_of("pcmcia", pcmcia(0), pcmcia(0x3), pcmcia(0x1ff), pcmcia(0x600)) ==
        strings{"pcmcia:m*c*f*fn*pfn*pa*pb*pc*pd*", "pcmcia:m0101c0562f*fn*pfn*pa*pb*pc*pd*",
                "pcmcia:m0101c0562f01fn02pfn03pa0000000Apb0000000Bpc0000000Cpd0000000D*"});
  CHECK(aliases_of("rapidio", entry(abi).u16(0x578).u16(0x38).u16(0xffff).u16(3)) ==
        strings{"rapidio:v0038d0578av0003ad*"});
  CHECK(aliases_of("ssb", entry(abi).u16(0x4243).u16(0x80d).u8(0xff).u8(0),
                   entry(abi).u16(0xffff).u16(0xffff).u8(5).u8(0)) ==
        strings{"ssb:v4243id080Drev*", "ssb:v*id*rev05*"});
  CHECK(aliases_of("zorro", entry(abi).u32(0xffffffff).word(0), entry(abi).u32(0x8a0100).word(1)) ==
        strings{"zorro:i*", "zorro:i008A0100"});
}

TEST_CASE("s390: ap, ccw, css", "[bus][s390]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be);
  CHECK(aliases_of("ap", "3.8", entry(abi).u16(1).u8(0xd).u8(0).u32(0).word(0)) ==
        strings{"ap:t0D*"});
  CHECK(aliases_of("ap", "7.2", entry(abi).u16(1).u8(0xd).word(0)) == strings{"ap:t0D*"});
  CHECK(aliases_of("ap", "7.3", entry(abi).u16(1).u8(0xd)) == strings{"ap:t0D*"});
  const auto ccw = [&](unsigned flags) {
    return entry(abi).u16(flags).u16(0x3990).u16(0x3390).u8(0xe9).u8(0xa).word(0);
  };
  CHECK(aliases_of("ccw", ccw(1), ccw(2), ccw(0xc), ccw(0xf)) ==
        strings{"ccw:t3990m*dt*dm*", "ccw:t*mE9dt*dm*", "ccw:t*m*dt3390dm0A*",
                "ccw:t3990mE9dt3390dm0A*"});
  CHECK(aliases_of("css", "3.8", entry(abi).u8(1).u8(0).u16(0).u32(0).word(0)) ==
        strings{"css:t0"});
  CHECK(aliases_of("css", entry(abi).u8(1).u8(3).word(0), entry(abi).u8(1).u8(0x1a).word(0)) ==
        strings{"css:t3", "css:t1A"});
}

TEST_CASE("firmware and FPGA: coreboot, dfl, ssam", "[bus][firmware]") {
  const Abi abi = GENERATE(lp64_le, lp64_be, ilp32_le, ilp32_be, m68k);
  CHECK(aliases_of("coreboot", entry(abi).u32(0x12).word(0)) == strings{"coreboot:t00000012"});
  CHECK(aliases_of("dfl", entry(abi).u16(1).u16(0x20).word(0)) == strings{"dfl:t0001f0020*"});
  const auto ssam = [&](unsigned flags) {
    return entry(abi).u8(flags).u8(1).u8(2).u8(3).u8(0).u8(0xa).word(0);
  };
  CHECK(aliases_of("ssam", ssam(0), ssam(1), ssam(7)) ==
        strings{"ssam:d01c02t*i*f*", "ssam:d01c02t03i*f*", "ssam:d01c02t03i00f0A"});
}

}  // namespace ko2alias::test
