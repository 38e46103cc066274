"""EMBEDDING_LOOKUP and _SPARSE, HASHTABLE_LOOKUP, LSH_PROJECTION, SKIP_GRAM."""
import numpy as np
from single_op import Case, T


def cases():
    for name, shape in {"2d": (6, 5), "3d": (6, 2, 4)}.items():
        for t in ("f32", "i8", "u8", "i32"):
            yield Case(f"{t}_{name}", "EMBEDDING_LOOKUP", [T("i32", (4,), feed=[5, 0, 3, 3]), T(t, shape, data=True)], [T(t)], 1)
        rows = [.01 * (i + 1) for i in range(6)]
        for scale, end in ((.02, ""), (rows, "_rows")):
            for t in ("i8", "i4"):
                yield Case(f"hybrid_{t}_{name}{end}", "EMBEDDING_LOOKUP",
                           [T("i32", (4,), feed=[5, 0, 3, 3]), T(t, (6, 2, 3) if name == "3d" else (6, 8), scale, data=True)],
                           [T("f32")], 4)
    # Rows that begin within a byte, halves, and scales of blocks.
    ids = T("i32", (4,), feed=[5, 0, 3, 1])
    for t in ("i8", "i4", "i2"):
        for width in (7, 8):
            for out in ("f32", "f16"):
                table = T(t, (6, width), [.01 * (i + 1) for i in range(6)], data=True)
                yield Case(f"{t}_{width}_to_{out}", "EMBEDDING_LOOKUP", [ids, table], [T(out)], 4)
        for block in (4, 5) if t != "i8" else ():
            scales = np.random.default_rng(block).uniform(.01, .1, (6, 3))
            for out in ("f32", "f16"):
                table = T(t, (6, 3 * block), scales, data=True, block=block)
                yield Case(f"{t}_blocks{block}_to_{out}", "EMBEDDING_LOOKUP", [ids, table], [T(out)], 5)
    yield Case("i8_blocks", "EMBEDDING_LOOKUP", [ids, T("i8", (6, 8), np.ones((6, 2)), data=True, block=4)], [T("f32")], 5,
               refused=True)
    yield Case("i4_part_of_block", "EMBEDDING_LOOKUP", [ids, T("i4", (6, 10), np.ones((6, 3)), data=True, block=4)], [T("f32")],
               5, refused=True)
    yield Case("f32_none", "EMBEDDING_LOOKUP", [T("i32", (0,), feed=[]), T("f32", (6, 5), data=True)], [T("f32")])
    for bad in (-1, 6):
        yield Case(f"f32_outside{bad}", "EMBEDDING_LOOKUP", [T("i32", (1,), feed=[bad]), T("f32", (6, 5), data=True)],
                   [T("f32")], refused=True)
    for combiner in range(3):
        for name, indices, dense in (("2d", [[0, 0], [0, 1], [2, 0], [2, 3]], [3, 4]),
                                     ("3d", [[0, 0, 0], [0, 1, 0], [1, 0, 1], [1, 0, 2]], [2, 2, 3])):
            yield Case(f"f32_{name}_{combiner}", "EMBEDDING_LOOKUP_SPARSE",
                       [T("i32", (4,), feed=[1, 3, 0, 1]), T("i32", (4, len(dense)), feed=indices),
                        T("i32", (len(dense),), feed=dense), T("f32", (4,), low=1, high=3), T("f32", (5, 3, 2), data=True)],
                       [T("f32")], options=dict(combiner=combiner))
    yield Case("f32_outside", "EMBEDDING_LOOKUP_SPARSE",
               [T("i32", (1,), feed=[5]), T("i32", (1, 2), feed=[[0, 0]]), T("i32", (2,), feed=[3, 4]), T("f32", (1,)),
                T("f32", (5, 3), data=True)], [T("f32")], refused=True)
    keys = T("i32", (4,), data=[-11, 0, 7, 1234])
    wanted = T("i32", (5,), feed=[7, 1, -11, 1234, 7])
    for t in ("f32", "i32", "i8"):
        for name, shape in {"vector": (4,), "rows": (4, 3)}.items():
            yield Case(f"{t}_{name}", "HASHTABLE_LOOKUP", [wanted, keys, T(t, shape, data=True)], [T(t), T("u8")])
    yield Case("str_vector", "HASHTABLE_LOOKUP", [wanted, keys, T("str", (4,), data=[b"a", b"bcd", b"", b"e"])],
               [T("str"), T("u8")])
    for kind, name in ((1, "sparse"), (2, "dense")):
        for t, shape in (("i32", (3, 2)), ("i32", (5,)), ("f32", (2, 3)), ("i64", (4,)), ("i8", (6, 5))):
            end = f"{t}_{len(shape)}"
            seeds = T("f32", (3, 4), low=0, high=1, data=True)
            yield Case(f"{name}_{end}", "LSH_PROJECTION", [seeds, T(t, shape)], [T("i32")], options=dict(type=kind),
                       options_name="LSHProjectionOptions")
            yield Case(f"{name}_{end}_weights", "LSH_PROJECTION", [seeds, T(t, shape), T("f32", shape[:1])], [T("i32")],
                       options=dict(type=kind), options_name="LSHProjectionOptions")
    text = b"The quick\t brown fox jumps over  the lazy dog!"
    for size, skip, every in ((2, 1, False), (3, 0, False), (3, 2, True), (1, 1, True), (5, 3, False), (20, 1, False)):
        yield Case(f"str_{size}_{skip}_{int(every)}", "SKIP_GRAM", [T("str", (1,), feed=[text])], [T("str")],
                   options=dict(ngramSize=size, maxSkipSize=skip, includeAllNgrams=every))
    for name, odd in (("blank", b" a  b "), ("short", b"a"), ("ends", b"ab c ")):
        yield Case(f"str_{name}", "SKIP_GRAM", [T("str", (1,), feed=[odd])], [T("str")],
                   options=dict(ngramSize=2, maxSkipSize=1, includeAllNgrams=True))
