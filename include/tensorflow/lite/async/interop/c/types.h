/* Memory and synchronization objects of a platform (AHardwareBuffer, fence, ...), as values that applications and
 * delegates hand to each other. Whoever set the pointer frees what it points to. */
#ifndef TENSORFLOW_LITE_ASYNC_INTEROP_C_TYPES_H_
#define TENSORFLOW_LITE_ASYNC_INTEROP_C_TYPES_H_

#include "../../../c/c_api_types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct TfLiteBackendBuffer TfLiteBackendBuffer;

/* NULL when memory is short. */
TFL_CAPI_EXPORT TfLiteBackendBuffer* TfLiteBackendBufferCreate(void);
/* NULL is allowed. */
TFL_CAPI_EXPORT void TfLiteBackendBufferDelete(TfLiteBackendBuffer* buf);
TFL_CAPI_EXPORT void TfLiteBackendBufferSetPtr(TfLiteBackendBuffer* buf, void* ptr);
/* NULL as long as none was set. */
TFL_CAPI_EXPORT void* TfLiteBackendBufferGetPtr(const TfLiteBackendBuffer* buf);

typedef struct TfLiteSynchronization TfLiteSynchronization;

TFL_CAPI_EXPORT TfLiteSynchronization* TfLiteSynchronizationCreate(void);
TFL_CAPI_EXPORT void TfLiteSynchronizationDelete(TfLiteSynchronization* sync);
TFL_CAPI_EXPORT void TfLiteSynchronizationSetPtr(TfLiteSynchronization* sync, void* ptr);
TFL_CAPI_EXPORT void* TfLiteSynchronizationGetPtr(const TfLiteSynchronization* sync);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* TENSORFLOW_LITE_ASYNC_INTEROP_C_TYPES_H_ */
