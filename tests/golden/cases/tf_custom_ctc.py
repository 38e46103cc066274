"""CTCBeamSearchDecoder: TensorFlow's op, and the custom op of TensorFlow Lite, which decodes the same."""
import numpy as np
import tensorflow as tf
from single_op import Case, T


def decode(logits, lengths, width, paths, merge):
    r = tf.raw_ops.CTCBeamSearchDecoder(inputs=logits, sequence_length=lengths, beam_width=width, top_paths=paths, merge_repeated=merge)
    narrow = lambda tensors: [t.numpy().astype(np.int32) for t in tensors]
    return narrow(r.decoded_indices) + narrow(r.decoded_values) + narrow(r.decoded_shape) + [r.log_probability.numpy()]


def searches():
    """Name, inputs, beam width, paths, whether repetitions are merged."""
    for name, (frames, batch, classes, width, paths) in {
            "small": (5, 2, 4, 3, 2), "wide": (20, 3, 28, 50, 1), "narrow": (30, 2, 6, 1, 1), "paths": (12, 1, 5, 10, 4),
            "long": (60, 2, 11, 8, 3), "two_classes": (9, 2, 2, 2, 1)}.items():
        for merge in (False, True):
            lengths = np.maximum(frames - 2 * np.arange(batch), 1)
            logits = np.random.default_rng(frames + merge).normal(0, 2, (frames, batch, classes))  # none are equal
            yield (f"f32_{name}_{'merged' if merge else 'plain'}", [T("f32", (frames, batch, classes), feed=logits), T("i32", (batch,), feed=lengths)],
                   width, paths, merge)


def tf_cases():
    """The same of TensorFlow's op; another family has them, because those of custom ops get damaged options."""
    outputs = lambda paths: [T("i64") for _ in range(3 * paths)] + [T("f32")]
    for name, inputs, width, paths, merge in searches():
        yield Case(name, "FlexCTCBeamSearchDecoder", inputs, outputs(paths), tf_types={"T": "float32"},
                   options={"beam_width": width, "top_paths": paths, **({} if merge else {"merge_repeated": False})})
    yield Case("bad_length", "FlexCTCBeamSearchDecoder", [T("f32", (4, 1, 3)), T("i32", (1,), feed=[5])], outputs(1), refused=True,
               options={"beam_width": 2, "top_paths": 1}, tf_types={"T": "float32"})


def cases():
    for name, inputs, width, paths, merge in searches():
        yield Case(name, "CTCBeamSearchDecoder", inputs, [T("i32") for _ in range(3 * paths)] + [T("f32")],
                   options={"beam_width": width, "top_paths": paths, "merge_repeated": merge},
                   expect=lambda x, n, w=width, p=paths, m=merge: decode(x, n, w, p, m))
    logits = T("f32", (4, 1, 3))
    outputs = lambda paths: [T("i32") for _ in range(3 * paths)] + [T("f32")]
    yield Case("bad_length", "CTCBeamSearchDecoder", [logits, T("i32", (1,), feed=[5])], outputs(1), refused=True, expect=len,
               options={"beam_width": 2, "top_paths": 1, "merge_repeated": True})
    yield Case("bad_beam", "CTCBeamSearchDecoder", [logits, T("i32", (1,), feed=[4])], outputs(2), refused=True, expect=len,
               options={"beam_width": 1, "top_paths": 2, "merge_repeated": True})
    yield Case("too_few_paths", "CTCBeamSearchDecoder", [logits, T("i32", (1,), feed=[0])], outputs(2), refused=True, expect=len,
               options={"beam_width": 2, "top_paths": 2, "merge_repeated": True})
