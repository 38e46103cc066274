// C API: operators of the app. Functions of older releases return shorter structures; what they lack is zero.
#include "api/c/op_resolver.h"

#include "runtime/op_codes.h"
#include "runtime/operator.h"

namespace tare::c {
namespace {

/// Bytes of TfLiteRegistration in older releases.
constexpr size_t kV1Bytes = offsetof(TfLiteRegistration, registration_external);
constexpr size_t kV2Bytes = offsetof(TfLiteRegistration, async_kernel);
constexpr size_t kV3Bytes = offsetof(TfLiteRegistration, inplace_operator);

TfLiteRegistration FromOperator(const TfLiteOperator* o) {
  TfLiteRegistration r = {};
  r.builtin_code = o->builtin_code;
  r.custom_name = o->custom_name;
  r.version = o->version;
  r.registration_external = const_cast<TfLiteOperator*>(o);
  return r;
}

const TfLiteRegistration* Converted(Extras& extras, Finders::Returns returns, const void* found) {
  if (!found || returns == Finders::kRegistration) return static_cast<const TfLiteRegistration*>(found);
  extras.found = {};
  if (returns == Finders::kOperator) {
    extras.found = FromOperator(static_cast<const TfLiteOperator*>(found));
  } else {
    const size_t bytes = returns == Finders::kV1 ? kV1Bytes : returns == Finders::kV2 ? kV2Bytes : kV3Bytes;
    __builtin_memcpy(&extras.found, found, bytes);
  }
  return &extras.found;
}

const TfLiteRegistration* Find(void* user, int op, const char* name, int version) {
  Extras& extras = *static_cast<Extras*>(user);
  for (const Finders& f : extras.finders) {
    const void* found = f.find ? f.find(f, extras.user, op, name, version) : nullptr;
    if (found) return Converted(extras, f.returns, found);
  }
  if (extras.finders[0].returns != Finders::kNothing) return nullptr;
  for (int i = extras.added_count - 1; i >= 0; --i) {
    const AddedOp& a = extras.added[i];
    const bool same = name ? a.name && __builtin_strcmp(a.name, name) == 0 : !a.name && a.op == op;
    if (same && version >= a.min_version && version <= a.max_version) return &a.registration;
  }
  return nullptr;
}

void Add(TfLiteInterpreterOptions* options, const AddedOp& op) {
  Extras* extras = ExtrasOf(options);
  if (!extras) return;
  void* grown = __builtin_realloc(extras->added, sizeof(AddedOp) * (static_cast<size_t>(extras->added_count) + 1));
  if (!grown) return;
  extras->added = static_cast<AddedOp*>(grown);
  extras->added[extras->added_count++] = op;
}

template <class R, class OpT>
using FindBuiltin = const R* (*)(void* user, OpT op, int version);
template <class R>
using FindCustom = const R* (*)(void* user, const char* name, int version);

template <class R, class OpT>
void SetFinders(TfLiteInterpreterOptions* options, int place, Finders::Returns returns, FindBuiltin<R, OpT> builtin,
                FindCustom<R> custom, void* user) {
  Extras* extras = ExtrasOf(options);
  if (!extras) return;
  const auto find = [](const Finders& f, void* user_data, int op, const char* name, int version) -> const void* {
    const auto find_builtin = reinterpret_cast<FindBuiltin<R, OpT>>(f.builtin);
    const auto find_custom = reinterpret_cast<FindCustom<R>>(f.custom);
    if (name) return find_custom ? find_custom(user_data, name, version) : nullptr;
    return find_builtin ? find_builtin(user_data, static_cast<OpT>(op), version) : nullptr;
  };
  extras->finders[place] = {returns, reinterpret_cast<void (*)()>(builtin), reinterpret_cast<void (*)()>(custom), find};
  if (place == 0) extras->finders[1] = {};
  extras->user = user;
}

}  // namespace

Extras* ExtrasOf(TfLiteInterpreterOptions* options) {
  if (!options->extras) options->extras = __builtin_calloc(1, sizeof(Extras));
  return static_cast<Extras*>(options->extras);
}

Extras* CopyExtras(const Extras* from) {
  auto* copy = from ? static_cast<Extras*>(__builtin_malloc(sizeof(Extras))) : nullptr;
  if (!copy) return nullptr;
  *copy = *from;
  const size_t bytes = sizeof(AddedOp) * static_cast<size_t>(from->added_count);
  copy->added = bytes ? static_cast<AddedOp*>(__builtin_malloc(bytes)) : nullptr;
  if (copy->added) {
    __builtin_memcpy(copy->added, from->added, bytes);
  } else {
    copy->added_count = 0;
  }
  return copy;
}

void FreeExtras(Extras* extras) {
  if (extras) __builtin_free(extras->added);
  __builtin_free(extras);
}

OpResolver ResolverOf(Extras* extras, bool only) {
  if (!extras) return {nullptr, nullptr, only};
  return {Find, extras, only || extras->finders[0].returns != Finders::kNothing};
}

}  // namespace tare::c

using tare::c::Finders;

