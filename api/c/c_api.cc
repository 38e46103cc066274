// Entry of the C API: the builder starts here and follows the includes to every part.
#include "api/c/c_api.h"

const char* TfLiteVersion() { return "2.16.1"; }

const char* TfLiteExtensionApisVersion() { return TfLiteVersion(); }

int TfLiteSchemaVersion() { return 3; }
