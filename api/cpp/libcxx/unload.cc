// Destroys global objects when the library is unloaded, as the start-up objects of other tool chains do. It is linked
// where code has global objects with destructors: those are registered under this handle. Apple's linker and loader see
// to it themselves.
#ifndef __APPLE__
extern "C" {
__attribute__((visibility("hidden"))) void* __dso_handle = &__dso_handle;
int __cxa_finalize(void* library);
}

__attribute__((destructor)) static void DestroyGlobals() { __cxa_finalize(&__dso_handle); }
#endif
