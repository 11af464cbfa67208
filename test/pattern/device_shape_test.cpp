// Patterns with fields of known width, in which stars become digits.
#include "pattern/device_shape.h"

#include <fnmatch.h>

#include <random>

#include "kit/catch.h"
#include "pattern/glob.h"
#include "pattern/glob_relations.h"
#include "pattern/glob_search.h"

using namespace ko2alias;

TEST_CASE("shaped_as_device: stars in fields of known width become digits", "[pattern]") {
  const Glob shaped = shaped_as_device(Glob("vfio_pci:v00008086d*sv*sd*bc02sc*i*"));
  const Glob* const all_of[] = {&shaped};
  Work any;
  CHECK(find_text(all_of, {}, any).text ==
        "vfio_pci:v00008086d00000000sv00000000sd00000000bc02sc00i00");
  CHECK_FALSE(shaped.matches("vfio_pci:v00008086dsv00000000sd00000000bc02sc00i00"));
  const Glob usb = shaped_as_device(Glob("usb:v0BDAp81[5-9]3d01*dc*dsc*dp*ic*isc*ip*in*"));
  CHECK(usb.matches("usb:v0BDAp8153d01A0dc00dsc00dp00icFFisc00ip00in00"));
  CHECK_FALSE(usb.matches("usb:v0BDAp8153d01A0Adc00dsc00dp00icFFisc00ip00in00"));
  CHECK(shaped_as_device(Glob("of:N*T*Cfoo")).matches("of:NxTyCfoo"));
}

TEST_CASE("shaped_as_device: a star at the end stands for all fields that are left", "[pattern]") {
  const Glob device("pci:v00008086d000010D3sv0000103Csd00007001bc02sc00i00");
  for (const std::string pattern :
       {"pci:v00008086d*", "pci:v00008086*", "pci:v*", "pci:*", "pci:v00008086d000010D3sv0000103C*",
        "pci:v00008086d000010D3sv0000103Csd00007001bc02sc00i00*"}) {
    CAPTURE(pattern);
    const Glob shaped = shaped_as_device(Glob(pattern));
    CHECK(overlap(shaped, device));
    CHECK(shaped.shortest() == device.tokens().size());
    CHECK_FALSE(shaped.matches("pci:v00008086d000010D3"));
  }
  // A star that is followed by anything but the next field, or by its end, stays.
  const Glob skipping = shaped_as_device(Glob("pci:v00008086*bc02*"));
  CHECK(overlap(skipping, device));
  CHECK_FALSE(overlap(skipping, Glob("pci:v00008086d000010D3sv0000103Csd00007001bc03sc00i00")));
  CHECK(shaped_as_device(Glob("usb:v0BDAp8153*"))
            .matches("usb:v0BDAp8153d0100dc00dsc00dp00icFFisc00ip00in00"));
}

// fnmatch(3) is the judge: of the devices, all and only those stay that the pattern matches.
TEST_CASE("shaped_as_device: no device is lost, whatever the pattern leaves out", "[pattern]") {
  const unsigned seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  std::mt19937 random(seed);
  const std::pair<std::string, std::size_t> fields[] = {{"v", 8},  {"d", 8},  {"sv", 8}, {"sd", 8},
                                                        {"bc", 2}, {"sc", 2}, {"i", 2}};
  const auto digits = [&](std::size_t count) {
    std::string text;
    while (text.size() < count) text += "01"[random() % 2];
    return text;
  };
  int matches = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string pattern = "pci:";
    std::string device = "pci:";
    for (const auto& [tag, size] : fields) {
      const std::string value = digits(size);
      device += tag + value;
      // A cut `v*d0*` would match by `sd0` too, which no shape says.
      const bool may_be_open = tag != "v" && random() % 2 == 0;
      pattern += tag + (may_be_open ? "*" : random() % 8 == 0 ? digits(size) : value);
    }
    // A star in the place of all that follows, or of nothing.
    const std::size_t cut = std::string("pci:v").size() + random() % (pattern.size() - 4);
    if (random() % 4 != 0) pattern = pattern.substr(0, std::min(cut, pattern.size()));
    pattern += "*";
    CAPTURE(pattern, device);
    const bool is_match = ::fnmatch(pattern.c_str(), device.c_str(), 0) == 0;
    CHECK(shaped_as_device(Glob(pattern)).matches(device) == is_match);
    matches += is_match ? 1 : 0;
  }
  CHECK(matches > 200);
}

TEST_CASE("has_shape: buses whose fields have known widths", "[pattern]") {
  CHECK(has_shape(Glob("pci:v00008086*")));
  CHECK(has_shape(Glob("vfio_pci:v00008086*")));
  CHECK(has_shape(Glob("sdio:c*v02D0d*")));
  // The class of cdx has other digits in aliases than in what devices report.
  CHECK_FALSE(has_shape(Glob("cdx:v10EEd8084")));
  CHECK_FALSE(has_shape(Glob("of:N*T*Cfoo")));
  CHECK_FALSE(has_shape(Glob("pci*:v00008086*")));
}
