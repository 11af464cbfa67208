// Puts the names of a device's ids together:
//
//   pci:v00008086d000010D3sv*sd*bc*sc*i*      Intel Corporation 82574L Gigabit Network Connection
//   pci:v*d*sv*sd*bc0Csc03i30*                USB controller, XHCI
#include "device/device_names.h"

#include <atomic>
#include <filesystem>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "bus/alias_fields.h"
#include "describe/bus.h"
#include "pattern/alias_bus.h"
#include "support/file.h"
#include "support/text.h"

namespace ko2alias {
namespace {

using Id = IdNames::Id;
constexpr Id none = IdNames::none;
constexpr Id unknown = IdNames::unknown;

std::string join(const std::string& first, const std::string& second) {
  return first.empty() || second.empty() ? first + second : first + ", " + second;
}

// `Intel Corporation device 10d3` for a device without a name of its own.
std::string device_name(const IdNames& names, Id vendor, Id device) {
  std::string name = names.vendor_name({vendor, device, none, none});
  if (!name.empty()) return name;
  name = "device ";
  append_lower_hex(name, static_cast<std::uint64_t>(device), 4);
  return name;
}

// The class is told only where vendor or device is not known.
std::string describe_device(const IdNames& names, const IdNames::Path& path,
                            const std::string& class_text) {
  const Id vendor = path[0];
  const Id device = path[1];
  const std::string vendor_name = names.vendor_name({vendor, none, none, none});
  if (vendor_name.empty()) return class_text;
  if (device == unknown) return join(vendor_name, class_text);
  const std::string text = vendor_name + " " + device_name(names, vendor, device);
  const std::string subsystem = names.vendor_name(path);
  return subsystem.empty() ? text : text + " (" + subsystem + ")";
}

struct ClassIds {
  Id base = unknown;
  Id sub = unknown;
  Id protocol = unknown;
};

// `USB controller, XHCI`: the name of a PCI subclass tells its class too.
std::string describe_pci_class(const IdNames& names, const ClassIds& ids) {
  const std::string subclass = names.class_name({ids.base, ids.sub, none, none});
  if (subclass.empty()) return names.class_name({ids.base, none, none, none});
  return join(subclass, names.class_name({ids.base, ids.sub, ids.protocol, none}));
}

// `Mass Storage, SCSI, Bulk-Only`
std::string describe_usb_class(const IdNames& names, const ClassIds& ids) {
  const std::string text = join(names.class_name({ids.base, none, none, none}),
                                names.class_name({ids.base, ids.sub, none, none}));
  return join(text, names.class_name({ids.base, ids.sub, ids.protocol, none}));
}

Id id_of(const FieldText& field) {
  const auto number = number_of(field);
  return number ? Id{*number} : unknown;
}

Id id_of(std::span<const FieldText> fields, FieldRole role) {
  const FieldText* const field = find_role(fields, role);
  return field != nullptr ? id_of(*field) : unknown;
}

// The class of the interface, whose fields come last, goes before that of the device, which is
// often `(Defined at Interface level)`.
std::string describe_class(const IdNames& names, IdNamesOf of, std::span<const FieldText> fields) {
  ClassIds ids;
  for (auto field = fields.rbegin(); field != fields.rend(); ++field) {
    if (field->field->role == FieldRole::protocol) ids.protocol = id_of(*field);
    if (field->field->role == FieldRole::subclass) ids.sub = id_of(*field);
    if (field->field->role != FieldRole::base_class) continue;
    ids.base = id_of(*field);
    std::string text =
        of == IdNamesOf::pci ? describe_pci_class(names, ids) : describe_usb_class(names, ids);
    if (!text.empty()) return text;
  }
  return {};
}

// From the first of the folders in which the file can be read.
std::string read_ids(const std::string& name, const std::vector<std::string>& folders,
                     std::vector<Problem>& problems) {
  std::vector<Problem> unread;
  for (const std::string& folder : folders) {
    const std::string path = std::string(folder).append("/").append(name);
    auto text = read_text_file(path);
    if (text) return std::move(*text);
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored))
      unread.push_back({.place = path, .message = text.problem().message});
  }
  std::move(unread.begin(), unread.end(), std::back_inserter(problems));
  return {};
}

}  // namespace

DeviceNames::DeviceNames(std::string pci_ids, std::string usb_ids)
    : pci_{.is_there = !pci_ids.empty()}, usb_{.is_there = !usb_ids.empty()} {
  pci_.names = IdNames(std::move(pci_ids));
  usb_.names = IdNames(std::move(usb_ids));
}

std::string DeviceNames::describe(std::string_view alias) const {
  const Bus* const bus = find_bus_of(alias);
  if (bus == nullptr || bus->names == IdNamesOf::nothing) return {};
  const List& list = bus->names == IdNamesOf::pci ? pci_ : usb_;
  if (!list.is_there) {
    std::atomic_ref(list.is_wanted).store(true, std::memory_order_relaxed);
    return {};
  }
  const IdNames& names = list.names;
  const std::vector<FieldText> fields = split_fields(bus->fields, fields_text(alias));
  const IdNames::Path path = {id_of(fields, FieldRole::vendor), id_of(fields, FieldRole::device),
                              id_of(fields, FieldRole::subvendor),
                              id_of(fields, FieldRole::subdevice)};
  return describe_device(names, path, describe_class(names, bus->names, fields));
}

std::vector<std::string_view> DeviceNames::missing_files() const {
  std::vector<std::string_view> files;
  if (pci_.is_wanted) files.emplace_back("pci.ids");
  if (usb_.is_wanted) files.emplace_back("usb.ids");
  return files;
}

DeviceNamesReading read_device_names(const std::optional<std::string>& folder) {
  DeviceNamesReading reading;
  reading.folders = folder ? std::vector{*folder}
                           : std::vector<std::string>{"/usr/share/misc", "/usr/share/hwdata"};
  std::string pci = read_ids("pci.ids", reading.folders, reading.problems);
  std::string usb = read_ids("usb.ids", reading.folders, reading.problems);
  reading.is_folder_without = folder && pci.empty() && usb.empty() && reading.problems.empty();
  reading.names = {std::move(pci), std::move(usb)};
  return reading;
}

}  // namespace ko2alias
