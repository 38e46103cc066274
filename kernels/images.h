// Outputs that are images. Not inline: a shape on the stack costs more than a call.
#ifndef TARE_KERNELS_IMAGES_H_
#define TARE_KERNELS_IMAGES_H_

#include "runtime/kernel.h"

namespace tare {

/// Gives output 0 the shape [batch, height, width, channels].
Status ResizeImages(Kernel k, int batch, int height, int width, int channels);

}  // namespace tare

#endif  // TARE_KERNELS_IMAGES_H_
