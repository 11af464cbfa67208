/* cdx, which has the same override: nothing before 6.4, these aliases from 6.7 on. */
#include "tables.h"

static const struct cdx_id cdx_ids[] = {
    {0x10ee, 0x8084, ANY16, ANY16, 0, 0, 0},
    {0x10ee, 0x8084, ANY16, ANY16, 0, 0, 1},
    {0x10ee, ANY16, 0x10ee, 0x0001, 0, 0, 1},
    {ANY16, ANY16, ANY16, ANY16, 0x020000, 0xffffff, 0},
    {ANY16, ANY16, ANY16, ANY16, 0x02000000, 0xffffff, 1},
    {ANY16, ANY16, ANY16, ANY16, 0x020000, 0xffff00, 0},
    {0x10ee, 0x8084, ANY16, ANY16, 0, 0, 0},
    {0},
};
DEVICE_TABLE(cdx, cdx_ids);
