/*
 * What a driver's tables look like to a compiler: structs of our own with the layouts of
 * docs/kernel-facts, and the symbol that marks a table, spelled as the release wants it. ERA is B
 * (4.20 to 6.12) or D (6.18 and later); MODULE is the module's name.
 */
typedef unsigned short u16;
typedef unsigned int u32;

#define MODINFO(line, text) \
  static const char modinfo_##line[] __attribute__((section(".modinfo"), used, aligned(1))) = text
MODINFO(1, "license=Dual MIT/GPL");
MODINFO(2, "description=device tables to be read by a stranger");

#define TABLE_SYMBOL_B(module, type, table) __mod_##type##__##table##_device_table
#define TABLE_SYMBOL_D(module, type, table) __mod_device_table__kmod_##module##__##type##__##table
#define EXPAND(macro, module, type, table) macro(module, type, table)
#define DEVICE_TABLE_AS(symbol, table) \
  extern const __typeof__(table) symbol __attribute__((unused, alias(#table)))
#define DEVICE_TABLE_EXPANDED(symbol, table) DEVICE_TABLE_AS(symbol, table)

#if ERA_D
#define DEVICE_TABLE(type, table) \
  DEVICE_TABLE_EXPANDED(EXPAND(TABLE_SYMBOL_D, MODULE, type, table), table)
#else
#define DEVICE_TABLE(type, table) \
  DEVICE_TABLE_EXPANDED(EXPAND(TABLE_SYMBOL_B, MODULE, type, table), table)
#endif

#define ANY 0xffffffffu
#define ANY16 0xffff

/* 5.15 and later. */
struct pci_id {
  u32 vendor, device, subvendor, subdevice, class, class_mask;
  unsigned long driver_data;
  u32 override_only;
};

/* 6.7 and later. */
struct cdx_id {
  u16 vendor, device, subvendor, subdevice;
  u32 class, class_mask, override_only;
};
