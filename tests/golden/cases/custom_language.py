"""Custom ops of language models (odml...), which the reference's package has beside its resolver."""
import numpy as np
from single_op import Case, T


def cases():
    heads = {"each": (4, 4), "one": (4, 1), "shared": (6, 2)}
    for name, (q, kv) in heads.items():
        for options in ({}, {"scale": .3}):
            for mask in ((1, 1, 3, 7), (2, 1, 1, 7), (1, q, 3, 7)):
                label = f"{name}_{'x'.join(map(str, mask))}_{len(options)}"
                yield Case(label, "odml.scaled_dot_product_attention",
                           [T("f32", (2, 3, q, 8)), T("f32", (2, 7, kv, 8)), T("f32", (2, 7, kv, 8)), T("f32", mask)],
                           [T("f32", (2, 3, q, 8))], options=options, expect=lambda *a, o=options: attend(*a, o.get("scale")))
    cache, slice_ = (1, 6, 2, 3), (1, 3, 2, 3)
    for name, positions in (("all", [1, 2, 5]), ("exhausted", [4, 5, 0]), ("same", [2, 2, 3])):
        yield Case(name, "odml.update_external_kv_cache",
                   [T("f32", cache), T("f32", cache), T("i32", (3,), feed=positions), T("f32", slice_), T("f32", slice_)],
                   [T("f32", cache), T("f32", cache)])
    yield Case("bad_position", "odml.update_external_kv_cache",
               [T("f32", cache), T("f32", cache), T("i32", (3,), feed=[4, 5, 6]), T("f32", slice_), T("f32", slice_)],
               [T("f32", cache), T("f32", cache)], refused=True)
    for name, positions in (("first", [0, 1, 2]), ("later", [3, 4, 5]), ("shifted", [4, 5, 6])):
        yield Case(name, "odml.update_kv_cache", [T("i64", (3,), feed=positions), T("f32", slice_), T("f32", slice_)],
                   [T("f32", cache), T("f32", cache)], options={"kv_cache_max": 6, "num_layers": 2, "layer_index": 1},
                   expect=lambda p, k, v: [put(k, p), put(v, p)])
    yield Case("too_many", "odml.update_kv_cache", [T("i64", (3,), feed=[0, 1, 2]), T("f32", slice_), T("f32", slice_)],
               [T("f32"), T("f32")], options={"kv_cache_max": 2, "num_layers": 2, "layer_index": 1}, refused=True, expect=len)


def attend(q, k, v, mask, scale):
    """In double precision: the reference scales its input in place, and masks of several batches or heads differ."""
    repeat = q.shape[2] // k.shape[2]
    k, v = (np.repeat(x.astype(float), repeat, 2) for x in (k, v))
    scores = np.einsum("bqhd,bkhd->bhqk", q.astype(float) * (scale or q.shape[3] ** -.5), k) + mask
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    weights /= weights.sum(-1, keepdims=True)
    return [np.einsum("bhqk,bkhd->bqhd", weights, v).astype(np.float32)]


def put(values, positions):
    """A cache of six entries that was empty. Run again with the same positions, it does not change."""
    out = np.zeros((1, 6, *values.shape[2:]), np.float32)
    first = positions[0] - max(positions[-1] - 5, 0)
    out[:, first:first + len(positions)] = values
    return out
