"""Custom ops of TensorFlow Lite's own library: Roll, Table, Sign, Atan2, Irfft2d, BroadcastGradientArgs, Hadamard rotation,
a GRU. The reference has kernels of none but the rotation; they are evaluated here. Random ops show shapes only."""
import numpy as np
from single_op import Case, T


def gru(x, h, gates, gate_bias, candidate, candidate_bias):
    x, h = x.astype(float), h.astype(float)
    sigmoid = lambda v: 1 / (1 + np.exp(-v))
    steps = []
    for step in x:
        ru = sigmoid(np.concatenate([step, h], 1) @ gates.T + gate_bias)
        r, u = np.split(ru, 2, 1)
        c = np.tanh(np.concatenate([step, r * h], 1) @ candidate.T + candidate_bias)
        h = (1 - u) * c + u * h
        steps.append(h)
    return np.array(steps, np.float32), h.astype(np.float32)


def interpolate(x, table):
    x, table = x.astype(int), table.astype(int)
    at, rest = 256 + (x >> 7), x & 127
    slope = (table[at + 1] - table[at]).astype(np.int16).astype(int)
    return [(table[at] + ((slope * rest + 64) >> 7)).astype(np.int16)]


def summed(a, b):
    if list(a) == list(b):
        return np.zeros(0, a.dtype), np.zeros(0, b.dtype)
    rank = max(len(a), len(b))
    full = [np.r_[np.ones(rank - len(s), int), s] for s in (a, b)]
    return [np.flatnonzero(s == 1).astype(a.dtype) for s in full]


def cases():
    for t in ("f32", "i64", "i8", "bool"):
        for name, shape, shift, axis in (("one", (7,), [3], [0]), ("rows", (3, 4, 2), [1, -2], [0, 1]), ("last", (2, 3, 5), [-7], [-1]),
                                         ("twice", (4, 3), [1, 2], [0, 0]), ("none", (2, 2), [], [])):
            roll = lambda x, s, a: [np.roll(x, tuple(int(v) for v in s), tuple(int(v) for v in a))] if len(s) else [x]
            yield Case(f"{t}_{name}", "Roll", [T(t, shape), T("i32", (len(shift),), data=shift), T("i64", (len(axis),), data=axis)], [T(t)], expect=roll)
    yield Case("scalar", "Roll", [T("f32", (2, 5)), T("i32", (), feed=2), T("i32", (), feed=1)], [T("f32")], expect=lambda x, s, a: [np.roll(x, s, a)])
    yield Case("bad_axis", "Roll", [T("f32", (2, 5)), T("i32", (), feed=2), T("i32", (), feed=2)], [T("f32")], refused=True, expect=len)
    q = {"scale": .1, "zero": 0}
    yield Case("i8", "Table", [T("i8", (3, 50), **q), T("i8", (256,), data=True, **q)], [T("i8", **q)], expect=lambda x, t: [t[x.astype(int) + 128]])
    yield Case("i16", "Table", [T("i16", (3, 50), **q), T("i16", (513,), data=True, **q)], [T("i16", **q)], expect=interpolate)
    yield Case("bad_table", "Table", [T("i8", (3,), **q), T("i8", (255,), data=True, **q)], [T("i8", **q)], refused=True, expect=len)
    yield Case("f32", "Sign", [T("f32", (3, 5))], [T("f32")], expect=lambda x: [np.sign(x)])
    yield Case("f32", "Atan2", [T("f32", (3, 50)), T("f32", (3, 50))], [T("f32")], expect=lambda y, x: [np.arctan2(y, x)])
    yield Case("f32_axes", "Atan2", [T("f32", (6,), feed=[0, 0, 1, -1, -0.0, 0]), T("f32", (6,), feed=[1, -1, 0, 0, -1, 0])], [T("f32")],
               expect=lambda y, x: [np.arctan2(y, x)])
    for name, shape, length in (("exact", (8, 9), [8, 16]), ("padded", (2, 3, 3), [4, 8]), ("cropped", (6, 20), [4, 16]), ("one_row", (1, 257), [1, 512]),
                                ("two", (3, 3), [2, 2]), ("column", (8, 3), [8, 2]), ("one", (2, 2), [1, 1])):
        for fed in (False, True):
            yield Case(f"c64_{name}_{fed}", "Irfft2d", [T("c64", shape), T("i32", (2,), **({"feed": length} if fed else {"data": length}))], [T("f32")],
                       expect=lambda x, n: [np.fft.irfft2(x, n).astype(np.float32)])
    yield Case("no_power_of_two", "Irfft2d", [T("c64", (4, 6)), T("i32", (2,), data=[4, 6])], [T("f32")], refused=True, expect=len)
    for t in ("i32", "i64"):
        for name, a, b in (("equal", [2, 3], [2, 3]), ("rows", [2, 3], [3]), ("both", [4, 1, 3], [2, 1]), ("ones", [1, 1, 5], [1, 4, 5]), ("empty", [], [2])):
            yield Case(f"{t}_{name}", "BroadcastGradientArgs", [T(t, (len(a),), feed=a), T(t, (len(b),), feed=b)], [T(t), T(t)], expect=summed)
    yield Case("bad_shapes", "BroadcastGradientArgs", [T("i32", (1,), feed=[2]), T("i32", (1,), feed=[3])], [T("i32"), T("i32")], refused=True, expect=len)
    for name, shape, size in (("rows", (3, 16), 16), ("blocks", (2, 3, 32), 8), ("large", (1, 2, 256), 128), ("one", (2, 3), 1)):
        h = np.ones((1, 1))
        while len(h) < size:
            h = np.block([[h, h], [h, -h]])
        rotate = lambda x, h=h: [((x.astype(float).reshape(-1, len(h)) @ h) / len(h) ** .5).reshape(x.shape).astype(np.float32)]
        yield Case(f"f32_{name}", "aeq.hadamard_rotation", [T("f32", shape)], [T("f32", shape)],
                   options={"hadamard_size": size, "random_binary_vector": [1]}, expect=rotate)
    yield Case("bad_size", "aeq.hadamard_rotation", [T("f32", (2, 12))], [T("f32", (2, 12))], options={"hadamard_size": 6}, refused=True, expect=len)
    for name, (steps, batch, width, n) in (("plain", (4, 2, 3, 5)), ("one", (1, 1, 1, 1)), ("wide", (3, 5, 20, 16))):
        weights = lambda *shape: T("f32", shape, data=True, low=-.7, high=.7)
        yield Case(f"f32_{name}", "UnidirectionalSequenceGRU",
                   [T("f32", (steps, batch, width)), T("f32", (batch, n), low=-1, high=1), weights(2 * n, width + n), weights(2 * n), weights(n, width + n), weights(n)],
                   [T("f32"), T("f32")], expect=gru)
    yield Case("bad_weights", "UnidirectionalSequenceGRU", [T("f32", (1, 1, 2)), T("f32", (1, 3)), T("f32", (6, 4)), T("f32", (6,)), T("f32", (3, 5)), T("f32", (3,))],
               [T("f32"), T("f32")], refused=True, expect=len)
