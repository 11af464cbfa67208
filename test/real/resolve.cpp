// Asks libkmod, the library behind modprobe, for the modules of devices: a judge of patterns that
// is not us.
//
//   ko2alias_resolve FOLDER <MODALIASES        FOLDER: where depmod put modules.alias.bin and its
//   like
//
// Reads modaliases, one a line, and prints for each what resolves it, in libkmod's order:
//
//   usb:v0BDAp8152d2000dc00dsc00dp00icFFiscFFip00in00      r8152 <tab> r8153_ecm
//   pci:v00001AF4d00001000sv00001AF4sd00000001bc02sc00i00  virtio_pci
//   of:NnobodyT                                            (an empty line)
//   of:Nnob]dyT                                            (an empty line: what libkmod takes for
//   no modalias)
//
// Neither the host's /etc/modprobe.d nor its modules have a say.
#include <cerrno>
#include <iostream>
#include <string>

#include <libkmod.h>

namespace {

void print_modules(kmod_list* modules) {
  kmod_list* entry = nullptr;
  kmod_list_foreach(entry, modules) {
    kmod_module* const module = kmod_module_get_module(entry);
    if (entry != modules) std::cout << '\t';
    std::cout << kmod_module_get_name(module);
    kmod_module_unref(module);
  }
  std::cout << '\n';
}

int resolve_lines(kmod_ctx* context) {
  for (std::string line; std::getline(std::cin, line);) {
    kmod_list* modules = nullptr;
    const int error = kmod_module_new_from_lookup(context, line.c_str(), &modules);
    // -EINVAL says that its brackets are not balanced.
    if (error < 0 && error != -EINVAL) {
      std::cerr << "ko2alias_resolve: error: " << line << ": libkmod cannot look it up\n";
      return 2;
    }
    print_modules(modules);
    kmod_module_unref_list(modules);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: ko2alias_resolve FOLDER <MODALIASES\n";
    return 2;
  }
  std::ios::sync_with_stdio(false);
  const char* const no_configuration = nullptr;
  kmod_ctx* const context = kmod_new(argv[1], &no_configuration);
  // Without its indexes in memory each look-up opens them again.
  if (context == nullptr || kmod_load_resources(context) < 0) {
    std::cerr << "ko2alias_resolve: error: " << argv[1]
              << ": libkmod finds no indexes of depmod's\n";
    return 2;
  }
  const int status = resolve_lines(context);
  kmod_unref(context);
  return status;
}
