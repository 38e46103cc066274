"""Select TF ops on hash tables that change."""
from cases.tf_state import constant
from graphs import GraphCase
from single_op import T

NAMES = {"str": "string", "i64": "int64", "i32": "int32", "f32": "float32", "bool": "bool"}
KEYS = {"str": [b"tare", b"net", b"", b"gross"], "i64": [5, -6, 7, 1 << 40], "i32": [1, 2, -3, 0]}
VALUES = {"str": [b"a", b"", b"long value", b"d"], "i64": [1, -2, 3, 4], "f32": [.5, 1.5, -2.5, 8], "i32": [9, 8, 7, 6], "bool": [True, False, True, True]}


def table(g, key, value, name="words"):
    return g.tf_node("MutableHashTableV2", [], [T("resource")], {"container": "", "shared_name": name}, key_dtype=NAMES[key], value_dtype=NAMES[value])


def types(key, value):
    return {"Tin": NAMES[key], "Tout": NAMES[value]}


def look(g, t, key, value):
    """The values of all keys and the size."""
    default = constant(g, VALUES[value][1], value)
    g.output(g.tf_node("LookupTableFindV2", [t, constant(g, KEYS[key], key), default], [T(value, (4,))], **types(key, value)))
    g.output(g.tf_node("LookupTableSizeV2", [t], [T("i64")]))


def insert(key, value):
    def make(m):
        g = m.graph()
        t = table(g, key, value)
        keys = g.input(T(key, (3,), feed=KEYS[key][:3]))
        g.tf_node("LookupTableInsertV2", [t, keys, g.input(T(value, (3,), feed=VALUES[value][:3]))], [], **types(key, value))
        look(g, t, key, value)
        # The last of two values counts, and a table of the same name is the same.
        twice = constant(g, [KEYS[key][3], KEYS[key][3]], key)
        g.tf_node("LookupTableInsertV2", [table(g, key, value), twice, constant(g, VALUES[value][2:], value)], [], **types(key, value))
        look(g, t, key, value)
        g.tf_node("LookupTableRemoveV2", [t, constant(g, [KEYS[key][1], KEYS[key][1], KEYS[key][3]], key)], [], Tin=NAMES[key])
        look(g, t, key, value)
        g.tf_node("LookupTableImportV2", [t, constant(g, KEYS[key][:1], key), constant(g, VALUES[value][3:], value)], [], **types(key, value))
        look(g, t, key, value)
        out = [g.tensor(T(key)), g.tensor(T(value))]
        g.tf_node("LookupTableExportV2", [t], out, Tkeys=NAMES[key], Tvalues=NAMES[value])
        g.output(*out)
    return make


def many(m):
    """More entries than there are buckets at first; exported into another table, because the order is free."""
    g = m.graph()
    t, other = table(g, "i64", "f32"), table(g, "i64", "f32", "other")
    keys = list(range(-100, 100))
    g.tf_node("LookupTableInsertV2", [t, constant(g, keys, "i64"), g.input(T("f32", (200,)))], [], **types("i64", "f32"))
    g.tf_node("LookupTableRemoveV2", [t, constant(g, keys[::3], "i64")], [], Tin="int64")
    out = [g.tensor(T("i64")), g.tensor(T("f32"))]
    g.tf_node("LookupTableExportV2", [t], out, Tkeys="int64", Tvalues="float32")
    g.tf_node("LookupTableInsertV2", [other, *out], [], **types("i64", "f32"))
    for x in (t, other):
        g.output(g.tf_node("LookupTableFindV2", [x, constant(g, keys, "i64"), constant(g, -1., "f32")], [T("f32", (200,))], **types("i64", "f32")))
        g.output(g.tf_node("LookupTableSizeV2", [x], [T("i64")]))


def fixed(m):
    """A table that cannot change."""
    g = m.graph()
    t = g.tf_node("HashTableV2", [], [T("resource")], {"container": "", "shared_name": "fixed"}, key_dtype="int64", value_dtype="float32")
    x = g.input(T("f32", (4,)))
    g.tf_node("LookupTableImportV2", [t, constant(g, KEYS["i64"], "i64"), constant(g, VALUES["f32"], "f32")], [], **types("i64", "f32"))
    g.tf_node("LookupTableInsertV2", [t, constant(g, KEYS["i64"], "i64"), x], [], **types("i64", "f32"))
    look(g, t, "i64", "f32")


def cases():
    for key, value in (("str", "i64"), ("i64", "str"), ("i64", "f32"), ("i64", "i64"), ("str", "f32")):
        yield GraphCase(f"{key}_{value}", "FlexLookupTableInsertV2", insert(key, value))
    yield GraphCase("many", "FlexLookupTableExportV2", many)
    yield GraphCase("fixed", "FlexLookupTableInsertV2", fixed, refused=True)
