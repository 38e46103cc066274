// The native half of the Java API: two exported functions, because each exported name costs bytes. They are plain
// Java_… names, found without JNI_OnLoad and RegisterNatives, so an app may load the library under any name; the
// package in them is the one that the build gives the Java classes.
//
//   static native long   org.tensorflow.lite.Interpreter.call(int op, long handle, long id, int i, Object o)
//   static native Object org.tensorflow.lite.Interpreter.get(int op, long handle, long id, int i)
//
// `handle` is a Session, made by kOpenFile or kOpenBuffer and freed by kDelete. `id` is a graph, a signature, or a
// tensor as graph << 32 | index. Parameters not named below are ignored (0, null). Nothing throws: status results are a
// TfLiteStatus (0 = good), and the messages behind a failure are kErrors. The Java side checks that handles are open
// and ids come from earlier answers; sizes and positions are checked here.
//
//   call           id         i                     o             result
//   0 kNothing                                                    0 (shows that the library is loaded)
//   1 kOpenFile                                     String path   handle, 0 when out of memory
//   2 kOpenBuffer                                   direct buffer handle; Java keeps the buffer alive
//   3 kBuild                  threads (-1 = unset)  long[] delegates or null
//                                                                 status; -1: the model is invalid; replaces an
//                                                                 interpreter built before
//   4 kDelete
//   5 kAllocate    graph                                          status
//   6 kInvoke      graph                                          status
//   7 kResize      graph * 2 + strict  position     int[] shape   status
//   8 kReset                                                      status
//   9 kCancel                 1 = cancel, 0 = go on
//  10 kCount       side                                           how many
//  11 kTensor      side       position                            index of the tensor, -1 when out of range
//  12 kFlex                                                       1 when a Flex op has no kernel
//  13 kGraph       signature                                      its graph
//  14 kPosition    signature * 2 + output  position               position among the graph's inputs or outputs, or -1
//  15 kType        tensor                                         TfLiteType
//  16 kBytes       tensor                                         size
//  17 kScale       tensor                                         bits of the float
//  18 kZeroPoint   tensor
//  19 kPut         tensor                           direct buffer 0, or -1 without memory; copies the tensor's size
//                                                                 from the buffer's address (Java has compared the
//                                                                 sizes)
//  20 kReadRow     tensor     first element         array         elements copied to the primitive array or String[],
//  21 kWriteRow    tensor     first element         array         or from it; -1 when they are not there
//  22 kWriteBytes  tensor     first element         byte[][]      the same for string tensors
//
//   get            id         i                     result
//   0 kErrors                                       String: all messages so far, oldest first, at most 511 bytes
//   1 kKey                    signature             String, or null after the last
//   2 kName        signature * 2 + output  position in the signature
//                                                   String, or null after the last
//   3 kTensorName  tensor                           String
//   4 kShape       tensor                           int[]
//   5 kSignature   tensor                           int[]: the shape with -1 where the model leaves it open
//   6 kBuffer      tensor                           direct ByteBuffer over the tensor's memory, null without memory
#include "api/java/jni/text.h"
#include "runtime/interpreter.h"
#include "runtime/platform/libc.h"
#include "runtime/platform/log.h"