void TfLiteInterpreterOptionsAddBuiltinOp(TfLiteInterpreterOptions* options, TfLiteBuiltinOperator op,
                                          const TfLiteRegistration* registration, int32_t min_version,
                                          int32_t max_version) {
  tare::c::Add(options, {op, nullptr, min_version, max_version, *registration});
}

void TfLiteInterpreterOptionsAddCustomOp(TfLiteInterpreterOptions* options, const char* name,
                                         const TfLiteRegistration* registration, int32_t min_version,
                                         int32_t max_version) {
  tare::c::Add(options, {kTfLiteBuiltinCustom, name, min_version, max_version, *registration});
}

void TfLiteInterpreterOptionsAddOperator(TfLiteInterpreterOptions* options, TfLiteOperator* registration) {
  tare::c::Add(options, {registration->builtin_code, registration->custom_name, registration->version,
                         registration->version, tare::c::FromOperator(registration)});
}

void TfLiteInterpreterOptionsAddRegistrationExternal(TfLiteInterpreterOptions* options,
                                                     TfLiteRegistrationExternal* registration) {
  TfLiteInterpreterOptionsAddOperator(options, registration);
}

void TfLiteInterpreterOptionsSetOpResolver(
    TfLiteInterpreterOptions* options,
    const TfLiteRegistration* (*find_builtin_op)(void* user_data, TfLiteBuiltinOperator op, int version),
    const TfLiteRegistration* (*find_custom_op)(void* user_data, const char* custom_op, int version),
    void* op_resolver_user_data) {
  tare::c::SetFinders(options, 0, Finders::kRegistration, find_builtin_op, find_custom_op, op_resolver_user_data);
}

void TfLiteInterpreterOptionsSetOpResolverV3(
    TfLiteInterpreterOptions* options,
    const TfLiteRegistration_V3* (*find_builtin_op_v3)(void* user_data, TfLiteBuiltinOperator op, int version),
    const TfLiteRegistration_V3* (*find_custom_op_v3)(void* user_data, const char* op, int version),
    void* op_resolver_user_data) {
  tare::c::SetFinders(options, 0, Finders::kV3, find_builtin_op_v3, find_custom_op_v3, op_resolver_user_data);
}

void TfLiteInterpreterOptionsSetOpResolverV2(
    TfLiteInterpreterOptions* options,
    const TfLiteRegistration_V2* (*find_builtin_op_v2)(void* user_data, TfLiteBuiltinOperator op, int version),
    const TfLiteRegistration_V2* (*find_custom_op_v2)(void* user_data, const char* op, int version),
    void* op_resolver_user_data) {
  tare::c::SetFinders(options, 0, Finders::kV2, find_builtin_op_v2, find_custom_op_v2, op_resolver_user_data);
}

void TfLiteInterpreterOptionsSetOpResolverV1(
    TfLiteInterpreterOptions* options,
    const TfLiteRegistration_V1* (*find_builtin_op_v1)(void* user_data, TfLiteBuiltinOperator op, int version),
    const TfLiteRegistration_V1* (*find_custom_op_v1)(void* user_data, const char* op, int version),
    void* op_resolver_user_data) {
  tare::c::SetFinders(options, 0, Finders::kV1, find_builtin_op_v1, find_custom_op_v1, op_resolver_user_data);
}

void TfLiteInterpreterOptionsSetOpResolverExternal(
    TfLiteInterpreterOptions* options, const TfLiteOperator* (*find_builtin_op)(void* user_data, int op, int version),
    const TfLiteOperator* (*find_custom_op)(void* user_data, const char* custom_op, int version),
    void* op_resolver_user_data) {
  tare::c::SetFinders(options, 0, Finders::kOperator, find_builtin_op, find_custom_op, op_resolver_user_data);
}

void TfLiteInterpreterOptionsSetOpResolverExternalWithFallback(
    TfLiteInterpreterOptions* options,
    const TfLiteOperator* (*find_builtin_op_external)(void* user_data, int op, int version),
    const TfLiteOperator* (*find_custom_op_external)(void* user_data, const char* custom_op, int version),
    const TfLiteRegistration* (*find_builtin_op)(void* user_data, TfLiteBuiltinOperator op, int version),
    const TfLiteRegistration* (*find_custom_op)(void* user_data, const char* op, int version),
    void* op_resolver_user_data) {
  tare::c::SetFinders(options, 0, Finders::kOperator, find_builtin_op_external, find_custom_op_external,
                      op_resolver_user_data);
  tare::c::SetFinders(options, 1, Finders::kRegistration, find_builtin_op, find_custom_op, op_resolver_user_data);
}

void TfLiteInterpreterOptionsSetEnableDelegateFallback(TfLiteInterpreterOptions* options, bool enable) {
  if (tare::c::Extras* extras = tare::c::ExtrasOf(options)) extras->fallback = enable;
}

void TfLiteInterpreterOptionsSetUseNNAPI(TfLiteInterpreterOptions* /*options*/, bool /*enable*/) {}

void TfLiteInterpreterOptionsSetTelemetryProfiler(TfLiteInterpreterOptions* /*options*/,
                                                  TfLiteTelemetryProfilerStruct* /*profiler*/) {}
