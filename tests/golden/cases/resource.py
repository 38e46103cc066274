"""Resource variables and hash tables."""
import numpy as np

from graphs import GraphCase
from single_op import T


def assign_and_read(type, shape, known=True, values=None):
    """Sets a variable from the input and reads it twice; the model knows the shape, or not."""
    def make(m):
        g = m.graph()
        x = g.input(T(type, shape, feed=values))
        handle = g.node("VAR_HANDLE", [], [T("resource")], container="c", sharedName="v")
        g.node("ASSIGN_VARIABLE", [handle, x], [])
        again = g.node("VAR_HANDLE", [], [T("resource", (1,))], container="c", sharedName="v")
        g.output(g.node("READ_VARIABLE", [again], [T(type, shape if known else ())]))
        if type == "f32":
            y = g.node("READ_VARIABLE", [handle], [T(type, shape if known else ())])
            g.output(g.node("RELU", [y], [T(type, shape if known else ())]))
    return make


def two_variables(m):
    g = m.graph()
    x, y = g.input(T("f32", (2,))), g.input(T("f32", (2,)))
    handles = []
    for container, name, value in (("", "a", x), ("", "b", y), ("a", "", x)):
        handles.append(g.node("VAR_HANDLE", [], [T("resource")], container=container, sharedName=name))
        g.node("ASSIGN_VARIABLE", [handles[-1], value], [])
    for h in handles:
        g.output(g.node("READ_VARIABLE", [h], [T("f32", (2,))]))


def unassigned(m):
    g = m.graph()
    handle = g.node("VAR_HANDLE", [], [T("resource")], container="", sharedName="v")
    g.output(g.node("READ_VARIABLE", [handle], [T("f32", (2,))]))


def table(keys, values, wanted, default, key_type, value_type, shape=None):
    def make(m):
        g = m.graph()
        dtype = 4 if key_type == "i64" else 5  # TensorType INT64, STRING
        options = {"tableId": 7, "keyDtype": dtype, "valueDtype": 9 - dtype}
        want = g.input(T(key_type, np.shape(wanted) if shape is None else shape, feed=wanted))
        handle = g.node("HASHTABLE", [], [T("resource", (1,))], **options)
        k = g.tensor(T(key_type, (len(keys),), data=keys))
        v = g.tensor(T(value_type, (len(values),), data=values))
        g.node("HASHTABLE_IMPORT", [handle, k, v], [])
        d = g.tensor(T(value_type, (1,), data=[default]))
        g.output(g.node("HASHTABLE_FIND", [handle, want, d], [T(value_type, np.shape(wanted))]))
        g.output(g.node("HASHTABLE_SIZE", [handle], [T("i64", (1,))]))
    return make


def cases():
    for type, shape in (("f32", (2, 3)), ("i32", (4,)), ("i8", (3,)), ("bool", (2,)), ("i64", (1, 1, 2))):
        yield GraphCase(f"{type}", "ASSIGN_VARIABLE", assign_and_read(type, shape))
        yield GraphCase(f"{type}_unknown", "READ_VARIABLE", assign_and_read(type, shape, False))
    yield GraphCase("f32_scalar", "READ_VARIABLE", assign_and_read("f32", ()))
    yield GraphCase("two", "VAR_HANDLE", two_variables)
    yield GraphCase("unassigned", "READ_VARIABLE", unassigned, refused=True)
    numbers, words = [5, -1, 2**40, 0, 7], [b"five", b"", b"big", b"zero", b"seven"]
    yield GraphCase("to_string", "HASHTABLE", table(numbers, words, [7, 1, 2**40, -1, 5, 5], b"none", "i64", "str"))
    yield GraphCase("to_number", "HASHTABLE", table(words, numbers, [b"zero", b"six", b"five"], -9, "str", "i64"))
    yield GraphCase("matrix", "HASHTABLE_FIND", table(numbers, words, [[7, 1], [0, 0]], b"-", "i64", "str"))
    yield GraphCase("twice", "HASHTABLE_IMPORT", table([3, 3, 4], [b"a", b"b", b"c"], [3, 4], b"", "i64", "str"))
    many = list(range(0, 3000, 3))
    yield GraphCase("many", "HASHTABLE_SIZE", table([b"%d" % n for n in many], many, [b"%d" % n for n in range(0, 600, 2)],
                                                    -1, "str", "i64"))