namespace tare::jni {
namespace {

enum Call : int32_t {
  kNothing,
  kOpenFile,
  kOpenBuffer,
  kBuild,
  kDelete,
  kAllocate,
  kInvoke,
  kResize,
  kReset,
  kCancel,
  kCount,
  kTensor,
  kFlex,
  kGraph,
  kPosition,
  kType,
  kBytes,
  kScale,
  kZeroPoint,
  kPut,
  kReadRow,
  kWriteRow,
  kWriteBytes
};
enum Get : int32_t { kErrors, kKey, kName, kTensorName, kShape, kSignature, kBuffer };

/// What a Java Interpreter owns. Zeroed memory is its initial state.
struct Session {
  Model* model;
  Interpreter* interpreter;
  bool cancelled;  // set by any thread
  int used;        // bytes of `errors` in use, or more when the last message did not fit
  char errors[512];
};

/// Messages pile up, separated by newlines, until the buffer is full; none is ever dropped. They are logged, too.
void Report(void* user, const char* format, va_list args) {
  va_list again;
  va_copy(again, args);
  LogError(nullptr, format, again);
  va_end(again);
  auto& session = *static_cast<Session*>(user);
  constexpr int kLast = sizeof(session.errors) - 1;
  if (session.used > 0 && session.used < kLast) session.errors[session.used++] = '\n';
  if (session.used >= kLast) return;
  session.used += vsnprintf(session.errors + session.used, static_cast<size_t>(kLast + 1 - session.used), format, args);
}

int64_t Open(Env* env, Object* source, bool is_file) {
  auto* session = static_cast<Session*>(__builtin_calloc(1, sizeof(Session)));
  if (!session) return 0;
  const ErrorReporter errors{Report, session};
  if (is_file) {
    if (const char* path = env->vm->GetStringUTFChars(env, source, nullptr)) {
      session->model = Model::FromFile(path, errors);
      env->vm->ReleaseStringUTFChars(env, source, path);
    }
  } else {
    session->model = Model::FromBuffer(env->vm->GetDirectBufferAddress(env, source),
                                       static_cast<size_t>(env->vm->GetDirectBufferCapacity(env, source)), errors);
  }
  return static_cast<int64_t>(reinterpret_cast<intptr_t>(session));
}

int64_t Build(Env* env, Session& session, int threads, Object* delegates) {
  if (!session.model) return -1;
  Interpreter::Destroy(session.interpreter);
  session.interpreter = Interpreter::Create(session.model, {Report, &session}, threads);
  if (!session.interpreter) return kError;
  session.interpreter->SetCancellationFlag(&session.cancelled);
  const int32_t count = delegates ? env->vm->GetArrayLength(env, delegates) : 0;
  for (int32_t i = 0; i < count; ++i) {
    int64_t delegate;
    env->vm->GetLongArrayRegion(env, delegates, i, 1, &delegate);
    const Status status = session.interpreter->ModifyGraphWithDelegate(
        reinterpret_cast<TfLiteDelegate*>(static_cast<intptr_t>(delegate)));
    if (status != kOk) return status;
  }
  return kOk;
}

int64_t Resize(Env* env, Interpreter& interpreter, int graph, bool strict, int position, Object* shape) {
  // A rank beyond this is no shape of an array that Java could hold.
  constexpr int32_t kMaxJavaRank = 255;
  int32_t dims[kMaxJavaRank];
  const int32_t rank = env->vm->GetArrayLength(env, shape);
  if (rank > kMaxJavaRank) return kError;
  env->vm->GetIntArrayRegion(env, shape, 0, rank, dims);
  return interpreter.ResizeInput(graph, position, dims, rank, strict);
}

/// Where a signature's input or output `i` is among those of its graph, or -1.
int32_t PositionInGraph(const Interpreter& interpreter, int signature, Side side, int i) {
  const TfLiteIntArray& ends = interpreter.ends(side, interpreter.signature(signature).subgraph);
  const int tensor = interpreter.signature_tensor(signature, side, i);
  int32_t at = tensor < 0 ? -1 : ends.size - 1;
  while (at >= 0 && ends.data[at] != tensor) --at;
  return at;
}

/// Copies between a primitive array, whose elements are as wide as the tensor's, and the tensor.
int64_t CopyRow(Env* env, const Tensor& tensor, int32_t first, Object* row, bool write) {
  if (tensor.type() == kTfLiteString) {
    return write ? WriteStrings(env, tensor, first, row, false) : ReadStrings(env, tensor, first, row);
  }
  const int32_t count = env->vm->GetArrayLength(env, row);
  const size_t width = ElementBytes(tensor.type());
  if (first < 0 || !width || !tensor.data<char>() ||
      (static_cast<uint64_t>(first) + static_cast<uint64_t>(count)) > tensor.bytes() / width) {
    return -1;
  }
  void* elements = env->vm->GetPrimitiveArrayCritical(env, row, nullptr);
  if (!elements) return -1;
  char* data = tensor.data<char>() + static_cast<size_t>(first) * width;
  __builtin_memcpy(write ? data : elements, write ? elements : data, static_cast<size_t>(count) * width);
  env->vm->ReleasePrimitiveArrayCritical(env, row, elements, 0);
  return count;
}

Object* NewInts(Env* env, const TfLiteIntArray* ints) {
  Object* array = env->vm->NewIntArray(env, ints->size);
  if (array) env->vm->SetIntArrayRegion(env, array, 0, ints->size, ints->data);
  return array;
}

Object* NewName(Env* env, const char* name) { return name ? NewText(env, name, __builtin_strlen(name)) : nullptr; }

Session* FromHandle(int64_t handle) { return reinterpret_cast<Session*>(static_cast<intptr_t>(handle)); }

Tensor TensorOf(const Interpreter& interpreter, int64_t id) {
  return Tensor(interpreter.tensor(static_cast<int32_t>(id), static_cast<int32_t>(id >> 32)));
}

}  // namespace
}  // namespace tare::jni

