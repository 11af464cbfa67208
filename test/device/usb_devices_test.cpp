// What usb-devices prints, and the kernel's file that it is made of.
#include "device/device_rows.h"

namespace ko2alias::test {

TEST_CASE("usb-devices: whole modaliases", "[devices]") {
  CHECK(shown(R"(
T:  Bus=01 Lev=01 Prnt=01 Port=02 Cnt=01 Dev#=  2 Spd=12   MxCh= 0
D:  Ver= 1.10 Cls=ff(vend.) Sub=00 Prot=00 MxPS= 8 #Cfgs=  1
P:  Vendor=1a86 ProdID=7522 Rev=02.64
S:  Product=USB Serial
C:  #Ifs= 1 Cfg#= 1 Atr=80 MxPwr=98mA
I:  If#= 0 Alt= 0 #EPs= 3 Cls=ff(vend.) Sub=01 Prot=02 Driver=(none)
E:  Ad=02(O) Atr=02(Bulk) MxPS=  32 Ivl=0ms

T:  Bus=01 Lev=01 Prnt=01 Port=02 Cnt=01 Dev#=  4 Spd=480 MxCh= 0
D:  Ver= 2.10 Cls=ef(misc ) Sub=02 Prot=01 MxPS=64 #Cfgs=  2
P:  Vendor=0bda ProdID=8152 Rev=20.00
C:  #Ifs= 2 Cfg#= 1 Atr=a0 MxPwr=100mA
I:  If#= 0 Alt= 0 #EPs= 2 Cls=ff(vend.) Sub=ff Prot=00 Driver=r8152
I:  If#=0xa Alt= 1 #EPs= 2 Cls=0e(video) Sub=02 Prot=00 Driver=(none)

T:  Bus=02 Lev=00 Prnt=00 Port=00 Cnt=00 Dev#=  1 Spd=480 MxCh= 6
D:  Ver= 2.00 Cls=09(hub  ) Sub=00 Prot=01 MxPS=64 #Cfgs=  1
)") == strings{"bus 1 device 2 interface 0 usb:v1A86p7522d0264dcFFdsc00dp00icFFisc01ip02in00",
               "bus 1 device 4 interface 0 usb:v0BDAp8152d2000dcEFdsc02dp01icFFiscFFip00in00 r8152",
               "bus 1 device 4 interface 10 usb:v0BDAp8152d2000dcEFdsc02dp01ic0Eisc02ip00in0A",
               "error: line 17: a USB device without its ids: expected a line such as P:  "
               "Vendor=1a86 ProdID=7522 below it"});
}

TEST_CASE("usb-devices: of the kernel's file what is active", "[devices]") {
  CHECK(shown("T:  Bus=01 Lev=01 Prnt=01 Port=02 Cnt=01 Dev#=  2 Spd=12   MxCh= 0\n"
              "D:  Ver= 1.10 Cls=00(>ifc ) Sub=00 Prot=00 MxPS= 8 #Cfgs=  2\n"
              "P:  Vendor=0bda ProdID=8157 Rev= 2.64\n"
              "C:  #Ifs= 1 Cfg#= 1 Atr=80 MxPwr=98mA\n"
              "I:  If#= 0 Alt= 0 #EPs= 3 Cls=ff(vend.) Sub=ff Prot=00 Driver=\n"
              "C:* #Ifs= 1 Cfg#= 2 Atr=80 MxPwr=98mA\n"
              "I:* If#= 0 Alt= 0 #EPs= 1 Cls=02(comm.) Sub=0d Prot=00 Driver=cdc_ncm\n"
              "I:  If#= 1 Alt= 0 #EPs= 0 Cls=0a(data ) Sub=00 Prot=01 Driver=cdc_ncm\n"
              "I:* If#= 1 Alt= 1 #EPs= 2 Cls=0a(data ) Sub=00 Prot=01 Driver=cdc_ncm\n") ==
        strings{"bus 1 device 2 interface 0 usb:v0BDAp8157d0264dc00dsc00dp00ic02isc0Dip00in00 "
                "cdc_ncm",
                "bus 1 device 2 interface 1 usb:v0BDAp8157d0264dc00dsc00dp00ic0Aisc00ip01in01 "
                "cdc_ncm"});
}

}  // namespace ko2alias::test
