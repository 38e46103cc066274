"""Custom ops that need others beside them: lists of tensors (TensorFlow Lite's own, not TensorFlow's), hash tables; and
random ops, whose numbers nobody knows, where they have no choice."""
import numpy as np
from graphs import GraphCase
from single_op import Case, T

VARIANT = lambda: T("variant")


def constant(g, values, t="i32"):
    return g.tensor(T(t, (len(values),) if isinstance(values, list) else (), data=values))


def reserve(m):
    g = m.graph()
    x, y = g.input(T("f32", (2, 3))), g.input(T("f32", (2, 3)))
    shape = constant(g, [2, 3])
    empty = g.custom_node("TensorListReserve", [shape, constant(g, 3)], [VARIANT()], {"element_type": 1})
    one = g.custom_node("TensorListSetItem", [empty, constant(g, 1), x], [VARIANT()])
    two = g.custom_node("TensorListSetItem", [one, constant(g, 0), y], [VARIANT()])
    g.output(g.custom_node("TensorListStack", [two, shape], [T("f32")]))
    g.output(g.custom_node("TensorListGetItem", [two, constant(g, 1), shape], [T("f32")]))
    g.output(g.custom_node("TensorListLength", [two], [T("i32")]))
    g.output(g.custom_node("TensorListElementShape", [two], [T("i32")]))
    zeros = g.custom_node("VariantZerosLike", [two], [VARIANT()])
    g.output(g.custom_node("TensorListStack", [zeros, shape], [T("f32")]))


def push_pop(m):
    g = m.graph()
    x, y = g.input(T("i32", (2, 3))), g.input(T("i32", (3,)))
    anything = constant(g, -1)
    rows = g.custom_node("TensorListFromTensor", [x, anything], [VARIANT()])
    more = g.custom_node("TensorListPushBack", [rows, y], [VARIANT()])
    g.output(g.custom_node("TensorListStack", [more, anything], [T("i32")]))
    rest, last = g.tensor(VARIANT()), g.tensor(T("i32"))
    g.custom_node("TensorListPopBack", [rows, anything], [rest, last])
    g.output(last, g.custom_node("TensorListStack", [rest, anything], [T("i32")]))
    g.output(g.custom_node("TensorListElementShape", [rest], [T("i32")]))


def list_of(g, items, count, shape, type_number):
    """A list of `count` elements, with those of `items`, index to tensor."""
    made = g.custom_node("TensorListReserve", [shape, constant(g, count)], [VARIANT()], {"element_type": type_number})
    for i, tensor in items.items():
        made = g.custom_node("TensorListSetItem", [made, constant(g, i), tensor], [VARIANT()])
    return made


def add_n(t, type_number):
    def make(m):
        g = m.graph()
        x, y, z = (g.input(T(t, (2, 3))) for _ in range(3))
        shape = constant(g, [2, 3])
        lists = [list_of(g, items, 4, shape, type_number) for items in ({0: x, 1: y}, {1: z}, {1: x, 2: z}, {})]
        total = g.custom_node("VariantAddN", lists, [VARIANT()])
        g.output(g.custom_node("TensorListStack", [total, shape], [T(t)]))
        g.output(g.custom_node("TensorListStack", [lists[0], shape], [T(t)]))  # as it was
    return make


def add_different(m):
    g = m.graph()
    x = g.input(T("f32", (2,)))
    shape = constant(g, [2])
    lists = [list_of(g, {0: x}, count, shape, 1) for count in (2, 3)]
    g.output(g.custom_node("TensorListStack", [g.custom_node("VariantAddN", lists, [VARIANT()]), shape], [T("f32")]))


def bad_index(m):
    g = m.graph()
    x = g.input(T("f32", (2,)))
    shape = constant(g, [2])
    empty = g.custom_node("TensorListReserve", [shape, constant(g, 1)], [VARIANT()])
    one = g.custom_node("TensorListSetItem", [empty, constant(g, 1), x], [VARIANT()])
    g.output(g.custom_node("TensorListStack", [one, shape], [T("f32")]))


def table(m):
    g = m.graph()
    keys = g.input(T("i64", (4,), feed=[3, 1, 4, 2]))
    handles = [g.custom_node("HashTableV2", [], [T("resource")], {"shared_name": name, "key_dtype": 4, "value_dtype": 0}) for name in ("a", "b", "a")]
    known = constant(g, [1, 2, 3], "i64")
    g.custom_node("LookupTableImportV2", [handles[0], known, constant(g, [.5, 1.5, 2.5], "f32")], [])
    g.custom_node("LookupTableImportV2", [handles[1], known, constant(g, [7., 8., 9.], "f32")], [])
    for handle in handles:
        g.output(g.custom_node("LookupTableFindV2", [handle, keys, constant(g, -1., "f32")], [T("f32")]))
    g.output(g.custom_node("LookupTableSizeV2", [handles[2]], [T("i64")]))


def cases():
    f = np.float32
    yield GraphCase("reserve", "TensorListReserve", reserve, expect=lambda x, y: [
        np.stack([y, x, np.zeros_like(x)]), x, np.int32(3), np.array([2, 3], np.int32), np.zeros((3, 2, 3), f)])
    yield GraphCase("push_pop", "TensorListFromTensor", push_pop, expect=lambda x, y: [
        np.concatenate([x, y[None]]), x[1], x[:1], np.array([3], np.int32)])
    yield GraphCase("bad_index", "TensorListSetItem", bad_index, refused=True, expect=len)
    for t, type_number in (("f32", 1), ("i32", 3), ("i64", 9)):
        yield GraphCase(f"add_n_{t}", "VariantAddN", add_n(t, type_number), expect=lambda x, y, z: [
            np.stack([x, y + z + x, z, x * 0]), np.stack([x, y, x * 0, x * 0])])
    yield GraphCase("add_different", "VariantAddN", add_different, refused=True, expect=len)
    yield GraphCase("named", "HashTableV2", table, expect=lambda keys: [
        np.array([2.5, .5, -1, 1.5], f), np.array([9, 7, -1, 8], f), np.array([2.5, .5, -1, 1.5], f), np.int64(3)])
    for op in ("RandomUniform", "RandomStandardNormal"):
        yield Case("nothing", op, [T("i32", (2,), data=[3, 0])], [T("f32")], expect=lambda shape: [np.zeros(shape, f)])
    for t in ("i32", "i64"):
        bound = lambda v: T(t, (), data=v)
        yield Case(f"{t}_one_number", "RandomUniformInt", [T("i32", (1,), data=[5]), bound(7), bound(8)], [T(t)],
                   expect=lambda shape, low, high: [np.full(shape, low)])
        yield Case(f"{t}_one_class", "Multinomial", [T("f32", (3, 4), feed=np.where(np.arange(4) == 2, 0, -1e9) * np.ones((3, 1))), T("i32", (), data=6)], [T(t)],
                   expect=lambda logits, n, t=t: [np.full((3, 6), 2, np.int32 if t == "i32" else np.int64)])
