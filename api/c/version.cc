// C API: versions.
#include "api/c/public.h"

const char* TfLiteVersion() { return "2.16.1"; }

const char* TfLiteExtensionApisVersion() { return TfLiteVersion(); }

int TfLiteSchemaVersion() { return 3; }
