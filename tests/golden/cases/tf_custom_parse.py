"""ParseExample, ParseExampleV2: TensorFlow's ops, and the custom ops of TensorFlow Lite, which give the same."""
import numpy as np
import tensorflow as tf
from reference import Shape, node_def
from single_op import Case, T

TYPES = {"f32": ("float32", np.float32), "i64": ("int64", np.int64), "str": ("string", object)}


def example(**features):
    """Serialized; an unknown field at the end, because numpy strings lose zeros there."""
    kinds = {float: lambda v: tf.train.Feature(float_list=tf.train.FloatList(value=v)),
             int: lambda v: tf.train.Feature(int64_list=tf.train.Int64List(value=v)),
             bytes: lambda v: tf.train.Feature(bytes_list=tf.train.BytesList(value=v)), type(None): lambda v: tf.train.Feature()}
    made = {k: kinds[type(v[0] if v else None)](v) for k, v in features.items()}
    return tf.train.Example(features=tf.train.Features(feature=made)).SerializeToString(deterministic=True) + b"\x78\x01"


EXAMPLES = [
    example(a=[1.5, 2.5], n=[7, -300, 1 << 40], s=[b"one", b"", b"three"], d=[.25, .5, .75], k=[9], w=[b"x", b"yy"], other=[1]),
    example(a=[], n=[5], d=[4., 5., 6.], k=[-1], w=[b"long string", b"z"]),
    example(s=[b"last"], a=[3.25], d=[-1., -2., -3.], k=[1 << 50]),
]


def parse(version, serialized, sparse, dense):
    """All outputs of TensorFlow's op, in order."""
    keys = lambda items: tf.constant([name.encode() for name, *_ in items], tf.string, (len(items),))
    defaults = [tf.constant(np.reshape(value, shape if np.size(value) else (0,)), TYPES[t][0]) for _, t, shape, value in dense]
    shapes = [list(shape) for _, _, shape, _ in dense]
    types = [TYPES[t][0] for _, t in sparse]
    names = tf.constant([], tf.string)
    if version == 1:
        r = tf.raw_ops.ParseExample(serialized=serialized, names=names, sparse_keys=[k for k in keys(sparse)] if sparse else [], dense_keys=[k for k in keys(dense)] if dense else [],
                                    dense_defaults=defaults, sparse_types=types, dense_shapes=shapes)
    else:
        r = tf.raw_ops.ParseExampleV2(serialized=serialized, names=names, sparse_keys=keys(sparse), dense_keys=keys(dense), ragged_keys=tf.constant([], tf.string),
                                      dense_defaults=defaults, num_sparse=len(sparse), sparse_types=types, ragged_value_types=[], ragged_split_types=[], dense_shapes=shapes)
    return [x.numpy() for part in (r.sparse_indices, r.sparse_values, r.sparse_shapes, r.dense_values) for x in part]


def case(name, version, examples, sparse=(), dense=(), blob=True, refused=False, flex=False):
    sparse, dense = list(sparse), list(dense)
    text = lambda v: T("str", (len(v),), data=v)
    fallbacks = [T(t, np.shape(np.reshape(value, shape if np.size(value) else (0,))), data=value) for _, t, shape, value in dense]
    if version == 1:
        inputs = [text([k]) for k, *_ in sparse + dense]
        attributes = {"Nsparse": len(sparse), "Ndense": len(dense)}
    else:
        inputs = [text([k for k, *_ in sparse]), text([k for k, *_ in dense]), text([])]
        attributes = {"num_sparse": len(sparse)}
    op = "ParseExample" + ("" if version == 1 else "V2")
    types = {"Tdense": [TYPES[t][0] for _, t, *_ in dense], "sparse_types": [TYPES[t][0] for _, t in sparse]}
    shapes = [Shape(list(shape)) for _, _, shape, _ in dense]
    options = node_def(op, {**attributes, "dense_shapes": shapes}, types) if blob else {**attributes, "Ndense": len(dense)}
    outputs = [T("i64") for _ in sparse] + [T(t) for _, t in sparse] + [T("i64") for _ in sparse]
    outputs += [T(t, (1, *shape)) for _, t, shape, _ in dense]
    expect = len if refused else lambda serialized, *_: parse(version, serialized, sparse, dense)
    inputs = [T("str", (len(examples),), feed=examples), text([])] + inputs + fallbacks
    if flex:
        ragged = {} if version == 1 else {"ragged_value_types": [], "ragged_split_types": []}
        return Case(name, f"Flex{op}", inputs, outputs, options={**attributes, "dense_shapes": shapes}, tf_types={**types, **ragged}, refused=refused)
    return Case(name, op, inputs, outputs, options=options, refused=refused, expect=expect)


SPARSE = [("a", "f32"), ("n", "i64"), ("s", "str"), ("none", "f32")]
DENSE = [("d", "f32", (3,), [0, 0, 0]), ("k", "i64", (), [0]), ("w", "str", (2,), [b"default", b""]), ("new", "i64", (2, 1), [4, 5])]


def of_both(version, flex):
    yield case(f"v{version}_required", version, EXAMPLES, (), [("d", "f32", (3,), [])], flex=flex)
    yield case(f"v{version}_missing", version, EXAMPLES, (), [("a", "f32", (2,), [])], refused=True, flex=flex)
    yield case(f"v{version}_wrong_type", version, EXAMPLES, (), [("n", "f32", (1,), [0])], refused=True, flex=flex)
    yield case(f"v{version}_wrong_sparse_type", version, EXAMPLES, [("n", "f32")], refused=True, flex=flex)
    yield case(f"v{version}_wrong_count", version, EXAMPLES, (), [("d", "f32", (2,), [0, 0])], refused=True, flex=flex)
    yield case(f"v{version}_damaged", version, [b"\x0a\x7fabc"], SPARSE, refused=True, flex=flex)


def tf_cases():
    """TensorFlow's ops; another family has them, because those of custom ops get damaged options."""
    for version in (1, 2):
        yield case(f"v{version}_all", version, EXAMPLES, SPARSE[:3], DENSE, flex=True)  # the reference shows nothing empty
        yield from of_both(version, True)


def cases():
    for version in (1, 2):
        for blob in (True, False):
            label = f"v{version}_{'node_def' if blob else 'map'}"
            yield case(f"{label}_all", version, EXAMPLES, SPARSE, DENSE, blob)
            yield case(f"{label}_sparse", version, EXAMPLES[:1], SPARSE, (), blob)
            yield case(f"{label}_dense", version, EXAMPLES[:2], (), DENSE, blob)
        yield from of_both(version, False)
