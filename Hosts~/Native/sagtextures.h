/* SagTextures: textures from seeds, with a trained model, on Vulkan or the CPU. */
#ifndef SAGTEXTURES_H
#define SAGTEXTURES_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The library's version as one number that grows: 0x00MMmmpp. */
uint32_t sagtextures_version(void);

#ifdef __cplusplus
}
#endif

#endif
