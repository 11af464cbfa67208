// Questions about names. In folders and archives the name alone decides whether a file is read; a
// file that the user names is judged by its content.
#pragma once

#include <string>
#include <string_view>

namespace ko2alias {

/// `e1000.ko`, compressed or not.
bool is_module_name(std::string_view name);

/// The name that depmod gives the module of a file or an archive's member, whatever it was built
/// as: `snd_hda_intel` for `linux.deb: ./lib/modules/6.12/kernel/snd-hda-intel.ko.xz`, `x` for
/// `x.y.ko`.
std::string name_of_file(std::string_view path);

/// Whether a module can have this name. A name that is empty, or has a blank or a control character
/// in it, cannot stand in a modules.alias.
bool is_module_word(std::string_view name);

/// The endings of modules' names, for messages: `.ko, .ko.xz, .ko.zst, .ko.gz`.
std::string module_endings();

/// `modules.builtin.modinfo`, the records of the modules that are linked into a kernel.
bool is_builtin_name(std::string_view name);

/// Whether a member of an archive may be an archive itself: `data.tar.xz` of a .deb, but not its
/// `control.tar.xz`, in which no module is.
bool is_archive_name(std::string_view name);

/// `boot/config-6.12.57`, and `lib/modules/6.12.57/config` as other distributions have it.
bool is_config_name(std::string_view name);

/// `modules.order`, the order in which a kernel's build linked its modules.
bool is_order_name(std::string_view name);

/// `modules.builtin`, the list of the modules that are linked into a kernel.
bool is_builtin_list_name(std::string_view name);

/// One of the three above.
bool is_kernel_file_name(std::string_view name);

}  // namespace ko2alias
