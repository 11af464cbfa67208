// A kernel's .config, and the option that explains what became of a module.
#include "kernel/kernel_config.h"

#include "kit/kit.h"

namespace ko2alias::test {
namespace {

KernelConfig config(std::string_view text) {
  auto parsed = KernelConfig::parse(text);
  REQUIRE(parsed);
  return *parsed;
}

/// The change as `OPTION: before -> after`; empty where nothing is found.
std::string found(std::string_view before, std::string_view after, std::string_view module,
                  ModuleFate fate) {
  const auto change = find_option(config(before), config(after), module, fate);
  return change ? change->option + ": " + change->before + " -> " + change->after : "";
}

/// The option that is found for the module in a kernel that has these, all `m`.
std::string option_of(std::string_view module, const strings& options) {
  std::string text;
  for (const std::string& option : options) text += "CONFIG_" + option + "=m\n";
  const auto change = find_option(config(text), config("CONFIG_NET=y"), module, ModuleFate::gone);
  return change ? change->option.substr(7) : "";
}

}  // namespace

TEST_CASE("config: values as they stand, and n for what is not set", "[config]") {
  const KernelConfig config = test::config(
      "#\n# Linux/x86 6.12 Kernel Configuration\n#\nCONFIG_CC_VERSION_TEXT=\"gcc (Debian 14) # "
      "CONFIG_A=m\"\n"
      "CONFIG_E1000E=m\n# CONFIG_E1000 is not "
      "set\nCONFIG_HZ=250\nCONFIG_EMPTY=\"\"\nCONFIG_LAST=y");
  CHECK(config.value("CONFIG_CC_VERSION_TEXT") == "\"gcc (Debian 14) # CONFIG_A=m\"");
  CHECK(config.value("CONFIG_E1000E") == "m");
  CHECK(config.value("CONFIG_E1000") == "n");
  CHECK(config.value("CONFIG_HZ") == "250");
  CHECK(config.value("CONFIG_EMPTY") == "\"\"");
  CHECK(config.value("CONFIG_LAST") == "y");
  CHECK(config.value("CONFIG_A").empty());
  CHECK(config.value("E1000E").empty());
  CHECK(config.options().size() == 6);
}

TEST_CASE("config: lines may end as on other systems", "[config]") {
  const KernelConfig config =
      test::config("CONFIG_A=m\r\n# CONFIG_B is not set\r\nCONFIG_C=\"x\"\r\n\r\n");
  CHECK(config.value("CONFIG_A") == "m");
  CHECK(config.value("CONFIG_B") == "n");
  CHECK(config.value("CONFIG_C") == "\"x\"");
}

TEST_CASE("config: the last of two values counts", "[config]") {
  CHECK(config("CONFIG_A=m\n# CONFIG_A is not set\n").value("CONFIG_A") == "n");
  CHECK(config("# CONFIG_A is not set\nCONFIG_A=y\n").value("CONFIG_A") == "y");
}

TEST_CASE("config: what is no option is passed over", "[config]") {
  const std::string line =
      GENERATE(as<std::string>{}, "", "\n\n\r\n", "CONFIG_", "CONFIG_=m", "CONFIG_A", "=m",
               " CONFIG_A=m", "config_A=m", "#", "# is not set", "#  is not set",
               "# CONFIG_ is not set", "# CONFIG_A is not settled", "#CONFIG_A is not set",
               "# CONFIG_A=m", "CONFIG_A B=m", "CONFIG_\x1b[2J=m", "CONFIG_\xc3\x84=m",
               std::string("CONFIG_A\0=m", 11), "# CONFIG_A\x1b is not set", "alias pci:* e1000",
               "\x7f"
               "ELF");
  const auto parsed = KernelConfig::parse(line);
  REQUIRE_FALSE(parsed);
  CHECK(to_text(parsed.problem()) ==
        "error: no line of the form 'CONFIG_NAME=VALUE', so not a kernel's .config");
  CHECK(config(line + "\nCONFIG_GOOD=m").options().size() == 1);
}

TEST_CASE("config: every prefix of a config is parsed or a problem", "[config]") {
  const std::string text = "# CONFIG_A is not set\r\nCONFIG_B=\"m\"\nCONFIG_C=m\n";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const auto parsed = KernelConfig::parse(std::string_view(text).substr(0, size));
    CHECK(static_cast<bool>(parsed) == (size >= 21));
  }
}

