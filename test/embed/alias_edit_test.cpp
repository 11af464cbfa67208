// The alias records of .modinfo, edited.
#include "embed/alias_edit.h"

#include <algorithm>

#include "embed/builtin_edit.h"
#include "kit/kit.h"

namespace ko2alias::test {
namespace {

// Records with `|` for NUL.
std::string section(std::string text) {
  std::replace(text.begin(), text.end(), '|', '\0');
  return text;
}

std::string shown(std::string bytes) {
  std::replace(bytes.begin(), bytes.end(), '\0', '|');
  return bytes;
}

std::string edited(const std::string& text, const AliasEdit& edit) {
  return shown(edit_modinfo(section(text), edit).bytes);
}

std::string edited_builtin(const std::string& text, const AliasEdit& edit,
                           std::string_view name = "") {
  const auto result = edit_builtin_modinfo(section(text), edit, name);
  return result ? shown(result->bytes) : result.problem().message;
}

}  // namespace

TEST_CASE("embed: aliases stand where the first one stood", "[embed]") {
  const std::string before = "license=GPL|alias=pci:a|parm=x:y|alias=pci:b|depends=|vermagic=6.1|";
  CHECK(edited(before, {.is_replacing = true, .aliases = {"usb:x", "usb:y"}}) ==
        "license=GPL|alias=usb:x|alias=usb:y|parm=x:y|depends=|vermagic=6.1|");
  CHECK(edited("license=GPL|depends=|vermagic=6.1|", {.added = {"usb:x"}}) ==
        "license=GPL|alias=usb:x|depends=|vermagic=6.1|");
  CHECK(edited("license=GPL|", {.added = {"usb:x"}}) == "license=GPL|alias=usb:x|");
  CHECK(edited("", {.added = {"usb:x"}}) == "alias=usb:x|");
}

TEST_CASE("embed: one that is added or removed leaves the others in their places", "[embed]") {
  const std::string before = "license=GPL|alias=pci:a|parm=x:y|alias=pci:b|depends=|";
  CHECK(edited(before, {.added = {"usb:x", "pci:a", "usb:x"}}) ==
        "license=GPL|alias=pci:a|parm=x:y|alias=pci:b|alias=usb:x|depends=|");
  CHECK(edited(before, {.removed = {"pci:a"}}) == "license=GPL|parm=x:y|alias=pci:b|depends=|");
  CHECK(edited(before, {.added = {"usb:x"}, .removed = {"pci:*"}}) ==
        "license=GPL|parm=x:y|alias=usb:x|depends=|");
}

TEST_CASE("embed: other records stay, with their order, repeats and oddities", "[embed]") {
  const std::string before =
      "parm=a:b|parm=a:b||license=GPL|oddity|alias|aliases=x|=|alias=a|x=alias=b";
  CHECK(edited(before, {.removed = {"a"}}) ==
        "parm=a:b|parm=a:b|license=GPL|oddity|alias|aliases=x|=|x=alias=b|");
}

TEST_CASE("embed: what is as it should be keeps its bytes", "[embed]") {
  // Another order, padding and repeats of other keys are no reason.
  const std::string before = "||license=GPL|alias=b|alias=a|license=GPL|depends=|||";
  AliasEdit same{.is_replacing = true, .aliases = {"a", "b"}};
  CHECK_FALSE(edit_modinfo(section(before), same).is_changed);
  CHECK(edited(before, same) == before);
  CHECK(edited(before, {.added = {"a"}}) == before);
  CHECK(edited(before, {.removed = {"c*"}}) == before);
  CHECK(edited(before, {.added = {"a"}, .removed = {"a"}}) == before);
  same.has_order = true;
  CHECK(edited(before, same) == "license=GPL|alias=a|alias=b|license=GPL|depends=|");
  CHECK(edit_modinfo(section(before), same).added.empty());
}

TEST_CASE("embed: an edit says what it adds and removes", "[embed]") {
  const EditedModinfo result = edit_modinfo(section("alias=pci:a|alias=pci:a|alias=usb:b|"),
                                            {.is_replacing = true, .aliases = {"pci:a", "i2c:c"}});
  CHECK(result.added == strings{"i2c:c"});
  CHECK(result.removed == strings{"pci:a", "usb:b"});
}

TEST_CASE("embed: --remove takes an alias as it is written, or what a pattern matches", "[embed]") {
  const std::string before = "alias=usb:v1p00[0-9]*|alias=usb:v1p001*|alias=pci:v2*|";
  CHECK(edited(before, {.removed = {"usb:v1p00[0-9]*"}}) == "alias=pci:v2*|");
  CHECK(edited(before, {.removed = {"usb:v1p001*"}}) == "alias=usb:v1p00[0-9]*|alias=pci:v2*|");
  CHECK(edited(before, {.removed = {"*"}}).empty());
  CHECK(
      edited(before, {.is_replacing = true, .aliases = {"pci:a", "usb:b"}, .removed = {"usb:*"}}) ==
      "alias=pci:a|");
}

TEST_CASE("embed: what kmod cannot use has a reason", "[embed]") {
  for (const char* const alias :
       {"pci:v00001ED5d*sv*sd*bc*sc*i*", "usb:v1ED5p00[0-9]*", "dmi*:svnAcme\xc3\xa9*"}) {
    CAPTURE(alias);
    CHECK_FALSE(unusable_reason(alias));
  }
  const auto reason = [](const std::string& alias) { return unusable_reason(alias).value_or(""); };
  CHECK(reason("") == "it is empty");
  CHECK(contains(reason("a b"), "blank"));
  for (const std::string& alias :
       {std::string("a\nb"), std::string("a\tb"), std::string("a\0b", 3)})
    CHECK(contains(reason(alias), "control character"));
  for (const char* const alias : {"a[b", "a]b", "[a", "a[bc]d["})
    CHECK(contains(reason(alias), "bracket"));
  CHECK(reason(std::string(4000, 'a')).empty());
  CHECK(contains(reason(std::string(4001, 'a')), "4001 bytes"));
}

TEST_CASE("embed: records of built-in modules are edited like a module's", "[embed]") {
  const std::string before =
      "acme.license=GPL|acme.alias=pci:a|acme-hub.license=GPL|other.alias=pci:a|other.file=x|";
  CHECK(edited_builtin(before, {.added = {"usb:x"}}, "acme_hub") ==
        "acme.license=GPL|acme.alias=pci:a|acme-hub.license=GPL|acme-hub.alias=usb:x|"
        "other.alias=pci:a|other.file=x|");
  CHECK(edited_builtin(before, {.removed = {"pci:*"}}, "other") ==
        "acme.license=GPL|acme.alias=pci:a|acme-hub.license=GPL|other.file=x|");
  CHECK(edited_builtin(before, {.removed = {"pci:*"}}) ==
        "acme.license=GPL|acme-hub.license=GPL|other.file=x|");
  CHECK(edited_builtin(before, {.removed = {"usb:*"}}) == before);
  CHECK(edited_builtin(before, {.added = {"pci:a"}}, "acme") == before);
  CHECK(contains(edited_builtin(before, {.added = {"usb:x"}}), "needs the name"));
  CHECK(edited_builtin(before, {.added = {"usb:x"}}, "none") == "it has no module none");
  CHECK(edited_builtin("a.x=1|b.x=1|a.y=1|", {.added = {"usb:x"}}, "a") ==
        "the records of a stand apart");
}

}  // namespace ko2alias::test
