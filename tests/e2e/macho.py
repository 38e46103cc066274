"""Runs a model in a framework's x86-64 library on this machine, which no system of Apple's runs: macho.py LIBRARY MODEL
IN.raw OUT.raw THREADS. Apple's x86-64 code has the calling convention of Linux's, so that a loader that maps segments,
follows the fix-ups and gives the C library's functions under Apple's names is enough. What differs between the two C
libraries (flags of open, locks' layout, patterns) is translated here, by Apple's definitions and not the runtime's."""

import ctypes
import mmap
import struct
import sys

libc, libm = ctypes.CDLL(None, use_errno=True), ctypes.CDLL("libm.so.6")
kept = []  # callbacks, which must outlive the library


def address(function):
    kept.append(function)
    return ctypes.cast(function, ctypes.c_void_p).value


def callback(result, *arguments):
    return lambda function: address(ctypes.CFUNCTYPE(result, *arguments)(function))


pointer, integer, size = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t


def translated():
    """Apple's functions that are none of Linux's, or other ones."""
    real = {}

    def lock(at, signature):
        if at not in real:
            assert ctypes.c_long.from_address(at).value == signature, hex(at)  # Apple's static initialisers
            real[at] = ctypes.create_string_buffer(128)
        return real[at]

    mutex, condition = (lambda at: lock(at, 0x32AAABA7)), (lambda at: lock(at, 0x3CB0B1BB))

    def mutex_init(at, attributes):
        ctypes.c_long.from_address(at).value = 0x32AAABA7
        real[at] = ctypes.create_string_buffer(128)
        return libc.pthread_mutex_init(real[at], pointer(attributes))

    def destroy(at):
        real.pop(at, None)
        return 0

    def set_type(at, kind):
        return libc.pthread_mutexattr_settype(pointer(at), {0: 0, 1: 2, 2: 1}[kind])

    def clock(number, now):
        return libc.clock_gettime({0: 0, 6: 1, 12: 2, 16: 3}[number], pointer(now))

    def processors(name):
        assert name == 58, name  # _SC_NPROCESSORS_ONLN
        return libc.sysconf(84)

    def open_(path, flags):
        assert flags == 0x1000000, hex(flags)  # O_RDONLY | O_CLOEXEC
        return libc.open(ctypes.c_char_p(path), 0)

    def fill(to, pattern, count):
        ctypes.memmove(to, (ctypes.string_at(pattern, 16) * (count // 16 + 1))[:count], count)

    return {
        "_open": callback(integer, pointer, integer)(open_),
        "___sincos": address(libm.sincos),
        "_memset_pattern16": callback(None, pointer, pointer, size)(fill),
        "_pthread_mutex_lock": callback(integer, pointer)(lambda m: libc.pthread_mutex_lock(mutex(m))),
        "_pthread_mutex_unlock": callback(integer, pointer)(lambda m: libc.pthread_mutex_unlock(mutex(m))),
        "_pthread_cond_wait": callback(integer, pointer, pointer)(
            lambda c, m: libc.pthread_cond_wait(condition(c), mutex(m))
        ),
        "_pthread_cond_broadcast": callback(integer, pointer)(lambda c: libc.pthread_cond_broadcast(condition(c))),
        "_pthread_mutex_init": callback(integer, pointer, pointer)(mutex_init),
        "_pthread_mutex_destroy": callback(integer, pointer)(destroy),
        "_pthread_mutex_trylock": callback(integer, pointer)(lambda m: libc.pthread_mutex_trylock(mutex(m))),
        "_pthread_mutexattr_settype": callback(integer, pointer, integer)(set_type),
        "_pthread_cond_destroy": callback(integer, pointer)(destroy),
        "_pthread_cond_signal": callback(integer, pointer)(lambda c: libc.pthread_cond_signal(condition(c))),
        "_pthread_cond_timedwait": callback(integer, pointer, pointer, pointer)(
            lambda c, m, until: libc.pthread_cond_timedwait(condition(c), mutex(m), pointer(until))
        ),
        "_clock_gettime": callback(integer, integer, pointer)(clock),
        "_sysconf": callback(ctypes.c_long, integer)(processors),
        "___error": address(libc.__errno_location),
        "dyld_stub_binder": 0,  # nothing is bound late
    }


special = translated()


def resolve(name):
    if name in special:
        return special[name]
    for library in (libc, libm):
        if hasattr(library, name[1:]):
            return address(getattr(library, name[1:]))
    sys.exit(f"{name} is unknown here")


class Library:
    def __init__(self, path):
        self.file = open(path, "rb").read()
        magic, machine, _, kind, count = struct.unpack_from("<IIIII", self.file)
        assert (magic, machine, kind) == (0xFEEDFACF, 0x01000007, 6), path
        commands, at = [], 32
        for _ in range(count):
            command, length = struct.unpack_from("<II", self.file, at)
            commands.append((command, at))
            at += length
        self.segments = [struct.unpack_from("<QQQQ", self.file, at + 24) for c, at in commands if c == 0x19]
        self.memory = mmap.mmap(-1, max(s[0] + s[1] for s in self.segments), prot=7)
        self.base = ctypes.addressof(ctypes.c_char.from_buffer(self.memory))
        for to, _, offset, length in self.segments:
            self.memory[to : to + length] = self.file[offset : offset + length]
        (info,) = [at for c, at in commands if c == 0x80000022]
        rebase, rebases, bind, binds, _, _, lazy, lazies = struct.unpack_from("<8I", self.file, info + 8)
        self.rebase(rebase, rebase + rebases)
        self.bind(bind, bind + binds)
        self.bind(lazy, lazy + lazies)
        (table,) = [struct.unpack_from("<IIII", self.file, at + 8) for c, at in commands if c == 2]
        self.symbols = {}
        for i in range(table[1]):
            name, _, section, _, value = struct.unpack_from("<IBBHQ", self.file, table[0] + 16 * i)
            if section:
                self.symbols[self.text(table[2] + name)] = value
        # Constructors of global objects, as the loader runs them.
        for segment in [at for c, at in commands if c == 0x19]:
            for section in range(segment + 72, segment + 72 + 80 * self.number(segment + 64), 80):
                if self.file[section : section + 16].rstrip(b"\0") == b"__mod_init_func":
                    first, length = struct.unpack_from("<QQ", self.file, section + 32)
                    for place in range(first, first + length, 8):
                        ctypes.CFUNCTYPE(None)(self.word(place).value)()

    def number(self, at):
        return struct.unpack_from("<I", self.file, at)[0]

    def text(self, at):
        return self.file[at : self.file.index(b"\0", at)].decode()

    def uleb(self):
        value = shift = 0
        while True:
            byte = self.file[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value if value < 1 << 63 else value - (1 << 64)

    def opcodes(self, at, end):
        self.at = at
        while self.at < end:
            byte = self.file[self.at]
            self.at += 1
            yield byte >> 4, byte & 15

    def word(self, at):
        return ctypes.c_uint64.from_buffer(self.memory, at)

    def rebase(self, at, end):
        place = 0
        for operation, value in self.opcodes(at, end):
            if operation == 2:
                place = self.segments[value][0] + self.uleb()
            elif operation in (3, 4):
                place += self.uleb() if operation == 3 else 8 * value
            elif operation >= 5:
                count = value if operation == 5 else 1 if operation == 7 else self.uleb()
                skip = self.uleb() if operation >= 7 else 0
                for _ in range(count):
                    self.word(place).value += self.base
                    place += 8 + skip

    def bind(self, at, end):
        place, target = 0, 0
        for operation, value in self.opcodes(at, end):
            if operation == 2:
                self.uleb()
            elif operation == 4:
                name = self.text(self.at)
                self.at += len(name) + 1
                target = resolve(name)
            elif operation == 6:
                assert self.uleb() == 0
            elif operation == 7:
                place = self.segments[value][0] + self.uleb()
            elif operation == 8:
                place += self.uleb()
            elif operation >= 9:
                count = self.uleb() if operation == 12 else 1
                skip = {9: lambda: 0, 11: lambda: 8 * value}.get(operation, self.uleb)()
                for _ in range(count):
                    self.word(place).value = target
                    place += 8 + skip

    def __getattr__(self, name):
        """A function of the library: called with its result's type, then its arguments."""

        def call(result, *arguments):
            types = [pointer if isinstance(a, (int, bytes)) and not isinstance(a, bool) else type(a) for a in arguments]
            return ctypes.CFUNCTYPE(result, *types)(self.base + self.symbols["_" + name])(*arguments)

        return call


def main(path, model_path, in_path, out_path, threads):
    tflite = Library(path)
    model = tflite.TfLiteModelCreateFromFile(pointer, model_path.encode())
    assert model, model_path
    options = tflite.TfLiteInterpreterOptionsCreate(pointer)
    tflite.TfLiteInterpreterOptionsSetNumThreads(None, options, integer(int(threads)))
    interpreter = tflite.TfLiteInterpreterCreate(pointer, model, options)
    data = open(in_path, "rb").read()
    if tflite.TfLiteTensorNumDims(integer, tflite.TfLiteInterpreterGetInputTensor(pointer, interpreter, integer(0))) == 1:
        dims = (ctypes.c_int * 1)(len(data) // 4)
        assert tflite.TfLiteInterpreterResizeInputTensor(integer, interpreter, integer(0), ctypes.addressof(dims), integer(1)) == 0
    assert tflite.TfLiteInterpreterAllocateTensors(integer, interpreter) == 0
    tensor = tflite.TfLiteInterpreterGetInputTensor(pointer, interpreter, integer(0))
    for _ in range(5):  # threads fall asleep between
        assert tflite.TfLiteTensorCopyFromBuffer(integer, tensor, data, size(len(data))) == 0
        assert tflite.TfLiteInterpreterInvoke(integer, interpreter) == 0
    tensor = tflite.TfLiteInterpreterGetOutputTensor(pointer, interpreter, integer(0))
    result = ctypes.create_string_buffer(tflite.TfLiteTensorByteSize(size, tensor))
    assert tflite.TfLiteTensorCopyToBuffer(integer, tensor, ctypes.addressof(result), size(len(result))) == 0
    open(out_path, "wb").write(result.raw)
    tflite.TfLiteInterpreterDelete(None, interpreter)
    tflite.TfLiteInterpreterOptionsDelete(None, options)
    tflite.TfLiteModelDelete(None, model)
    libc.__cxa_finalize(pointer(tflite.base))  # destructors of global objects, while what they call is there


main(*sys.argv[1:])