TEST_CASE("config: the option of a module has its name", "[config]") {
  struct Row {
    std::string module;
    strings options;
    std::string found;
  };
  const Row row = GENERATE(values<Row>({
      {"e1000e", {"E1000", "E1000E", "INTEL_E1000E"}, "E1000E"},
      {"snd-hda-codec_realtek", {"SND_HDA_CODEC_REALTEK"}, "SND_HDA_CODEC_REALTEK"},
      {"mt76x2u", {"MT76x2U"}, "MT76x2U"},
      {"xt_LOG", {"NETFILTER_XT_TARGET_LOG"}, "NETFILTER_XT_TARGET_LOG"},
      // The name, and behind it the kind of module.
      {"btrfs", {"BTRFS_FS", "HAVE_BTRFS"}, "BTRFS_FS"},
      {"amd", {"AMD_PHY", "PATA_AMD"}, "AMD_PHY"},
      {"btrfs", {"BTRFS_FS_TESTS"}, ""},
      // The name at the end, as whole words.
      {"ads7846", {"TOUCHSCREEN_ADS7846", "ADS7846_TEST"}, "TOUCHSCREEN_ADS7846"},
      {"ads7846", {"TOUCHSCREENADS7846", "ADS78461"}, ""},
      {"bmp280_i2c", {"BMP280_I2C", "I2C"}, "BMP280_I2C"},
      {"bmp280_i2c", {"BMP280", "I2C"}, ""},
      {"cdc_ncm", {"USB_NET_CDC_NCM", "USB_NET_HUAWEI_CDC_NCM"}, ""},
      // The name without its underscores.
      {"usbserial", {"USB_SERIAL", "FOO_SERIAL"}, "USB_SERIAL"},
      {"cdc_ether", {"USB_NET_CDCETHER"}, "USB_NET_CDCETHER"},
      {"cdc_ether", {"USB_NETCDCETHER"}, ""},
      {"ip_tables", {"IP_NF_IPTABLES", "IP6_NF_IPTABLES"}, ""},
      // The words of the name with others between them, but none behind.
      {"rtc_ds1307", {"RTC_DRV_DS1307", "RTC_DRV_DS1307_CENTURY"}, "RTC_DRV_DS1307"},
      {"rtc_ds1307", {"DS1307_RTC", "CLK_DS1307"}, ""},
      {"w1_gpio", {"W1_MASTER_GPIO", "GPIO"}, "W1_MASTER_GPIO"},
      {"snd_soc_core", {"SND_SOC_CORE_A", "SND_A_SOC_CORE", "SND_SOC_B_CORE"}, ""},
      // No name tells.
      {"tg3", {"TIGON3", "TG3X"}, ""},
      {"", {"A", "FS", "PHY", "A_"}, ""},
      {"_", {"A", "A_", "A__"}, ""},
      {"__", {"A", "B_C"}, ""},
      {"a\x1b", {"A"}, ""},
  }));
  CAPTURE(row.module, row.options);
  CHECK(option_of(row.module, row.options) == row.found);
}

TEST_CASE("config: an option explains a fate when it changed that way", "[config]") {
  const std::string m = "CONFIG_A=m";
  const std::string y = "CONFIG_A=y";
  const std::string n = "# CONFIG_A is not set";
  const std::string absent = "CONFIG_B=m";
  using enum ModuleFate;

  CHECK(found(m, n, "a", gone) == "CONFIG_A: m -> not set");
  CHECK(found(m, absent, "a", gone) == "CONFIG_A: m -> absent");
  CHECK(found(y, n, "a", gone) == "CONFIG_A: y -> not set");
  CHECK(found(n, m, "a", come) == "CONFIG_A: not set -> m");
  CHECK(found(absent, m, "a", come) == "CONFIG_A: absent -> m");
  CHECK(found(absent, y, "a", come) == "CONFIG_A: absent -> y");
  CHECK(found(m, y, "a", built_in) == "CONFIG_A: m -> y");
  CHECK(found(y, m, "a", module) == "CONFIG_A: y -> m");

  for (const ModuleFate fate : {gone, come, built_in, module})
    for (const std::string& same : {m, y, n, absent}) CHECK(found(same, same, "a", fate).empty());
  for (const ModuleFate fate : {gone, come, module}) CHECK(found(m, y, "a", fate).empty());
  for (const ModuleFate fate : {gone, come, built_in}) CHECK(found(y, m, "a", fate).empty());
  for (const ModuleFate fate : {come, built_in, module}) CHECK(found(m, n, "a", fate).empty());
  for (const ModuleFate fate : {gone, built_in, module}) CHECK(found(n, m, "a", fate).empty());
}

TEST_CASE("config: only what the module can be from in its kernel is asked", "[config]") {
  const auto gone = ModuleFate::gone;
  const std::string none = "CONFIG_NET=y";
  // The better fit did not change, and a worse one is no explanation.
  CHECK(found("CONFIG_A=m\nCONFIG_X_A=m", "CONFIG_A=m", "a", gone).empty());
  // An option that is not set, a number or a text builds no module.
  CHECK(found("# CONFIG_A is not set\nCONFIG_X_A=m\n", none, "a", gone) ==
        "CONFIG_X_A: m -> absent");
  CHECK(found("CONFIG_A=\"m\"\nCONFIG_X_A=m\nCONFIG_Y_A=0x1\n", none, "a", gone) ==
        "CONFIG_X_A: m -> absent");
  // An option that is `y` and ends like the module is a switch for others.
  CHECK(found("CONFIG_NET_VENDOR_A=y", none, "a", gone).empty());
  CHECK(found("CONFIG_NET_VENDOR_A=y\nCONFIG_USB_A=m", none, "a", gone) ==
        "CONFIG_USB_A: m -> absent");
}

TEST_CASE("config: of three that fit alike none is taken, but for a better one", "[config]") {
  CHECK(option_of("a", {"X_A", "Y_A", "Z_A"}).empty());
  CHECK(option_of("a", {"W_A", "X_A", "Y_A", "A"}) == "A");
  CHECK(option_of("a", {"A", "W_A", "X_A"}) == "A");
}

}  // namespace ko2alias::test
