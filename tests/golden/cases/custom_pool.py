"""Custom ops with windows: pools that tell where the largest value was, their inverse, 3-D pools, MediaPipe's transposed
convolution. The reference has no kernels of them."""
import struct

import numpy as np
from single_op import Case, T

SAME, VALID = 1, 2  # as in the C struct


def window(size, filter, stride, padding):
    """Output size and what is padded in front."""
    if padding == SAME:
        out = -(-size // stride)
        return out, max((out - 1) * stride + filter - size, 0) // 2
    return (size - filter) // stride + 1, 0


def argmax_pool(x, padding, stride, filter, relu=False):
    """Values, indices in the image, indices in the window."""
    n, h, w, c = x.shape
    (oh, top), (ow, left) = (window(s, f, t, padding) for s, f, t in zip((h, w), filter, stride))
    values, image, inside = np.zeros((n, oh, ow, c), np.float32), np.zeros((n, oh, ow, c), np.int32), np.zeros((n, oh, ow, c), np.int32)
    for b, y, i, d in np.ndindex(n, oh, ow, c):
        best, at = np.float32(-3.4028235e38), (0, 0, 0, 0)
        for fy in range(filter[0]):
            for fx in range(filter[1]):
                py, px = y * stride[0] - top + fy, i * stride[1] - left + fx
                if 0 <= py < h and 0 <= px < w and x[b, py, px, d] > best:
                    best, at = x[b, py, px, d], (py, px, fy, fx)
        values[b, y, i, d] = max(best, 0) if relu else best
        image[b, y, i, d] = (at[0] * w + at[1]) * c + d
        inside[b, y, i, d] = at[2] * filter[1] + at[3]
    return values, image, inside


def pool_struct(padding, stride, filter, activation=0):
    return struct.pack("<10i", padding, stride[1], stride[0], filter[1], filter[0], activation, 0, 0, 0, 0)


def unpool(values, indices, shape):
    out = np.zeros(shape, np.float32)
    for b in range(shape[0]):
        out[b].reshape(-1)[indices[b].ravel()] = values[b].ravel()
    return out


def pool_3d(x, padding, stride, filter, average, integer):
    n, *size, c = x.shape
    places = [window(s, f, t, padding) for s, f, t in zip(size, filter, stride)]
    out = np.zeros((n, *(o for o, _ in places), c), x.dtype)
    for at in np.ndindex(out.shape[:4]):
        area = tuple(slice(max(i * t - p, 0), min(i * t - p + f, s)) for i, t, (_, p), f, s in zip(at[1:], stride, places, filter, size))
        taps = x[(at[0], *area)].reshape(-1, c).astype(np.float64 if not integer else np.int64)
        if not average:
            out[at] = taps.max(0)
        elif integer:
            total, count = taps.sum(0), len(taps)
            out[at] = np.trunc((total + np.where(total > 0, 1, -1) * (count // 2)) / count)
        else:
            out[at] = taps.mean(0)
    return out


def transpose_conv(x, f, bias, same, stride):
    n, h, w, _ = x.shape
    o, fh, fw, _ = f.shape
    pad = [max(k - (s - 1) % t - 1, 0) if same else 0 for s, k, t in zip((h, w), (fh, fw), stride)]
    size = [t * (s - 1) + k - p for s, k, t, p in zip((h, w), (fh, fw), stride, pad)]
    full = np.zeros((n, size[0] + 2 * fh, size[1] + 2 * fw, o))
    for y, i in np.ndindex(h, w):
        top, left = y * stride[0] - pad[0] // 2 + fh, i * stride[1] - pad[1] // 2 + fw
        full[:, top:top + fh, left:left + fw] += np.einsum("nc,oyxc->nyxo", x[:, y, i].astype(float), f.astype(float))
    return (full[:, fh:fh + size[0], fw:fw + size[1]] + bias).astype(np.float32)


POOLS = {  # name -> input, filter, stride
    "plain": ((1, 6, 8, 3), (2, 2), (2, 2)), "overlap": ((2, 5, 7, 2), (3, 3), (1, 2)), "odd": ((1, 7, 5, 4), (2, 3), (3, 2)),
}


def cases():
    for name, (shape, filter, stride) in POOLS.items():
        for padding, text in ((SAME, "SAME"), (VALID, "VALID")):
            label = f"{name}_{text.lower()}"
            yield Case(f"f32_{label}", "MaxPoolWithArgmax", [T("f32", shape)], [T("f32"), T("i32")],
                       options={"padding": text, "ksize": [1, *filter, 1], "strides": [1, *stride, 1], "include_batch_in_index": False},
                       expect=lambda x, p=padding, s=stride, f=filter: argmax_pool(x, p, s, f)[:2])
            for relu in (0, 1):
                def in_window(x, p=padding, s=stride, f=filter, r=relu):
                    values, _, inside = argmax_pool(x, p, s, f, r)
                    return values, (inside + np.float32(.1)).astype(np.float32)
                yield Case(f"f32_{label}_{relu}", "MaxPoolingWithArgmax2D", [T("f32", shape)], [T("f32"), T("f32")],
                           options=pool_struct(padding, stride, filter, relu), expect=in_window)
            for op in ("AvgPool3D", "MaxPool3D"):
                for t in ("f32", "i8", "i16"):
                    volume, f3, s3 = (shape[0], 4, *shape[1:]), (2, *filter), (1, *stride)
                    tensor = lambda size=(): T(t, size, **({} if t == "f32" else {"scale": .1, "zero": 3 if t == "i8" else 0}))
                    yield Case(f"{t}_{label}", op, [tensor(volume)], [tensor()],
                               options={"data_format": "NDHWC", "padding": text, "ksize": [1, *f3, 1], "strides": [1, *s3, 1]},
                               expect=lambda x, p=padding, s=s3, f=f3, o=op, i=t != "f32": [pool_3d(x, p, s, f, o == "AvgPool3D", i)])
    yield Case("bad_data_format", "AvgPool3D", [T("f32", (1, 2, 2, 2, 1))], [T("f32")], refused=True, expect=len,
               options={"data_format": "NCDHW", "padding": "SAME", "ksize": [1] * 5, "strides": [1] * 5})
    yield Case("bad_batch_index", "MaxPoolWithArgmax", [T("f32", (1, 2, 2, 1))], [T("f32"), T("i32")], refused=True, expect=len,
               options={"padding": "SAME", "ksize": [1] * 4, "strides": [1] * 4, "include_batch_in_index": True})
    for padding in (SAME, VALID):
        h, w = (4, 6) if padding == SAME else (5, 7)
        indices = np.random.default_rng(padding).permuted(np.arange(h * w * 3).reshape(1, -1).repeat(2, 0), axis=1)[:, :2 * 3 * 3].reshape(2, 2, 3, 3)
        for op in ("MaxUnpooling2D", "LiteRtMaxUnpooling2D"):
            yield Case(f"f32_image_{padding}", op, [T("f32", (2, 2, 3, 3)), T("i32", (2, 2, 3, 3), feed=indices)], [T("f32")],
                       options=pool_struct(padding, (2, 2), (3, 3)), expect=lambda x, i, s=(2, h, w, 3): [unpool(x, i, s)])
    yield Case("bad_index", "MaxUnpooling2D", [T("f32", (1, 1, 1, 1)), T("i32", (1, 1, 1, 1), feed=[4])], [T("f32")], refused=True,
               options=pool_struct(SAME, (2, 2), (2, 2)), expect=len)
    yield Case("bad_struct", "MaxUnpooling2D", [T("f32", (1, 1, 1, 1)), T("i32", (1, 1, 1, 1), feed=[0])], [T("f32")], refused=True,
               options=pool_struct(SAME, (2, 2), (2, 2))[:20], expect=len)

    def unpool_window(x, indices):
        n, h, w, c = x.shape
        out = np.zeros((n, 2 * h, 2 * w, c), np.float32)
        for at in np.ndindex(x.shape):
            i = int(indices[at])
            out[at[0], at[1] * 2 + i // 2, at[2] * 2 + i % 2, at[3]] = x[at]
        return [out]
    yield Case("f32_window", "MaxUnpooling2D", [T("f32", (2, 3, 2, 4)), T("f32", (2, 3, 2, 4), low=.1, high=3.9)], [T("f32")],
               options=pool_struct(SAME, (2, 2), (2, 2)), expect=unpool_window)
    yield Case("bad_window_index", "MaxUnpooling2D", [T("f32", (1, 1, 1, 1)), T("f32", (1, 1, 1, 1), feed=[4.1])], [T("f32")], refused=True,
               options=pool_struct(SAME, (2, 2), (2, 2)), expect=len)
    for name, x, f, stride in (("upsample", (1, 4, 5, 8), (4, 2, 2, 8), (2, 2)), ("overlap", (2, 3, 4, 3), (5, 3, 4, 3), (2, 1)),
                               ("wide", (1, 5, 5, 16), (20, 3, 3, 16), (3, 2)), ("one", (1, 2, 3, 4), (3, 1, 1, 4), (1, 1))):
        for padding in (SAME, VALID):
            yield Case(f"f32_{name}_{padding}", "Convolution2DTransposeBias", [T("f32", x), T("f32", f, data=True), T("f32", f[:1], data=True)],
                       [T("f32")], options=struct.pack("<3i", padding, stride[1], stride[0]),
                       expect=lambda a, b, c, p=padding, s=stride: [transpose_conv(a, b, c, p == SAME, s)])
    yield Case("bad_stride", "Convolution2DTransposeBias", [T("f32", (1, 2, 2, 1)), T("f32", (1, 2, 2, 1), data=True), T("f32", (1,), data=True)],
               [T("f32")], options=struct.pack("<3i", SAME, 2, 0), refused=True, expect=len)
