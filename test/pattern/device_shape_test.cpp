// Patterns with fields of known width, in which stars become digits.
#include "pattern/device_shape.h"

#include "kit/catch.h"
#include "pattern/glob.h"
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

TEST_CASE("has_shape: buses whose fields have known widths", "[pattern]") {
  CHECK(has_shape(Glob("pci:v00008086*")));
  CHECK(has_shape(Glob("vfio_pci:v00008086*")));
  CHECK(has_shape(Glob("sdio:c*v02D0d*")));
  // The class of cdx has other digits in aliases than in what devices report.
  CHECK_FALSE(has_shape(Glob("cdx:v10EEd8084")));
  CHECK_FALSE(has_shape(Glob("of:N*T*Cfoo")));
  CHECK_FALSE(has_shape(Glob("pci*:v00008086*")));
}