extern "C" {

TARE_EXPORT int64_t TARE_JAVA_NAME(Interpreter_call)(tare::jni::Env* env, tare::jni::Object* /*clazz*/, int32_t op,
                                                     int64_t handle, int64_t id, int32_t i, tare::jni::Object* o) {
  using namespace tare;
  using namespace tare::jni;
  if (op == kNothing) return 0;
  if (op <= kOpenBuffer) return Open(env, o, op == kOpenFile);
  Session& session = *FromHandle(handle);
  Interpreter* interpreter = session.interpreter;
  if (op >= kType) {
    const Tensor tensor = TensorOf(*interpreter, id);
    switch (op) {
      case kType:
        return tensor.type();
      case kBytes:
        return static_cast<int64_t>(tensor.bytes());
      case kScale:
        return __builtin_bit_cast(int32_t, tensor.scale());
      case kZeroPoint:
        return tensor.zero_point();
      case kPut: {
        const void* from = env->vm->GetDirectBufferAddress(env, o);
        if (!from || !tensor.data<void>()) return -1;
        __builtin_memcpy(tensor.data<void>(), from, tensor.bytes());
        return 0;
      }
      case kWriteBytes:
        return WriteStrings(env, tensor, i, o, true);
      default:
        return CopyRow(env, tensor, i, o, op == kWriteRow);
    }
  }
  const auto whole = static_cast<int>(id);  // a graph or signature where the operation has no side
  const int half = whole >> 1;
  const auto side = static_cast<Side>(whole & 1);
  switch (op) {
    case kBuild:
      return Build(env, session, i, o);
    case kDelete:
      Interpreter::Destroy(interpreter);
      if (session.model) session.model->Unref();
      __builtin_free(&session);
      return 0;
    case kAllocate:
      return interpreter->AllocateTensors(whole);
    case kInvoke:
      return interpreter->Invoke(whole);
    case kResize:
      return Resize(env, *interpreter, half, whole & 1, i, o);
    case kReset:
      return interpreter->ResetVariableTensors();
    case kCancel:
      __atomic_store_n(&session.cancelled, i != 0, __ATOMIC_RELAXED);
      return 0;
    case kCount:
    case kTensor: {
      const TfLiteIntArray& ends = interpreter->ends(side, half);
      if (op == kCount) return ends.size;
      return i >= 0 && i < ends.size ? ends.data[i] : -1;
    }
    case kFlex:
      return interpreter->HasUnresolvedFlexOp();
    case kGraph:
      return interpreter->signature(whole).subgraph;
    default:
      return PositionInGraph(*interpreter, half, side, i);
  }
}

TARE_EXPORT tare::jni::Object* TARE_JAVA_NAME(Interpreter_get)(tare::jni::Env* env, tare::jni::Object* /*clazz*/,
                                                               int32_t op, int64_t handle, int64_t id, int32_t i) {
  using namespace tare;
  using namespace tare::jni;
  const Session& session = *FromHandle(handle);
  if (op == kErrors) return NewText(env, session.errors, sizeof(session.errors));
  const Interpreter& interpreter = *session.interpreter;
  if (op == kKey) return NewName(env, i < interpreter.signature_count() ? interpreter.signature(i).key : nullptr);
  if (op == kName) {
    return NewName(env, interpreter.signature_name(static_cast<int>(id >> 1), static_cast<Side>(id & 1), i));
  }
  const Tensor tensor = TensorOf(interpreter, id);
  switch (op) {
    case kTensorName:
      return NewName(env, tensor.get()->name);
    case kShape:
      return NewInts(env, tensor.get()->dims);
    case kSignature: {
      const TfLiteIntArray* open = tensor.get()->dims_signature;
      return NewInts(env, open && open->size ? open : tensor.get()->dims);
    }
    default:
      return tensor.data<void>()
                 ? env->vm->NewDirectByteBuffer(env, tensor.data<void>(), static_cast<int64_t>(tensor.bytes()))
                 : nullptr;
  }
}

}  // extern "C"
